import { compileTask, isKnownUnit, prepareTest, readSettings, simulate, stopReasons, type ForwardModel, type More, type Quantities, type Simulation, type Status, type Test } from "@inversa/core";
import { compareWithReference, type Reference } from "./reference.ts";

/** What a model is tried on. */
export interface ModelTrial {
  readonly model: ForwardModel;
  /** At least one test for each protocol that the model simulates. */
  readonly tests: readonly Test[];
  readonly references: readonly Reference[];
}

/** One promise of the contract: complaints, empty when it is kept. */
export interface ModelCheck {
  /** A sentence, used as the name of the test. */
  readonly promise: string;
  readonly complaints: (trial: ModelTrial) => string[];
}

/** The promises that every forward model makes. */
export const modelChecks: readonly ModelCheck[] = [
  { promise: "says what it is and where its equations come from", complaints: ({ model }) => [
    ...(["name", "about", "source"] as const).filter((key) => model[key].trim().length < 3).map((key) => `"${key}" is empty`),
    ...Object.entries(model.parameters).filter(([, q]) => q.about.trim().length < 3).map(([name]) => `parameter ${name} has no "about"`),
  ] },
  { promise: "has sane bounds, plausible ranges and defaults", complaints: ({ model }) => [
    ...rangeComplaints(model.parameters),
    ...model.simulations.flatMap((s) => rangeComplaints(s.protocol.conditions)),
  ] },
  { promise: "uses units that Inversa knows", complaints: ({ model }) => unitComplaints(model) },
  { promise: "is tried on every protocol that it simulates", complaints: ({ model, tests }) =>
    model.simulations.filter((s) => !tests.some((t) => t.protocol === s.protocol.id)).map((s) => `no test or reference for "${s.protocol.id}"`) },
  { promise: "returns one value a point for responses that the protocol has", complaints: shapeComplaints },
  { promise: "is pure: it changes nothing it is given and remembers nothing", complaints: purityComplaints },
  { promise: "is deterministic: the same input gives the same bits", complaints: ({ model, tests }) => tests.flatMap((test) => {
    const parameters = middleOf(model);
    return identical(run(model, parameters, test), run(model, parameters, test)) ? [] : [`${test.protocol}: two runs differ`];
  }) },
  { promise: "does not see the future: a point does not depend on later points of the axis", complaints: causalityComplaints },
  { promise: "is finite at every corner of the parameter box, or stops with a reason", complaints: cornerComplaints },
  { promise: "reproduces its references", complaints: ({ model, references }) =>
    references.length === 0 ? ["there is no reference: a closed form, a published table or an independent program"] : references.flatMap((reference) => compareWithReference(model, reference)) },
];

function rangeComplaints(quantities: Quantities): string[] {
  return Object.entries(quantities).flatMap(([name, { bounds: [min, max], plausible, default: value, scale }]) => [
    ...(min < max && Number.isFinite(min) && Number.isFinite(max) ? [] : [`${name}: bounds ${min} to ${max} are empty or not finite`]),
    ...(plausible && !(plausible[0] >= min && plausible[1] <= max && plausible[0] < plausible[1]) ? [`${name}: the plausible range is not inside the bounds`] : []),
    ...(value !== undefined && !(value >= min && value <= max) ? [`${name}: the default ${value} is outside the bounds`] : []),
    ...(scale === "log" && !(min > 0) ? [`${name}: a logarithmic scale needs a positive lower bound`] : []),
  ]);
}

function unitComplaints(model: ForwardModel): string[] {
  const named: [string, string][] = Object.entries(model.parameters).map(([name, q]) => [name, q.unit]);
  for (const { protocol } of model.simulations) {
    named.push([protocol.axis.name, protocol.axis.unit]);
    for (const part of [protocol.conditions, protocol.responses, protocol.drives ?? {}, protocol.recorded ?? {}, protocol.specimen ?? {}]) named.push(...Object.entries(part).map(([name, q]): [string, string] => [name, q.unit]));
  }
  return named.filter(([, unit]) => !isKnownUnit(unit)).map(([name, unit]) => `${name}: the unit "${unit}" is not known`);
}

