import { InputError, type Protocol } from "@inversa/core";
import { ambiguous, oneOf, quoted } from "@inversa/tables";
import type { CyclerRecord } from "../record.ts";
import type { BatterySettings } from "../settings.ts";
import { candidatesOf, chosenSteps, fewestReadings, readingsOf, type Candidate } from "./candidates.ts";
import { amperes, duration, nameOf } from "./names.ts";
import { observe, type Observed } from "./observe.ts";
import { bookOf } from "./state-of-charge.ts";

/** Observations of one test, and why parts of it are none. */
export interface Proposal {
  readonly observed: readonly Observed[];
  readonly warnings: readonly string[];
}

const ofKind: Readonly<Record<BatterySettings["kinds"], (kind: Candidate["kind"]) => boolean>> = {
  all: () => true, discharges: (kind) => kind === "discharge", charges: (kind) => kind === "charge", pulses: (kind) => kind === "pulses" || kind === "profile",
};

/**
 * The observations of one test: the steps that the user names, or every charge, discharge, series of pulses and profile. One whose state of charge does not follow
 * is left out where others have one, and asked about where it is all there is, or wanted by name.
 * @param stem What the names of observations begin with.
 * @throws InputError `data-ambiguous` for the state of charge, `option-invalid` for steps that the test does not have.
 */
export function propose(record: CyclerRecord, stem: string, given: Readonly<Record<string, number>>, protocol: Protocol, settings: BatterySettings, where: string): Proposal {
  const all = candidatesOf(record);
  const plenty = all.filter((candidate) => readingsOf(record, candidate) >= fewestReadings);
  const scarce = all.filter((candidate) => !plenty.includes(candidate)).map((candidate) => `${stem}: ${nameOf(record, candidate)}: left out, since it has only ${readingsOf(record, candidate)} readings`);
  if (plenty.length === 0 && settings.steps.length === 0) return { observed: [], warnings: [...scarce, idle(record, where)] };
  const named = settings.steps.length > 0 || settings.cycles.length > 0;
  const numbers = settings.steps.length > 0 ? settings.steps : record.steps.map(({ number }) => number);
  const chosen = (settings.steps.length > 0 ? chosenSteps(record, numbers, settings.cycles) : plenty.filter(({ from }) => settings.cycles.length === 0 || settings.cycles.includes(record.steps[from]!.cycle ?? Number.NaN)))
    .filter(({ kind }) => ofKind[settings.kinds](kind))
    .map((candidate) => ({ ...candidate, to: settings.withRest && record.steps[candidate.to]?.direction === 0 ? candidate.to + 1 : candidate.to }))
    .map((candidate) => ({ candidate, id: `${stem}: ${nameOf(record, candidate)}` }))
    .filter(({ id }) => settings.only.length === 0 || settings.only.some((name) => name === record.label || id.startsWith(name) || id.startsWith(`${stem}: ${name}`)));
  if (chosen.length === 0) {
    if (!named) return { observed: [], warnings: scarce };
    throw new InputError("option-invalid", { where: `${where}, settings of battery`, what: `no current flows in ${settings.steps.length > 0 ? `step ${oneOf(settings.steps.map(String))}` : `cycle ${oneOf(settings.cycles.map(String))}`}`, expected: `one of ${all.map((candidate) => quoted(nameOf(record, candidate))).slice(0, 20).join(", ")}` });
  }
  const stated = Object.hasOwn(given, "initialSoc") || Object.hasOwn(given, "initialStoichiometryNegative") || !Object.hasOwn(protocol.conditions, "initialSoc");
  const book = bookOf(record, all, settings);
  const counted = chosen.map((each) => ({ ...each, soc: stated ? undefined : book.at(each.candidate.from) }));
  const known = counted.filter(({ soc }) => stated || soc !== undefined);
  const unknown = counted.filter((each) => !known.includes(each));
  if (unknown.length > 0 && (known.length === 0 || settings.steps.length > 0)) {
    throw ambiguous(where, `the state of charge at the start of ${oneOf(unknown.slice(0, 4).map(({ id }) => quoted(id.slice(stem.length + 2))))}${unknown.length > 4 ? " and others" : ""} does not follow from the file: ${book.lacks}`, "what is it?", `Give initialSoc as a condition (1 is full), or set socAt for step ${record.steps[unknown[0]!.candidate.from]!.number}${book.lacks.includes("capacity") ? ", or capacity" : ""}`);
  }
  return {
    observed: known.map(({ candidate, id, soc }) => observe(record, candidate, id, soc, given, protocol, settings)),
    warnings: [...scarce, ...unknown.map(({ id, candidate }) => `${id}: left out, since its state of charge does not follow from the file; say it with socAt for step ${record.steps[candidate.from]!.number}`)],
  };
}

/** What to say of a test in which nothing happened to the cell. */
function idle({ current, time }: CyclerRecord, where: string): string {
  const peak = current.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const flows = peak === 0 ? "no current flows" : `the current stays below ${amperes(peak)} and the voltage does not answer it`;
  return `${where}: the test never started, or ends before it does: in ${current.length} readings over ${duration(time.at(-1)! - time[0]!)} ${flows}`;
}
