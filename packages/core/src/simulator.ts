import { InputError } from "./errors.ts";
import type { ForwardModel } from "./model.ts";
import { clear, place, placeDerivatives, reached, type Block, type BoundTest, type Outcome } from "./place-curves.ts";
import type { Test } from "./protocol.ts";
import { plausibleRange } from "./quantity.ts";
import { readSettings } from "./settings.ts";
import { prepareTest, simulationOf } from "./simulate.ts";

/** What one entry of theta stands for: a parameter of the model, or an unknown state of specimens: a condition of one test, or of several that share its value. */
export type Column = { readonly parameter: string } | { readonly condition: string; readonly tests: readonly number[] };

/**
 * One study's simulations as a task that an engine can send anywhere (it survives structured cloning): the same tests again and again, for many theta.
 */
export interface SimulationTask {
  /** Id of the forward model. */
  readonly model: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly columns: readonly Column[];
  /** Parameters that are not in theta. */
  readonly fixed: Readonly<Record<string, number>>;
  readonly tests: readonly Test[];
  /** For each test, the responses that are kept, in this order. */
  readonly responses: readonly (readonly string[])[];
  /** For each test and each of its `responses`, how many leading points are kept; all of the axis where absent. At least 1. */
  readonly points?: readonly (readonly number[])[];
  /**
   * What stands after the end of a curve that stopped for a named physical reason: `hold` repeats the state in which it ended (a specimen that has failed keeps
   * its strength; the last computed point where the model does not name that state), `reject` counts the sample as failed. A curve without a solution always counts as failed.
   */
  readonly afterStop: "hold" | "reject";
}

/** Where each response of each test lies in a row. */
export function layoutOf(task: Pick<SimulationTask, "tests" | "responses" | "points">): { readonly width: number; readonly blocks: readonly Block[] } {
  const blocks: Block[] = [];
  let offset = 0;
  for (const [test, { axis }] of task.tests.entries()) {
    for (const [r, response] of (task.responses[test] ?? []).entries()) {
      const length = Math.min(axis.length, task.points?.[test]?.[r] ?? axis.length);
      blocks.push({ test, response, offset, length });
      offset += length;
    }
  }
  return { width: offset, blocks };
}

/** A task made ready to run many times. */
export interface Simulator {
  readonly width: number;
  readonly blocks: readonly Block[];
  /**
   * Fills `out[offset .. offset + width)` with the curves of theta. Pure. A model that throws has no solution there: one bad sample among thousands must not end
   * a batch, and one that always throws fails every sample with its message.
   * @throws InputError when the model refuses the task itself.
   */
  run(theta: ArrayLike<number>, out: Float64Array, offset?: number): Outcome;
  /**
   * Fills `out` (width) as `run` does and `derivatives` (width x P, row-major) with those of the row by theta. Present where the model offers derivatives for every
   * test. Derivatives by conditions that the model does not offer are central differences.
   */
  linearise?(theta: ArrayLike<number>, out: Float64Array, derivatives: Float64Array): Outcome;
}

/**
 * Binds a task to its model: everything that does not depend on theta is checked once, here.
 * @throws InputError for unknown parameters, conditions, responses or options, or a parameter that is neither fixed, estimated nor defaulted.
 */