/** The middle of the plausible range, on the parameter's own scale; the default where there is one, and nothing for what may be left out. */
export function middleOf(model: ForwardModel): Record<string, number> {
  return Object.fromEntries(Object.entries(model.parameters).filter(([, q]) => !q.optional).map(([name, q]) => {
    const [min, max] = q.plausible ?? q.bounds;
    return [name, q.default ?? (q.scale === "log" ? Math.sqrt(min * max) : (min + max) / 2)];
  }));
}

interface Raw { readonly status: Status | "invalid-parameters" | "threw"; readonly message: string; readonly values: Float64Array }

function run(model: ForwardModel, parameters: Readonly<Record<string, number>>, test: Test): Raw {
  const why = model.invalid?.(parameters);
  if (why) return { status: "invalid-parameters", message: why, values: new Float64Array() };
  try {
    const curve = simulate(model, parameters, copyOf(test));
    return { status: curve.status, message: curve.message ?? "", values: Float64Array.from(Object.values(curve.responses).flatMap((v) => [...v])) };
  } catch (error) {
    return { status: "threw", message: String(error), values: new Float64Array() };
  }
}

/** A test that a model may spoil without harm to the next check. */
const copyOf = (test: Test): Test => ({ ...test, axis: test.axis.slice(), ...(test.drives ? { drives: Object.fromEntries(Object.entries(test.drives).map(([name, values]) => [name, values.slice()])) } : {}) });

const identical = (a: Raw, b: Raw): boolean => a.status === b.status && a.values.length === b.values.length && a.values.every((v, i) => Object.is(v, b.values[i]));

function shapeComplaints({ model, tests }: ModelTrial): string[] {
  const parameters = middleOf(model);
  return tests.flatMap((test) => {
    const simulation = model.simulations.find((s) => s.protocol.id === test.protocol);
    if (!simulation) return [`the model does not simulate "${test.protocol}"`];
    try {
      const curve = simulate(model, parameters, copyOf(test));
      const { conditions, axis, more } = prepared(model, simulation, test);
      const raw = simulation.run(parameters, conditions, axis, more);
      const series = "reason" in raw && "responses" in raw ? (raw.responses as Record<string, ArrayLike<number>>) : (raw as Record<string, ArrayLike<number>>);
      return [
        ...(Object.keys(series).length === 0 ? [`${test.protocol}: no response is computed`] : []),
        ...Object.keys(series).filter((name) => !Object.hasOwn(simulation.protocol.responses, name)).map((name) => `${test.protocol}: the protocol has no response "${name}"`),
        ...Object.entries(series).filter(([, v]) => (curve.status === "reached" ? v.length !== test.axis.length : v.length > test.axis.length)).map(([name, v]) => `${test.protocol}: ${name} has ${v.length} values for ${test.axis.length} points`),
        ...(curve.status === "no-solution" ? [`${test.protocol}: no solution in the middle of the plausible range (${curve.message})`] : []),
      ];
    } catch (error) {
      return [`${test.protocol}: ${String(error)}`];
    }
  });
}

/** A test of its own for one call of a simulation, defaults filled in. */
function prepared(model: ForwardModel, { protocol }: Simulation, test: Test): { readonly conditions: Record<string, number>; readonly axis: Float64Array; readonly more: More } {
  const { conditions, axis, drives = {}, program = {} } = prepareTest(protocol, copyOf(test));
  return { conditions: { ...conditions }, axis, more: { options: readSettings(model.options, {}, model.id), drives, program } };
}

function purityComplaints({ model, tests }: ModelTrial): string[] {
  const parameters = middleOf(model);
  const complaints: string[] = [];
  for (const test of tests) {
    const simulation = model.simulations.find((s) => s.protocol.id === test.protocol);
    if (!simulation) continue;
    const given = { ...parameters };
    const { conditions, axis, more: { options, drives, program } } = prepared(model, simulation, test);
    const state = (): string => JSON.stringify([given, conditions, [...axis], Object.entries(drives).map(([name, values]) => [name, [...values]]), options, program]);
    const before = state();
    try {
      simulation.run(Object.freeze(given), Object.freeze(conditions), axis, { options: Object.freeze(options), drives: Object.freeze(drives), program: Object.freeze(program) });
    } catch (error) {
      complaints.push(`${test.protocol}: ${String(error)}`);
    }
    if (state() !== before) complaints.push(`${test.protocol}: it changed what it was given`);
  }
  const first = tests.map((test) => run(model, parameters, test));
  for (const corner of cornersOf(model).slice(0, 4)) for (const test of tests) run(model, corner, test);
  for (const [i, test] of tests.entries()) if (!identical(first[i]!, run(model, parameters, test))) complaints.push(`${test.protocol}: the answer changed after other simulations had run`);
  return complaints;
}

