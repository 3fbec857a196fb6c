import { closest, type FileReading, type ForwardModel, InputError, type Observation, prepareTest, type Protocol, simulationOf } from "@inversa/core";
import type { App } from "../app/app.ts";
import { readData } from "../data/read-data.ts";
import { placeIn } from "./study-place.ts";
import type { StudyFile } from "./study-schema.ts";
import { statesOf } from "./study-tests.ts";
import type { Path } from "./study-text.ts";
import { isLong, proposedReadings, withFewerReadings } from "../data/thin-readings.ts";

/** An observation with where it comes from. */
export interface StudyObservation {
  readonly observation: Observation;
  readonly protocol: Protocol;
  /** Absent for a test typed in. */
  readonly reading?: FileReading;
}

type Entry = StudyFile["data"][number];
type TypedEntry = Extract<Entry, { protocol: string }>;
const isTyped = (entry: Entry): entry is TypedEntry => "protocol" in entry;

/**
 * The observations of a study file, files read and typed ones checked; ids made unique.
 * @param mayLack Conditions that a test need not state, though nothing in the file estimates them.
 * @throws InputError with the place in the study file.
 */
export async function studyObservations(app: App, model: ForwardModel, file: Pick<StudyFile, "data" | "tests">, folder: string, mayLack: readonly string[] = []): Promise<{ readonly observations: readonly StudyObservation[]; readonly readings: readonly FileReading[]; readonly remarks: readonly string[] }> {
  const protocols = model.simulations.map((simulation) => simulation.protocol);
  const observations: StudyObservation[] = [];
  const readings: FileReading[] = [];
  const remarks: string[] = [];
  const ids = new Set<string>();
  for (const [i, entry] of file.data.entries()) {
    const at = (...path: Path): string => placeIn(file, ["data", i, ...path]);
    const found = await located(at(isTyped(entry) ? "protocol" : "files"), async () => {
      if (isTyped(entry)) return [typed(entry, i, model)];
      const read = await readData(app, entry.files, {
        folder,
        protocols,
        ...(entry.source !== undefined ? { source: entry.source } : {}),
        ...(entry.settings ? { settings: entry.settings } : {}),
        ...(entry.conditions ? { conditions: entry.conditions } : {}),
      });
      readings.push(...read);
      return read.flatMap((reading) => reading.observations.map((observation) => {
        if (entry.points === undefined && isLong(observation)) remarks.push(slowRecord(observation, placeIn(file, ["data", i])));
        return { observation: entry.points === undefined ? observation : withFewerReadings(observation, entry.points), reading };
      }));
    });
    for (const { observation, ...rest } of found) {
      const named = { ...observation, id: unique(observation.id, ids) };
      observations.push({ ...(await located(at(), () => checked(model, named, [...statesOf(file, named.id), ...mayLack.filter((name) => !Object.hasOwn(named.test.conditions, name))], !("files" in entry)))), ...rest });
    }
  }
  if (observations.length === 0) {
    const said = readings.flatMap((reading) => reading.warnings);
    throw new InputError("study-invalid", { where: placeIn(file, ["data"]), what: `no test was found in ${readings.map((reading) => reading.file).join(", ")}${said.length > 0 ? ` (${said.slice(0, 3).join("; ")}${said.length > 3 ? `; and ${said.length - 3} more remarks` : ""})` : ""}`, expected: "at least one curve", next: "Name files that hold one, or set what the importer left open (inversa describe lists its settings)" });
  }
  return { observations, readings, remarks };
}

const slowRecord = ({ id, test }: Observation, where: string): string =>
  `"${id}" has ${test.axis.length.toLocaleString("en-US")} readings: every simulation takes that long, and intervals come out too narrow, since readings so close share their errors. "points: ${proposedReadings}" in its entry (${where}) uses as many of them, more where the curves bend`;

