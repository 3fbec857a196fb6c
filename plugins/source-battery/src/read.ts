import { InputError, type FileReading, type Inference, type Provenance, type ReadRequest, type SourceFile } from "@inversa/core";
import { checkConditions, conditionsFor, distinct, oneOf, provenanceOf, quoted, stemOf, unreadable, withOwnIds } from "@inversa/tables";
import { readRes } from "./formats/arbin-res.ts";
import { readMpr } from "./formats/biologic-mpr.ts";
import { readNda } from "./formats/neware-nda.ts";
import { readNdax } from "./formats/neware-ndax.ts";
import { normalised } from "./normalise/record.ts";
import type { Observed } from "./observations/observe.ts";
import { isProfile, plan } from "./observations/plan.ts";
import { propose } from "./observations/propose.ts";
import type { RawRecord } from "./raw.ts";
import { containerOf, type Container } from "./recognise.ts";
import type { CyclerRecord } from "./record.ts";
import type { BatterySettings, settings as declared } from "./settings.ts";
import { readText } from "./text/read-text.ts";

/** Id under which results name this importer. */
export const sourceId = "battery";
/** The kind of test that files of cyclers hold. */
const protocolId = "cycling";

const containers: Readonly<Record<Container, (file: SourceFile) => readonly RawRecord[] | Promise<readonly RawRecord[]>>> = {
  "biologic-mpr": readMpr, "arbin-res": readRes, "neware-ndax": readNdax, "neware-nda": readNda,
};

/**
 * What a file holds, before anything is taken out of it as an observation: time rises, discharge is positive, units are SI.
 * @throws InputError `data-ambiguous` with the question that settles it, `data-unreadable` for files of nobody and damaged ones.
 */
export async function readRecords(file: SourceFile, settings: BatterySettings): Promise<readonly CyclerRecord[]> {
  return (await readRaw(file, settings)).flatMap((raw) => normalised(raw, settings, file.name));
}

async function readRaw(file: SourceFile, settings: BatterySettings): Promise<readonly RawRecord[]> {
  const container = containerOf(file);
  const wanted = settings.vendor;
  if (wanted !== "auto" && (wanted in containers || container) && wanted !== container) throw unreadable(file.name, `its first bytes are not those of ${quoted(wanted)}${container ? `, but of ${quoted(container)}` : ""}`, `a file of ${wanted}`, "Correct the setting vendor, or leave it out");
  const records = container ? await containers[container](file) : readText(file, settings);
  const named = records.filter(({ label }) => settings.only.includes(label));
  return named.length > 0 ? named : records;
}

/** Reads files of battery cyclers into observations. */
export async function read(files: readonly SourceFile[], { protocols, settings, conditions = {} }: ReadRequest<typeof declared>): Promise<readonly FileReading[]> {
  const protocol = protocols.find(({ id }) => id === protocolId);
  if (!protocol) throw new InputError("protocol-unsupported", { what: "nothing in this app simulates a cell under current, so files of cyclers cannot be read as anything", expected: `a model for the protocol "${protocolId}"` });
  checkConditions(conditions, protocols);
  const readings: FileReading[] = [];
  for (const file of files) {
    const raw = await readRaw(file, settings);
    const provenance = await provenanceOf(file, sourceId);
    if (raw.every(isProfile)) {
      readings.push(plannedReading(file, raw, provenance, conditionsFor(protocol, conditions), settings));
      continue;
    }
    const records = raw.flatMap((one) => normalised(one, settings, file.name));
    const proposals = records.map((record) => ({ record, ...propose(record, nameOf(file, record.label), conditionsFor(protocol, conditions), protocol, settings, record.label === "" ? file.name : `${file.name}, test ${quoted(record.label)}`) }));
    const observed = proposals.flatMap((proposal) => proposal.observed);
    if (settings.only.length > 0 && observed.length === 0) throw unreadable(file.name, `it holds none of ${oneOf(settings.only.map(quoted))}`, "names of tests or beginnings of names of observations", "Correct the setting only");
    const about = ({ label }: CyclerRecord, because: string): string => (label === "" || records.length === 1 ? because : `${because} (test ${quoted(label)})`);
    readings.push({
      file: file.name,
      observations: observed.map(({ observation }) => ({ ...observation, provenance })),
      inferred: distinct([...(records[0] ? [{ what: records[0].vendor, because: "recognised by its first bytes, headings and units" }] : []), ...records.flatMap((record) => record.notes.map((note) => ({ ...note, because: about(record, note.because) }))), ...perObservation(observed)]),
      warnings: [...new Set([...records.flatMap((record) => record.warnings.map((warning) => about(record, warning))), ...proposals.flatMap((proposal) => [...proposal.warnings, ...proposal.observed.flatMap(({ warnings }) => warnings)])])],
    });
  }
  return withOwnIds(readings);
}

const nameOf = (file: SourceFile, label: string): string => [stemOf(file.name).replace(/\.bdf$/i, ""), label].filter((part) => part !== "").join(" ");

/** A table without a voltage: what it prescribes is a test that is planned. */
function plannedReading(file: SourceFile, raw: readonly RawRecord[], provenance: Provenance, conditions: Readonly<Record<string, number>>, settings: BatterySettings): FileReading {
  const planned = raw.map((one) => plan(one, nameOf(file, one.label), conditions, settings, one.label === "" ? file.name : `${file.name}, test ${quoted(one.label)}`));
  return {
    file: file.name,
    observations: planned.map(({ observation }) => ({ ...observation, provenance })),
    inferred: distinct(planned.flatMap(({ inferred }) => inferred)),
    warnings: [...new Set(planned.flatMap(({ warnings }) => warnings))],
  };
}

/** What was worked out for each observation; what is the same for several is said once. */
function perObservation(observed: readonly Observed[]): readonly Inference[] {
  const told = Map.groupBy(observed.flatMap(({ observation: { id }, inferred }) => inferred.map((note) => ({ ...note, id }))), ({ what, because }) => `${what}\n${because}`);
  return [...told.values()].map((same) => ({ what: `${same[0]!.what} (${same.length === observed.length && same.length > 1 ? "all observations" : same.length > 3 ? `${same.length} observations` : same.map(({ id }) => shortly(id)).join("; ")})`, because: same[0]!.because }));
}

/** `step 7` of `cell02: step 7, discharge 0.502 A, 10.0 h`. */
const shortly = (id: string): string => /: ([^:,]+),[^:]*$/.exec(id)?.[1] ?? id;
