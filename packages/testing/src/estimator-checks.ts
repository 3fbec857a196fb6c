import { InputError, quietRun, readSettings, type DirectEstimator, type LearnedEstimator, type Objective, type Setting, type Solution, type Table, type TrainingSet } from "@inversa/core";

const table = (rows: number, columns: number, value: (i: number, j: number) => number): Table => ({
  rows, columns, data: Float64Array.from({ length: rows * columns }, (_, k) => value(Math.floor(k / columns), k % columns)),
});

/** A low-discrepancy number in [0, 1): repeatable inputs without a generator. */
const spread = (i: number, j: number): number => ((i + 1) * [0.754_877_666_2, 0.569_840_290_9, 0.430_159_709_1][j % 3]!) % 1;

/** Two curves of eight points each that depend linearly on two targets: any estimator can learn it. */
export function linearTrainingSet(rows: number): TrainingSet {
  const targets = table(rows, 2, (i, j) => 2 * spread(i, j) - 1);
  const at = (i: number, j: number): number => targets.data[i * 2 + j]!;
  const inputs = table(rows, 16, (i, k) => (k < 8 ? at(i, 0) * (k + 1) : at(i, 1) * 4 + at(i, 0) * Math.sqrt(k)));
  const axis = Float64Array.from({ length: 8 }, (_, i) => i / 7);
  const noise = { relative: 0, absolute: 0 };
  return {
    inputs, targets, lower: Float64Array.of(-1, -1), upper: Float64Array.of(1, 1),
    blocks: [{ offset: 0, length: 8, axis, noise, group: 0 }, { offset: 8, length: 8, axis, noise, group: 0 }],
  };
}

/** The promises of a learned estimator; each throws when broken. */
export const learnedChecks: readonly { readonly promise: string; readonly check: (estimator: LearnedEstimator, settings?: unknown) => Promise<void> }[] = [
  { promise: "has settings whose defaults are allowed", check: async (estimator) => void readSettings(estimator.settings, {}, estimator.id) },
  { promise: "learns a linear problem, repeats itself for a seed, and answers the same after save and load", check: async (estimator, given) => {
    const settings = readSettings(estimator.settings, given, estimator.id);
    const set = linearTrainingSet(240);
    const inverse = await estimator.fit(set, settings, quietRun(3));
    const answer = inverse.predict(set.inputs);
    expectThat(answer.rows === 240 && answer.columns === 2, `predict returned ${answer.rows} x ${answer.columns}, expected 240 x 2`);
    const rmse = Math.hypot(...answer.data.map((v, i) => v - set.targets.data[i]!)) / Math.sqrt(answer.data.length);
    expectThat(rmse < 0.2, `the error after training is ${rmse.toPrecision(3)} on targets in [-1, 1]`);
    const again = await estimator.fit(set, settings, quietRun(3));
    expectThat(again.predict(set.inputs).data.every((v, i) => v === answer.data[i]), "two fits with one seed differ");
    const loaded = await estimator.load(structuredClone(inverse.save()));
    const kept = loaded.predict(set.inputs).data;
    expectThat(kept.every((v, i) => Math.abs(v - answer.data[i]!) < 1e-5), "the loaded estimator answers differently");
    expectThat(inverse.summary.length > 0, "there is no summary");
    for (const one of [inverse, again, loaded]) one.dispose?.();
  } },
  { promise: "stops when it is interrupted", check: async (estimator, given) => {
    const settings = readSettings(estimator.settings, given, estimator.id);
    const outcome = await estimator.fit(linearTrainingSet(240), settings, quietRun(1, AbortSignal.abort())).then(() => "finished", () => "stopped");
    expectThat(outcome === "stopped", "it finished although it had been interrupted");
  } },
  { promise: "says where a search for settings looks within what is allowed", check: async ({ settings }) => {
    for (const [name, setting] of Object.entries(settings)) checkTuning(name, setting);
    expectThat(Object.values(settings).filter((setting) => setting.kind === "number" && setting.effort).length <= 1, "several settings say how long a training works");
  } },
];