/** Puts the place in the study file in front of what is known of a mistake. */
async function located<T>(where: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

/**
 * @param states Conditions that are estimated; what a file says of them is left out.
 * @param typed A value typed in beside an estimate contradicts it.
 */
function checked(model: ForwardModel, observation: Observation, states: readonly string[], typed: boolean): Pick<StudyObservation, "observation" | "protocol"> {
  const { id, test } = observation;
  const { protocol } = simulationOf(model, test.protocol);
  try {
    const both = typed && states.find((name) => Object.hasOwn(test.conditions, name));
    if (both) throw new InputError("study-invalid", { what: `${both} is both given and estimated`, expected: "one of the two" });
    const { conditions } = test;
    const known = { ...test, conditions: Object.fromEntries(Object.entries(conditions).filter(([name]) => !states.includes(name))) };
    // A condition that the protocol does not have is told where the study names it.
    prepareTest(protocol, known, states.filter((name) => Object.hasOwn(protocol.conditions, name)));
    return { observation: { ...observation, test: known }, protocol };
  } catch (error) {
    throw error instanceof InputError ? error.within(`"${id}"`) : error;
  }
}

function unique(id: string, taken: Set<string>): string {
  let candidate = id;
  for (let n = 2; taken.has(candidate); n++) candidate = `${id} (${n})`;
  taken.add(candidate);
  return candidate;
}

function typed(entry: TypedEntry, i: number, model: ForwardModel): { readonly observation: Observation } {
  const { protocol } = simulationOf(model, entry.protocol);
  const axis = axisOf(entry.axis);
  const program = programOf(entry, protocol);
  const responses: Record<string, Float64Array> = {};
  for (const [name, values] of Object.entries(entry.responses ?? {})) {
    if (!Object.hasOwn(protocol.responses, name)) {
      throw new InputError("response-unknown", { where: `protocol ${protocol.id}`, what: `there is no response "${name}"`, expected: `one of ${Object.keys(protocol.responses).join(", ")}` });
    }
    if (values.length !== axis.length) {
      throw new InputError("study-invalid", { where: `response ${name}`, what: `it has ${values.length} values for the ${axis.length} points of ${protocol.axis.name}`, expected: "one value for each point, null where there is none" });
    }
    responses[name] = Float64Array.from(values, (value) => value ?? Number.NaN);
  }
  const drives = entry.drives && Object.fromEntries(Object.entries(entry.drives).map(([name, values]) => [name, Float64Array.from(values)]));
  return { observation: { id: entry.id ?? `test-${i + 1}`, test: { protocol: protocol.id, conditions: entry.conditions, axis, ...(drives ? { drives } : {}), ...(program ? { program } : {}) }, responses } };
}

const typedKeys = ["id", "protocol", "conditions", "axis", "drives", "responses"];

/** What stands beside the usual keys of a test belongs to its protocol's program. */
function programOf(entry: TypedEntry, protocol: Protocol): Readonly<Record<string, unknown>> | undefined {
  const own = Object.keys(protocol.program ?? {});
  const known = [...typedKeys, ...own];
  const further = Object.entries(entry).filter(([key]) => !typedKeys.includes(key));
  const unknown = further.find(([key]) => !own.includes(key));
  if (unknown) {
    const near = closest(unknown[0], known);
    throw new InputError("study-invalid", { what: `there is no key "${unknown[0]}" here`, expected: `one of ${known.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
  }
  return further.length > 0 ? Object.fromEntries(further) : undefined;
}

/** Points typed in, or laid out: evenly, or with distances that grow linearly, which puts more points where curves bend. */
function axisOf(axis: TypedEntry["axis"]): Float64Array {
  if (Array.isArray(axis)) return Float64Array.from(axis);
  const { from, to, points, spacing } = axis;
  return Float64Array.from({ length: points }, (_, i) => {
    const t = i / (points - 1);
    return i === points - 1 ? to : from + (to - from) * (spacing === "quadratic" ? t * t : t);
  });
}
