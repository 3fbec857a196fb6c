import { closest, InputError } from "./errors.ts";
import { Stopped, type ForwardModel, type Simulation, type Status } from "./model.ts";
import type { Protocol, Series, Test } from "./protocol.ts";
import type { Quantities } from "./quantity.ts";
import { readSettings } from "./settings.ts";

/** The answer of a forward model to one test. */
export interface Curve {
  readonly status: Status;
  /** Why the curve ends early; absent when it reached the last point. */
  readonly message?: string;
  /** Number of leading points that were computed; equal to the axis length when reached. */
  readonly computed: number;
  /** One value for each point of the axis, in the protocol's units; NaN after the last computed point. */
  readonly responses: Readonly<Record<string, Float64Array>>;
}

/**
 * Runs a forward model on one test.
 * @returns What could be computed and why it stopped. Physics that ends early is data, not an exception.
 * @throws InputError for a mistake in the request: unknown or missing parameter or condition, value out of bounds, bad axis.
 */
export const simulate = (model: ForwardModel, parameters: Readonly<Record<string, number>>, test: Test, options?: unknown): Curve => prepareSimulation(model, test, options)(parameters);

/**
 * Binds a test to its model: what does not depend on the parameters is checked once, here, and {@link simulate} is what remains.
 * @throws InputError for a mistake in the test or the options; the function returned, for one in the parameters.
 */
export function prepareSimulation(model: ForwardModel, test: Test, options?: unknown): (parameters: Readonly<Record<string, number>>) => Curve {
  const simulation = simulationOf(model, test.protocol);
  const { axis, conditions, drives = {}, program = {} } = prepareTest(simulation.protocol, test);
  const more = { options: readSettings(model.options, options, `options of ${model.id}`), drives, program };
  return (parameters) => toCurve(simulation.run(readParameters(model, parameters), conditions, axis, more), axis.length, model.id);
}

/** Pads what a simulation returned to the length of the axis and names every gap: a NaN without a reason becomes `no-solution`. */
function toCurve(outcome: ReturnType<Simulation["run"]>, length: number, modelId: string): Curve {
  const stopped = outcome instanceof Stopped;
  const series: Readonly<Record<string, Series>> = stopped ? outcome.responses : outcome;
  let computed = length;
  for (const values of Object.values(series)) computed = Math.min(computed, finiteLength(values, length));
  const responses: Record<string, Float64Array> = {};
  for (const [name, values] of Object.entries(series)) {
    const padded = new Float64Array(length).fill(Number.NaN);
    for (let i = 0; i < computed; i++) padded[i] = values[i]!;
    responses[name] = padded;
  }
  if (stopped) return { status: outcome.reason, message: outcome.message, computed, responses };
  if (computed < length) return { status: "no-solution", message: `${modelId} returned no finite number at point ${computed + 1} of ${length} and gave no reason`, computed, responses };
  return { status: "reached", computed, responses };
}

function finiteLength(values: Series, length: number): number {
  const n = Math.min(values.length, length);
  for (let i = 0; i < n; i++) if (!Number.isFinite(values[i]!)) return i;
  return n;
}

/**
 * The simulation of a model for a protocol.
 * @throws InputError `protocol-unsupported`.
 */