export function compileTask(model: ForwardModel, task: SimulationTask): Simulator {
  const { width, blocks } = layoutOf(task);
  const options = readSettings(model.options, task.options, `options of ${model.id}`);
  const parameters = startingParameters(model, task);
  const bound = task.tests.map((test, t): BoundTest => {
    const simulation = simulationOf(model, test.protocol);
    const free = task.columns.flatMap((c) => ("condition" in c && c.tests.includes(t) ? [c.condition] : []));
    const prepared = prepareTest(simulation.protocol, test, free);
    for (const response of task.responses[t] ?? []) {
      if (!Object.hasOwn(simulation.protocol.responses, response)) {
        throw new InputError("response-unknown", { where: `protocol ${test.protocol}`, what: `there is no response "${response}"`, expected: `one of ${Object.keys(simulation.protocol.responses).join(", ")}` });
      }
    }
    const own = blocks.filter((b) => b.test === t);
    // Points behind the last one that any response keeps need not be computed.
    const longest = own.reduce((most, { length }) => Math.max(most, length), 0);
    const conditions: Record<string, number> = { ...prepared.conditions };
    const { invalid } = simulation.protocol;
    return {
      simulation,
      conditions,
      ...(invalid && free.length > 0 ? { contradiction: () => invalid(conditions, prepared) } : {}),
      axis: prepared.axis.subarray(0, longest),
      more: { options, program: prepared.program ?? {}, drives: Object.fromEntries(Object.entries(prepared.drives ?? {}).map(([name, values]) => [name, values.subarray(0, longest)])) },
      blocks: own,
    };
  });
  const targets = task.columns.map((c) => ("parameter" in c ? { records: [parameters], key: c.parameter } : { records: c.tests.map((t) => bound[t]!.conditions), key: c.condition }));
  // A test of which nothing is kept need not be simulated.
  const simulated = bound.filter((test) => test.blocks.length > 0);

  /** @param each Simulates one test and puts its curves into the row. */
  const overTests = (theta: ArrayLike<number>, each: (test: BoundTest) => Outcome): Outcome => {
    try {
      for (let i = 0; i < targets.length; i++) for (const record of targets[i]!.records) record[targets[i]!.key] = theta[i]!;
      const why = model.invalid?.(parameters);
      if (why) return { ok: false, status: "invalid-parameters", message: why };
      let outcome = reached;
      for (const test of simulated) {
        const contradiction = test.contradiction?.();
        if (contradiction) return { ok: false, status: "invalid-parameters", message: contradiction };
        const own = each(test);
        if (!own.ok) return own;
        if (outcome.status === "reached") outcome = own;
      }
      return outcome;
    } catch (error) {
      if (error instanceof InputError) throw error;
      return { ok: false, status: "no-solution", message: `the model broke down: ${String(error)}` };
    }
  };
  const run = (theta: ArrayLike<number>, out: Float64Array, offset = 0): Outcome =>
    overTests(theta, (test) => place(test, test.simulation.run(parameters, test.conditions, test.axis, test.more), task.afterStop, out, offset).outcome);

  if (!bound.every(({ simulation }) => simulation.sensitivities)) return { width, blocks, run };
  const of = task.columns.flatMap((c) => ("parameter" in c ? [c.parameter] : []));
  const ofConditions = bound.map((_, t) => task.columns.flatMap((c) => ("condition" in c && c.tests.includes(t) ? [c.condition] : [])));
  const columns = task.columns.length;
  const linearise = (theta: ArrayLike<number>, out: Float64Array, derivatives: Float64Array): Outcome =>
    overTests(theta, (test) => {
      const t = bound.indexOf(test);
      const found = test.simulation.sensitivities!(parameters, test.conditions, test.axis, { ...test.more, of, ofConditions: ofConditions[t]! });
      const { outcome, computed } = place(test, found.answer, task.afterStop, out, 0);
      if (!outcome.ok) return outcome;
      for (const [column, c] of task.columns.entries()) {
        if ("parameter" in c) placeDerivatives(test, found, found.by[c.parameter], c.parameter, computed, derivatives, column, columns);
        else if (!c.tests.includes(t)) clear(test, derivatives, column, columns);
        else if (found.byConditions?.[c.condition]) placeDerivatives(test, found, found.byConditions[c.condition], c.condition, computed, derivatives, column, columns);
        else if (!differences(test, c.condition, derivatives, column)) return { ok: false, status: "no-solution", message: `the model has no answer near ${c.condition} = ${test.conditions[c.condition]}` };
      }
      return outcome;
    });
  const [up, down] = [new Float64Array(width), new Float64Array(width)];
  /** Central differences by a condition, a thousandth of its plausible range to either side within its bounds. */
  const differences = (test: BoundTest, name: string, into: Float64Array, column: number): boolean => {
    const quantity = test.simulation.protocol.conditions[name]!;
    const [low, high] = plausibleRange(quantity);
    const value = test.conditions[name]!;
    const step = 1e-3 * (high - low);
    const [above, below] = [Math.min(value + step, quantity.bounds[1]), Math.max(value - step, quantity.bounds[0])];
    const at = (condition: number, row: Float64Array): boolean =>
      place(test, test.simulation.run(parameters, { ...test.conditions, [name]: condition }, test.axis, test.more), task.afterStop, row, 0).outcome.ok;
    if (!at(above, up) || !at(below, down)) return false;
    for (const { offset, length } of test.blocks) for (let i = offset; i < offset + length; i++) into[i * columns + column] = (up[i]! - down[i]!) / (above - below);
    return true;
  };
  return { width, blocks, run, linearise };
}

function startingParameters(model: ForwardModel, task: SimulationTask): Record<string, number> {
  const free = new Set(task.columns.flatMap((c) => ("parameter" in c ? [c.parameter] : [])));
  for (const name of [...free, ...Object.keys(task.fixed)]) {
    if (!Object.hasOwn(model.parameters, name)) {
      throw new InputError("parameter-unknown", { where: `parameters of ${model.id}`, what: `there is no parameter "${name}"`, expected: `one of ${Object.keys(model.parameters).join(", ")}` });
    }
  }
  const values: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(model.parameters)) {
    const value = free.has(name) ? middle(quantity.bounds) : (task.fixed[name] ?? quantity.default);
    if (value === undefined) {
      if (quantity.optional) continue;
      throw new InputError("parameter-missing", { where: `parameters of ${model.id}`, what: `${name} (${quantity.about}) is neither estimated nor fixed`, expected: `a prior or a value from ${quantity.bounds[0]} to ${quantity.bounds[1]}` });
    }
    const [min, max] = quantity.bounds;
    if (!(value >= min && value <= max)) throw new InputError("parameter-out-of-bounds", { where: `parameters of ${model.id}`, what: `${name} = ${value} is out of range`, expected: `a number from ${min} to ${max}` });
    values[name] = value;
  }
  return values;
}

const middle = (bounds: readonly [number, number] = [0, 1]): number => (bounds[0] + bounds[1]) / 2;