/** Allowed difference between a curve and the same curve on a longer axis; adaptive steppers may place their steps elsewhere. */
const causalTolerance = 1e-6;

function causalityComplaints({ model, tests }: ModelTrial): string[] {
  const parameters = middleOf(model);
  return tests.flatMap((test) => {
    const n = Math.ceil(test.axis.length / 2);
    try {
      const whole = simulate(model, parameters, copyOf(test));
      const part = simulate(model, parameters, { ...test, axis: test.axis.slice(0, n), ...(test.drives ? { drives: Object.fromEntries(Object.entries(test.drives).map(([k, v]) => [k, v.slice(0, n)])) } : {}) });
      return Object.entries(part.responses).flatMap(([name, values]) => {
        const other = whole.responses[name]!;
        const scale = Math.max(...other.filter(Number.isFinite).map(Math.abs), Number.MIN_VALUE);
        const at = values.findIndex((v, i) => Math.abs(v - other[i]!) > causalTolerance * scale || Number.isNaN(v) !== Number.isNaN(other[i]!));
        return at < 0 ? [] : [`${test.protocol}: ${name} at point ${at + 1} is ${values[at]} alone and ${other[at]} when the axis goes on`];
      });
    } catch (error) {
      return [`${test.protocol}: ${String(error)}`];
    }
  });
}

const mostCorners = 4096;

/** Corners of the parameter box: all of them, or a fixed selection when there are more than 4096. */
export function cornersOf(model: ForwardModel): Record<string, number>[] {
  const names = Object.keys(model.parameters);
  const all = 2 ** names.length;
  const stride = all <= mostCorners ? 1 : all / mostCorners;
  return Array.from({ length: Math.min(all, mostCorners) }, (_, i) => {
    // An odd multiplier visits every pattern of bits evenly when corners are skipped.
    const bits = stride === 1 ? i : Math.floor(i * stride + ((i * 2_654_435_761) % stride));
    return Object.fromEntries(names.map((name, k) => [name, model.parameters[name]!.bounds[Math.floor(bits / 2 ** k) % 2]!]));
  });
}

function cornerComplaints({ model, tests }: ModelTrial): string[] {
  const allowed = new Set<string>(["reached", "invalid-parameters", ...stopReasons]);
  const complaints: string[] = [];
  for (const corner of cornersOf(model)) {
    for (const test of tests) {
      const { status, message } = run(model, corner, test);
      const unnamed = /no finite number|gave no reason/.test(message);
      if (allowed.has(status) && !unnamed && (status === "reached" || message.length > 0)) continue;
      complaints.push(`${test.protocol} at ${JSON.stringify(corner)}: ${status} ${message}`);
      if (complaints.length >= 5) return [...complaints, "... and perhaps more"];
    }
  }
  return complaints;
}

/** Whether the model, compiled for many runs, gives the same numbers as one run; used by the kit on every test. */
export function compiledComplaints({ model, tests }: ModelTrial): string[] {
  const parameters = middleOf(model);
  const columns = Object.keys(parameters).map((parameter) => ({ parameter }));
  return tests.flatMap((test) => {
    const curve = simulate(model, parameters, copyOf(test));
    if (curve.status !== "reached") return [];
    const responses = Object.keys(curve.responses);
    const simulator = compileTask(model, { model: model.id, options: {}, columns, fixed: {}, tests: [copyOf(test)], responses: [responses], afterStop: "hold" });
    const row = new Float64Array(simulator.width);
    simulator.run(Float64Array.from(Object.values(parameters)), row);
    return simulator.blocks.flatMap((b) => (curve.responses[b.response]!.every((v, i) => Object.is(v, row[b.offset + i])) ? [] : [`${test.protocol}: ${b.response} differs between one run and a batch`]));
  });
}