export function simulationOf(model: ForwardModel, protocol: string): Simulation {
  const found = model.simulations.find((s) => s.protocol.id === protocol);
  if (found) return found;
  const known = model.simulations.map((s) => s.protocol.id);
  const near = closest(protocol, known);
  throw new InputError("protocol-unsupported", { what: `${model.id} cannot simulate "${protocol}"`, expected: `one of ${known.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
}

/**
 * Fills in defaults and checks names, bounds and relations.
 * @returns All parameters of the model in the model's order.
 */
export function readParameters(model: ForwardModel, given: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const values = readQuantities(model.parameters, given, `parameters of ${model.id}`, "parameter");
  const why = model.invalid?.(values);
  if (why) throw new InputError("parameters-inconsistent", { where: `parameters of ${model.id}`, what: why });
  return values;
}

/**
 * Checks a test against its protocol and fills in the defaults of its conditions and its program.
 * @param open Conditions that are estimated: the test has no value of them, and relations between its conditions can only be judged once they have one.
 */
export function prepareTest(protocol: Protocol, test: Test, open: readonly string[] = []): Test {
  const where = `test under "${protocol.id}"`;
  for (const name of open) if (!Object.hasOwn(protocol.conditions, name)) throw unknownName(protocol.conditions, name, `conditions of a ${where}`, "condition");
  const without = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(record).filter(([name]) => !open.includes(name)));
  const conditions = readQuantities(without(protocol.conditions), without(test.conditions), `conditions of a ${where}`, "condition");
  const program = readSettings(protocol.program ?? {}, test.program, `program of a ${where}`);
  const { axis } = test;
  if (axis.length === 0) throw new InputError("axis-invalid", { where, what: `the axis ${protocol.axis.name} has no points`, expected: "at least one" });
  for (let i = 0; i < axis.length; i++) {
    if (!Number.isFinite(axis[i]!)) throw new InputError("axis-invalid", { where, what: `${protocol.axis.name} is not a finite number at point ${i + 1}` });
    if (i > 0 && !protocol.axis.reversals && axis[i]! < axis[i - 1]!) {
      throw new InputError("axis-invalid", { where, what: `${protocol.axis.name} runs backwards at point ${i + 1} (${axis[i - 1]} to ${axis[i]})`, expected: "values that do not decrease" });
    }
  }
  for (const [name, { optional }] of Object.entries(protocol.drives ?? {})) {
    const drive = test.drives?.[name];
    if (!drive && optional) continue;
    if (!drive) throw new InputError("drive-invalid", { where, what: `the prescribed history "${name}" is missing`, expected: `one value for each of the ${axis.length} points of ${protocol.axis.name}` });
    if (drive.length !== axis.length || !drive.every(Number.isFinite)) {
      throw new InputError("drive-invalid", { where, what: `"${name}" has ${drive.length} values of which ${drive.filter(Number.isFinite).length} are finite`, expected: `one finite value for each of the ${axis.length} points of ${protocol.axis.name}` });
    }
  }
  const why = open.length > 0 ? undefined : protocol.invalid?.(conditions, { axis, program, ...(test.drives ? { drives: test.drives } : {}) });
  if (why) throw new InputError("condition-invalid", { where, what: why });
  return { ...test, conditions, ...(protocol.program ? { program } : {}) };
}

function unknownName(declared: Quantities, name: string, where: string, kind: "parameter" | "condition"): InputError {
  const near = closest(name, Object.keys(declared));
  return new InputError(`${kind}-unknown`, { where, what: `there is no ${kind} "${name}"`, expected: `one of ${Object.keys(declared).join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
}

function readQuantities(declared: Quantities, given: Readonly<Record<string, number>>, where: string, kind: "parameter" | "condition"): Record<string, number> {
  for (const name of Object.keys(given)) if (!Object.hasOwn(declared, name)) throw unknownName(declared, name, where, kind);
  const values: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(declared)) {
    const value = Object.hasOwn(given, name) ? given[name] : quantity.default;
    if (value === undefined) {
      if (quantity.optional) continue;
      throw new InputError(`${kind}-missing`, { where, what: `${name} (${quantity.about}) is not given`, expected: `a number from ${quantity.bounds[0]} to ${quantity.bounds[1]} ${quantity.unit === "1" ? "" : quantity.unit}`.trim() });
    }
    const [min, max] = quantity.bounds;
    if (typeof value !== "number" || !(value >= min && value <= max)) {
      const code = kind === "parameter" ? "parameter-out-of-bounds" : "condition-invalid";
      throw new InputError(code, { where, what: `${name} = ${String(value)} is out of range`, expected: `a number from ${min} to ${max} ${quantity.unit === "1" ? "" : quantity.unit}`.trim() });
    }
    values[name] = value;
  }
  return values;
}
