import { InputError, closest, simulationOf, type ForwardModel, type Protocol, type Test } from "@inversa/core";
import { readDocuments } from "../data/read-documents.ts";
import { asNumber, asNumbers, asObject, asQuantities, asText, at, refuse, type Place } from "./json-path.ts";

/** A simulation request as it came in, its form checked; what it means is checked against the model. */
export interface SimulationRequest {
  readonly model?: string;
  /** One set of parameters, or a batch. */
  readonly parameters: readonly Readonly<Record<string, number>>[];
  readonly batch: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  /** Further keys; the model knows what they mean, if anything. */
  readonly further: readonly string[];
  readonly whole: Place;
  readonly tests: readonly Place[];
  readonly path: string;
}

/** A test of a request, ready for the model. */
export interface RequestedTest {
  readonly id?: string;
  readonly protocol: Protocol;
  readonly test: Test;
}

const requestKeys = ["model", "parameters", "tests", "options"];
const testKeys = ["id", "protocol", "conditions", "axis", "drives"];

/**
 * Reads the form of a request.
 * @param place The request, and how messages begin: `request.json, $`.
 * @throws InputError `request-invalid` with the JSON path.
 */
export function readSimulationRequest(place: Place): SimulationRequest {
  const object = asObject(place, "an object with model, parameters and tests");
  // What is not even nearly a key of every request may be one of the model's documents; the model is not known yet.
  refuseUnknown(place, Object.fromEntries(Object.entries(object).filter(([key]) => closest(key, requestKeys) !== undefined)), requestKeys);
  const parameters = at(place, "parameters");
  const batch = Array.isArray(parameters.value);
  if (batch && (parameters.value as unknown[]).length === 0) refuse(parameters, "the list is empty", "at least one set of parameters");
  const tests = at(place, "tests");
  if (!Array.isArray(tests.value) || tests.value.length === 0) refuse(tests, tests.value === undefined ? "it is missing" : "there is no test in it", "a list with at least one test");
  return {
    ...(object["model"] === undefined ? {} : { model: asText(at(place, "model"), "the id of a model") }),
    parameters: batch ? (parameters.value as unknown[]).map((_, i) => asQuantities(at(parameters, i))) : [asQuantities(parameters)],
    batch,
    options: object["options"] === undefined ? {} : asObject(at(place, "options")),
    further: Object.keys(object).filter((key) => !requestKeys.includes(key)),
    whole: place,
    tests: (tests.value as unknown[]).map((_, i) => at(tests, i)),
    path: place.path,
  };
}

/** The options of a request; one that takes a document (`cell`) may also stand beside them. */
export function requestedOptions(model: ForwardModel, { options, further, whole }: SimulationRequest): Readonly<Record<string, unknown>> {
  const beside = Object.entries(model.options).flatMap(([name, { kind }]) => (kind === "document" ? [name] : []));
  refuseUnknown(whole, Object.fromEntries(further.map((key) => [key, true])), [...requestKeys, ...beside]);
  const twice = further.find((key) => options[key] !== undefined);
  if (twice !== undefined) refuse(at(whole, twice), "it stands under options too", "one of the two");
  return { ...options, ...Object.fromEntries(further.map((key) => [key, at(whole, key).value])) };
}

/**
 * The request with the contents of files in place of the paths that its options name.
 * @param folder Against which paths are resolved.
 * @param remark Is told what the user should know of the files.
 */
export async function withDocuments(model: ForwardModel, request: SimulationRequest, folder: string, remark: (text: string) => void): Promise<SimulationRequest> {
  const { options, remarks } = await readDocuments(model.options, requestedOptions(model, request), folder);
  for (const text of remarks) remark(text);
  return { ...request, options, further: [] };
}

/** Reads one test against the model that will simulate it. */
export function readTest(model: ForwardModel, place: Place): RequestedTest {
  const object = asObject(place, "an object with protocol, conditions and axis");
  const named = at(place, "protocol");
  const id = asText(named, `one of ${model.simulations.map((s) => s.protocol.id).join(", ")}`);
  const { protocol } = within(named.path, () => simulationOf(model, id));
  const programmed = Object.keys(protocol.program ?? {});
  refuseUnknown(place, object, [...testKeys, ...programmed]);
  const { axis, drives } = readAxis(protocol, place, object);
  const program = Object.fromEntries(programmed.filter((key) => Object.hasOwn(object, key)).map((key) => [key, object[key]]));
  return {
    ...(object["id"] === undefined ? {} : { id: asText(at(place, "id"), "a name") }),
    protocol,
    test: { protocol: protocol.id, conditions: asQuantities(at(place, "conditions")), axis, ...(Object.keys(drives).length > 0 ? { drives } : {}), ...(Object.keys(program).length > 0 ? { program } : {}) },
  };
}

/** The axis: listed, as a range, or as a drive that carries the axis' name (a history, which may run back). */
function readAxis(protocol: Protocol, place: Place, object: Readonly<Record<string, unknown>>): { readonly axis: Float64Array; readonly drives: Readonly<Record<string, Float64Array>> } {
  const { name } = protocol.axis;
  const given = at(place, "drives");
  const driven = given.value === undefined ? {} : asObject(given, "an object of names and lists of numbers");
  const known = [name, ...Object.keys(protocol.drives ?? {})];
  const drives: Record<string, Float64Array> = {};
  for (const key of Object.keys(driven)) {
    if (!known.includes(key)) refuse(at(given, key), `${protocol.id} has no history "${key}"`, `one of ${known.join(", ")}`, didYouMean(key, known));
    drives[key] = asNumbers(at(given, key));
  }
  const history = drives[name];
  delete drives[name];
  if (history && object["axis"] !== undefined) refuse(at(place, "axis"), `the axis ${name} is given twice: here and as a history under drives`, "one of the two");
  return { axis: history ?? readSeries(at(place, "axis"), name), drives };
}

/** A list of numbers, or `{ "from": 0, "to": 0.15, "points": 30, "spacing": "even" | "quadratic" }` as in study files. */
function readSeries(place: Place, name: string): Float64Array {
  if (place.value === undefined || Array.isArray(place.value)) return asNumbers(place, `the points of ${name} as a list of numbers`);
  const object = asObject(place, `the points of ${name}: a list of numbers, or { "from", "to", "points" }`);
  refuseUnknown(place, object, ["from", "to", "points", "spacing"]);
  const [from, to, points] = ["from", "to", "points"].map((key) => asNumber(at(place, key))) as [number, number, number];
  if (!Number.isInteger(points) || points < 2 || points > 1_000_000) refuse(at(place, "points"), `${points} stands here`, "a whole number from 2 to 1000000");
  const spacing = object["spacing"] ?? "even";
  if (spacing !== "even" && spacing !== "quadratic") refuse(at(place, "spacing"), `${JSON.stringify(spacing)} stands here`, "even or quadratic");
  return Float64Array.from({ length: points }, (_, i) => from + (to - from) * (i / (points - 1)) ** (spacing === "even" ? 1 : 2));
}

function refuseUnknown(place: Place, object: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const key of Object.keys(object)) if (!known.includes(key)) refuse(at(place, key), `there is no "${key}" here`, `one of ${known.join(", ")}`, didYouMean(key, known));
}

const didYouMean = (name: string, known: readonly string[]): string | undefined => {
  const near = closest(name, known);
  return near && `Did you mean "${near}"?`;
};

/** Puts the JSON path in front of whatever mistake the work finds. */
export function within<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error.within(path) : error;
  }
}