function checkTuning(name: string, setting: Setting): void {
  if (setting.kind === "group") for (const [field, inner] of Object.entries(setting.fields)) checkTuning(`${name}.${field}`, inner);
  if (setting.kind === "list") {
    checkTuning(`${name}[]`, setting.of);
    const [least, most] = setting.tuning?.lengths ?? [1, 1];
    expectThat(Number.isInteger(least) && Number.isInteger(most) && least >= 1 && least <= most, `${name} is tuned between ${least} and ${most} items`);
  }
  if (setting.kind === "choice" && setting.tuning) expectThat(setting.tuning.length > 1 && setting.tuning.every((choice) => Object.hasOwn(setting.choices, choice)), `${name} is tuned among ${setting.tuning.join(", ")}, which are not all choices`);
  if (setting.kind === "number" && setting.tuning) {
    const { range: [min, max], scale } = setting.tuning;
    expectThat(min < max && min >= setting.bounds[0] && max <= setting.bounds[1] && (scale !== "log" || min > 0), `${name} is tuned from ${min} to ${max}, which its bounds or its scale do not allow`);
  }
}

/** A linear misfit with a known minimum, away from or on a bound. */
export function linearObjective(truth: readonly [number, number], bound = 1): Objective & { readonly exact: Float64Array } {
  const rows = Array.from({ length: 12 }, (_, i) => [1, i / 4] as const);
  return {
    exact: Float64Array.from(truth), dimension: 2, size: rows.length,
    lower: Float64Array.of(-bound, -bound), upper: Float64Array.of(bound, bound),
    residuals: (x, out) => {
      for (const [i, [a, b]] of rows.entries()) out[i] = (a * (x[0]! - truth[0]) + b * (x[1]! - truth[1])) / 0.1;
      return true;
    },
    prior: { mean: new Float64Array(2), precision: table(2, 2, () => 0) },
    logPrior: (x) => (x.every((v) => Math.abs(v) <= bound) ? 0 : Number.NEGATIVE_INFINITY),
    draw: (_seed, index) => Float64Array.of(bound * (2 * spread(index, 0) - 1), bound * (2 * spread(index, 1) - 1)),
  };
}

/** Solves a linear problem; an estimator that works on a model's hand procedure only is given one that is right. */
async function solved(estimator: DirectEstimator, truth: readonly [number, number], given: unknown, signal?: AbortSignal): Promise<Solution> {
  const objective = linearObjective(truth);
  const settings = readSettings(estimator.settings, given, estimator.id) as never;
  const run = quietRun(1, signal);
  return estimator.invert(objective, settings, run).catch((error: unknown) => {
    if (!(error instanceof InputError && error.code === "estimator-incompatible")) throw error;
    const none = new Float64Array(2).fill(Number.NaN);
    const coordinates = objective.exact.map((value, j) => Math.min(Math.max(value, objective.lower[j]!), objective.upper[j]!));
    return estimator.invert({ ...objective, classical: () => ({ coordinates, interval95: { lower: none, upper: none }, notes: [] }) }, settings, run);
  });
}

/** The promises of a direct estimator; each throws when broken. */
export const directChecks: readonly { readonly promise: string; readonly check: (estimator: DirectEstimator, settings?: unknown) => Promise<void> }[] = [
  { promise: "has settings whose defaults are allowed", check: async (estimator) => void readSettings(estimator.settings, {}, estimator.id) },
  { promise: "finds the minimum of a linear problem", check: async (estimator, given) => {
    const found = await solved(estimator, [0.3, -0.2], given);
    const error = Math.hypot(found.coordinates[0]! - 0.3, found.coordinates[1]! + 0.2);
    expectThat(found.converged && error < 1e-3, `it ended at ${[...found.coordinates].join(", ")} (${found.message}), expected 0.3, -0.2`);
    expectThat(found.evaluations > 0 && found.message.length > 0, "evaluations or message are missing");
  } },
  { promise: "respects bounds and says when it ends on one", check: async (estimator, given) => {
    const found = await solved(estimator, [3, 0], given);
    expectThat(found.coordinates.every((v) => Math.abs(v) <= 1), `it left the bounds: ${[...found.coordinates].join(", ")}`);
    expectThat(found.onBound[0] === true, "it does not say that the first coordinate is on its bound");
  } },
  { promise: "stops when it is interrupted", check: async (estimator, given) => {
    const outcome = await solved(estimator, [0.3, -0.2], given, AbortSignal.abort()).then(() => "finished", () => "stopped");
    expectThat(outcome === "stopped", "it finished although it had been interrupted");
  } },
];

function expectThat(kept: boolean, otherwise: string): asserts kept {
  if (!kept) throw new Error(otherwise);
}
