import { InputError, type Protocol } from "@inversa/core";
import { ambiguous, oneOf, quoted } from "@inversa/tables";
import type { CyclerRecord } from "../record.ts";
import type { BatterySettings } from "../settings.ts";
import { candidatesOf, chosenSteps, fewestReadings, readingsOf, stubRule, stubsAmong, type Candidate } from "./candidates.ts";
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

/** A candidate with the name of its observation. */
interface Named { readonly candidate: Candidate; readonly id: string }

/**
 * The observations of one test: the steps that the user names, or every charge, discharge, series of pulses and profile. One whose state of charge does not follow
 * is left out where others have one, and asked about where it is all there is, or wanted by name.
 * @param stem What the names of observations begin with.
 * @param given Conditions from the user. An initial state is that of the first observation; the others are counted from it.
 * @throws InputError `data-ambiguous` for the state of charge, `option-invalid` for steps that the test does not have.
 */
export function propose(record: CyclerRecord, stem: string, given: Readonly<Record<string, number>>, protocol: Protocol, settings: BatterySettings, where: string): Proposal {
  const all = candidatesOf(record);
  const plenty = all.filter((candidate) => readingsOf(record, candidate) >= fewestReadings);
  const scarce = all.filter((candidate) => !plenty.includes(candidate)).map((candidate) => `${stem}: ${nameOf(record, candidate)}: left out, since it has only ${readingsOf(record, candidate)} readings`);
  if (plenty.length === 0 && settings.steps.length === 0) return { observed: [], warnings: [...scarce, idle(record, where)] };
  const wanted = chosenFrom(record, plenty, stem, settings);
  const stubs = settings.stubs || settings.steps.length > 0 || settings.only.length > 0 ? [] : stubsOf(record, plenty, wanted);
  const chosen = wanted.filter((each) => !stubs.includes(each));
  const short = stubs.length > 0 ? [`${stem}: left out as ${stubs.length === 1 ? "a stub" : "stubs"} (${stubRule}): ${stubs.map(({ id }) => id.slice(stem.length + 2)).join("; ")}; the setting stubs brings ${stubs.length === 1 ? "it" : "them"} back, steps chooses by number`] : [];
  if (chosen.length === 0) {
    if (settings.steps.length === 0 && settings.cycles.length === 0) return { observed: [], warnings: scarce };
    throw new InputError("option-invalid", { where: `${where}, settings of battery`, what: `no current flows in ${settings.steps.length > 0 ? `step ${oneOf(settings.steps.map(String))}` : `cycle ${oneOf(settings.cycles.map(String))}`}`, expected: `one of ${all.map((candidate) => quoted(nameOf(record, candidate))).slice(0, 20).join(", ")}` });
  }
  const { initialSoc, ...others } = given;
  const first = chosen[0]!.candidate.from;
  const stoichiometry = Object.hasOwn(given, "initialStoichiometryNegative") || Object.hasOwn(given, "initialStoichiometryPositive");
  if (stoichiometry && chosen.length > 1) throw ambiguous(where, `stoichiometries at the start are given, and it holds ${chosen.length} observations, which begin at different ones`, "to which do they belong?", `Choose one with steps, for example ${record.steps[first]!.number}`);
  const book = bookOf(record, all, settings, initialSoc === undefined ? undefined : { step: first, soc: initialSoc, because: "as given" });
  const needed = !stoichiometry && Object.hasOwn(protocol.conditions, "initialSoc");
  const counted = chosen.map((each) => ({ ...each, soc: needed ? book.at(each.candidate.from) : undefined }));
  const unknown = needed ? counted.filter(({ soc }) => soc === undefined) : [];
  if (unknown.length > 0 && (unknown.length === counted.length || settings.steps.length > 0)) throw socUnknown(record, unknown, stem, book.lacks, where);
  return {
    observed: counted.filter((each) => !unknown.includes(each)).map(({ candidate, id, soc }) => observe(record, candidate, id, soc, others, protocol, settings)),
    warnings: [...scarce, ...short, ...unknown.map(({ id, candidate }) => `${id}: left out, since its state of charge does not follow from the file (${book.lacks}); say it with socAt for step ${record.steps[candidate.from]!.number}${book.lacksCapacity ? ", or give capacity" : ""}`)],
  };
}

/** What the user wants, in the order of the test. */
function chosenFrom(record: CyclerRecord, plenty: readonly Candidate[], stem: string, { steps, cycles, kinds, withRest, only }: BatterySettings): readonly Named[] {
  const candidates = steps.length > 0 ? chosenSteps(record, steps, cycles) : plenty.filter(({ from }) => cycles.length === 0 || cycles.includes(record.steps[from]!.cycle ?? Number.NaN));
  return candidates
    .filter(({ kind }) => ofKind[kinds](kind))
    .map((candidate) => ({ ...candidate, to: withRest && record.steps[candidate.to]?.direction === 0 ? candidate.to + 1 : candidate.to }))
    .map((candidate) => ({ candidate, id: `${stem}: ${nameOf(record, candidate)}` }))
    .filter(({ id }) => only.length === 0 || only.some((name) => name === record.label || id.startsWith(name) || id.startsWith(`${stem}: ${name}`)));
}

/** Those of the wanted that are stubs beside others that are wanted too. */
function stubsOf(record: CyclerRecord, plenty: readonly Candidate[], wanted: readonly Named[]): readonly Named[] {
  const stubs = stubsAmong(record, plenty);
  const found = wanted.filter(({ candidate: { from } }) => [...stubs].some((stub) => stub.from === from));
  return found.length < wanted.length ? found : [];
}

function socUnknown(record: CyclerRecord, unknown: readonly Named[], stem: string, lacks: string, where: string): InputError {
  const names = unknown.slice(0, 4).map(({ id }) => quoted(id.slice(stem.length + 2)));
  const what = `the state of charge at the start of ${oneOf(names)}${unknown.length > 4 ? " and others" : ""} does not follow from the file: ${lacks}`;
  return ambiguous(where, what, "how full is the cell there, from 0 (empty) to 1 (full)?", `Give initialSoc as a condition (1 is full; it holds at the start of the first observation), or set socAt for step ${record.steps[unknown[0]!.candidate.from]!.number}${lacks.includes("capacity") ? ", or capacity" : ""}`);
}

/** What to say of a test in which nothing happened to the cell. */
function idle({ current, time }: CyclerRecord, where: string): string {
  const peak = current.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const flows = peak === 0 ? "no current flows" : `the current stays below ${amperes(peak)} and the voltage does not answer it`;
  return `${where}: the test never started, or ends before it does: in ${current.length} readings over ${duration(time.at(-1)! - time[0]!)} ${flows}`;
}
