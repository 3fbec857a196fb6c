import { InputError } from "./errors.ts";
import { Stopped, type ForwardModel, type Sensitivities, type Simulation, type Status } from "./model.ts";
import type { Series, Test } from "./protocol.ts";
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

/** One response of one test inside the row of numbers that a simulation of a task gives. */
export interface Block {
  readonly test: number;
  readonly response: string;
  readonly offset: number;
  readonly length: number;
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

/** How the simulation of one theta ended. */
export interface Outcome {
  /** Whether the row means something: false for theta without a meaning (to the model, or as a state of a specimen), without a solution, or stopped where stops are rejected. */
  readonly ok: boolean;
  /** The first status other than `reached` over the tests. */
  readonly status: Status | "invalid-parameters";
  readonly message?: string;
}

const reached: Outcome = { ok: true, status: "reached" };

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
   * test and theta holds parameters only.
   */
  linearise?(theta: ArrayLike<number>, out: Float64Array, derivatives: Float64Array): Outcome;
}

/** A test made ready to be simulated many times. */
interface BoundTest {
  readonly simulation: Simulation;
  /** Why the conditions contradict each other now; absent where none of them varies, since the test has been judged then. */
  readonly contradiction?: () => string | undefined;
  readonly conditions: Record<string, number>;
  readonly axis: Float64Array;
  readonly more: Parameters<Simulation["run"]>[3];
  readonly blocks: readonly Block[];
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

  const of = task.columns.flatMap((c) => ("parameter" in c ? [c.parameter] : []));
  if (of.length < task.columns.length || !bound.every(({ simulation }) => simulation.sensitivities)) return { width, blocks, run };
  const linearise = (theta: ArrayLike<number>, out: Float64Array, derivatives: Float64Array): Outcome =>
    overTests(theta, (test) => {
      const found = test.simulation.sensitivities!(parameters, test.conditions, test.axis, { ...test.more, of });
      const { outcome, computed } = place(test, found.answer, task.afterStop, out, 0);
      if (outcome.ok) for (const [column, name] of of.entries()) placeDerivatives(test, found, name, computed, derivatives, column, of.length);
      return outcome;
    });
  return { width, blocks, run, linearise };
}

/** Puts one test's curves into a row; what stands after their end as the task wants it. */
function place(test: BoundTest, answer: ReturnType<Simulation["run"]>, afterStop: SimulationTask["afterStop"], out: Float64Array, offset: number): { readonly outcome: Outcome; readonly computed: number } {
  const stopped = answer instanceof Stopped;
  const series: Readonly<Record<string, Series>> = stopped ? answer.responses : answer;
  let computed = test.axis.length;
  for (const block of test.blocks) {
    const filled = fill(series[block.response], out, offset + block.offset, block.length);
    if (filled < block.length) computed = Math.min(computed, filled);
  }
  if (computed === test.axis.length && !stopped) return { outcome: reached, computed };
  const status = stopped ? answer.reason : "no-solution";
  const message = stopped ? answer.message : `no finite number at point ${computed + 1} of ${test.axis.length} and no reason given`;
  const failed = { outcome: { ok: false, status, message }, computed } as const;
  if (status === "no-solution" || afterStop === "reject") return failed;
  const end = stopped ? answer.end : undefined;
  for (const block of test.blocks) {
    if (block.length <= computed) continue;
    const last = end?.[block.response] ?? (computed > 0 ? out[offset + block.offset + computed - 1] : undefined);
    if (last === undefined) return failed;
    out.fill(last, offset + block.offset + computed, offset + block.offset + block.length);
  }
  return { outcome: { ok: true, status, message }, computed };
}

/** Puts the derivatives of one test's curves by one parameter into a column; after the end of a curve those of what is held there. */
function placeDerivatives(test: BoundTest, { answer, by, endBy }: Sensitivities, name: string, computed: number, out: Float64Array, column: number, columns: number): void {
  const series = by[name];
  if (!series) throw new Error(`it gives no derivatives by ${name}`);
  const end = answer instanceof Stopped ? answer.end : undefined;
  for (const { response, offset, length } of test.blocks) {
    const values = series[response];
    const known = Math.min(computed, length);
    if ((values?.length ?? 0) < known) throw new Error(`it gives no derivatives of ${response} by ${name}`);
    for (let i = 0; i < known; i++) {
      if (!Number.isFinite(values![i]!)) throw new Error(`the derivative of ${response} by ${name} is not finite at point ${i + 1}`);
      out[(offset + i) * columns + column] = values![i]!;
    }
    const held = end?.[response] === undefined ? (known > 0 ? values![known - 1]! : 0) : (endBy?.[name]?.[response] ?? 0);
    for (let i = known; i < length; i++) out[(offset + i) * columns + column] = held;
  }
}

/** Copies the leading finite values; returns how many there were. */
function fill(values: Series | undefined, out: Float64Array, at: number, length: number): number {
  if (values === undefined) return 0;
  const n = Math.min(values.length, length);
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) return i;
    out[at + i] = value;
  }
  return n;
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
