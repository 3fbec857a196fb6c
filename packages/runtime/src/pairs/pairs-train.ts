import type { Inverse, LearnedEstimator, LearningPoint, Run, SavedInverse, Table, TrainingSet } from "@inversa/core";
import { random } from "@inversa/numerics";
import type { App } from "../app/app.ts";
import { calibrateWith, restoreCalibration, type Calibration } from "../calibration/calibrate.ts";
import { learnedEstimator } from "../study/choice.ts";
import { familiarityWith, restoreFamiliarity, type Familiarity } from "../calibration/familiarity.ts";
import { rowOf } from "../space/interval.ts";
import { packed, unpacked } from "../store/kept-inverse.ts";
import type { MeasuredPairs } from "./pairs.ts";
import { pairsProblemOf, type PairsProblem } from "./pairs-problem.ts";
import { pluginsBehind } from "../study/provenance.ts";
import type { EstimatorChoice } from "../study/resolve-study.ts";
import type { Store } from "../store/store.ts";
import { hashOf } from "../study/study-hash.ts";
import { severalAtOnce } from "../training/several-at-once.ts";
import { openTrainer, type Fitted, type Trainer } from "../training/trainer.ts";

/** An estimator trained on measured pairs, with what its own errors on rows it had not seen say of its answers. */
export interface TrainedOnPairs {
  readonly id: string;
  readonly inverse: Inverse;
  readonly calibration: Calibration;
  readonly familiarity: Familiarity;
  readonly training: PairsTraining;
  /** All of it as data, with what it was trained for: `encodeInverse` makes a file of it that `openTrainedPairs` opens anywhere. */
  readonly saved: SavedInverse;
  /** Whether it came from the store. */
  readonly reused: boolean;
}

/** Facts of a training that are kept with it. */
export interface PairsTraining {
  readonly rows: number;
  readonly folds: number;
  readonly seconds: number;
  readonly summary: string;
  readonly history: readonly LearningPoint[];
  /** How the intervals were found. */
  readonly heldOut: string;
}

/** What is kept of a training beside the arrays. */
export interface KeptPairsFacts {
  readonly pairs: PairsProblem;
  readonly settings: unknown;
  readonly training: PairsTraining;
  readonly plugins: Readonly<Record<string, string>>;
}

export interface TrainPairsOptions {
  /** Rows that are trained on; all unless given. */
  readonly rows?: readonly number[];
  /** Whether the folds of the cross-validation are whole groups, so that intervals speak for a group never seen; where there is more than one group. */
  readonly byGroup?: boolean;
  /** Where a trained estimator is kept and found again. */
  readonly store?: Store;
  /** Where it is trained, for who trains much: on the study's engine unless given. Who opened it closes it. */
  readonly trainer?: Trainer;
}

const foldStream = 0x50;
/** Another number when what is kept changes, so that older files are not found. */
const fileVersion = 2;

/**
 * Trains on all rows; its errors, for the intervals, are those of a cross-validation: trained without each fold in turn and asked about it.
 * @throws InputError `estimator-incompatible`, and what the estimator throws; the signal's reason when interrupted.
 */
export async function trainPairs(app: App, pairs: MeasuredPairs, choice: EstimatorChoice, options: TrainPairsOptions, run: Run): Promise<TrainedOnPairs> {
  const estimator = learnedEstimator(app, choice.id);
  const chosen = options.rows ?? pairs.ids.map((_, i) => i);
  const folds = foldsOf(pairs, chosen, options.byGroup ?? false, run.seed);
  const name = `inverse/${choice.id.replaceAll("/", "-")}-${hashOf([fileVersion, pairs.hash, choice.id, choice.settings, chosen, options.byGroup ?? false, pairs.evaluation.folds, run.seed]).slice(0, 16)}`;
  const stored = await options.store?.loadInverse(name);
  if (stored) return restoreTrainedPairs(estimator, pairs, stored);
  run.signal.throwIfAborted();
  const trainer = options.trainer ?? (await openTrainer(app, pairs.engineId));
  const { inverse, seconds, predictions } = await crossTrained(pairs, choice, chosen, folds, trainer, run).finally(() => (options.trainer ? undefined : trainer.close()));
  const order = folds.flat();
  const { columns } = pairs.set.targets;
  const whole = { rows: order.length, columns, data: Float64Array.from(predictions.flatMap((data) => [...data])) };
  const groups = new Set(chosen.map((i) => pairs.groups[i]));
  const what = options.byGroup && groups.size > 1 ? `rows of groups held out one by one` : "rows held out in a cross-validation";
  const calibration = calibrateWith(inverse, { predictions: whole, targets: part(pairs.set.targets, order) }, pairs.set, what);
  // What is usual among rows is learned from one fold against the others.
  const [first = []] = folds;
  const rest = new Set(first);
  const familiarity = familiarityWith(part(pairs.set.inputs, chosen.filter((i) => !rest.has(i))), part(pairs.set.inputs, chosen), pairs.set.blocks);
  const training: PairsTraining = { rows: chosen.length, folds: folds.length, seconds, summary: inverse.summary, history: inverse.history, heldOut: what };
  const saved = packed<KeptPairsFacts>(inverse, calibration, familiarity, { pairs: pairsProblemOf(pairs), settings: choice.settings, training, plugins: pluginsBehind(app, [app.estimators.pluginOf(choice.id)]) });
  await options.store?.saveInverse(name, saved);
  return { id: choice.id, inverse, calibration, familiarity, training, saved, reused: false };
}

/** @param pairs The study that it was trained for, or what was kept of it. */
export async function restoreTrainedPairs(estimator: LearnedEstimator, pairs: { readonly set: Pick<TrainingSet, "blocks" | "lower" | "upper"> }, stored: SavedInverse): Promise<TrainedOnPairs> {
  const kept = unpacked<KeptPairsFacts>(stored);
  const inverse = await estimator.load({ estimator: stored.estimator, ...kept.inverse });
  const calibration = restoreCalibration(inverse, kept.calibration, pairs.set, kept.facts.training.heldOut);
  return { id: estimator.id, inverse, calibration, familiarity: restoreFamiliarity(kept.familiarity, pairs.set.blocks), training: kept.facts.training, saved: stored, reused: true };
}

interface CrossTrained extends Fitted {
  /** What is said of each fold by a training without it. */
  readonly predictions: readonly Float64Array[];
}

/** Trains on all of the rows and without each fold in turn, as many at once as the trainer can work on; the numbers are those of one after the other. */
async function crossTrained({ set }: MeasuredPairs, choice: EstimatorChoice, chosen: readonly number[], folds: readonly (readonly number[])[], trainer: Trainer, run: Run): Promise<CrossTrained> {
  let [whole, done]: [Fitted | undefined, number] = [undefined, 0];
  // Until all of the rows are trained on, that is what is told.
  const tell = (note?: string): void => { if (whole) run.progress({ stage: `cross-validate ${choice.id}`, done, total: folds.length, ...(note === undefined ? {} : { note }) }); };
  const predictions = await severalAtOnce([[], ...folds], () => trainer.parallelism, async (held, place, signal) => {
    const without = new Set(held);
    const rows = chosen.filter((i) => !without.has(i));
    const isWhole = place === 0;
    const fitted = await trainer.fit(choice, { ...set, inputs: part(set.inputs, rows), targets: part(set.targets, rows) }, { ...run, signal, progress: isWhole ? run.progress : ({ note }) => { if (note !== undefined) tell(note); } });
    if (isWhole) whole = fitted;
    else done++;
    tell();
    if (isWhole) return new Float64Array();
    const { data } = fitted.inverse.predict(part(set.inputs, held));
    fitted.inverse.dispose?.();
    return data;
  }, run.signal);
  return { ...whole!, predictions: predictions.slice(1) };
}

/** Chosen rows of a table, copied. */
export function part(table: Table, rows: readonly number[]): Table {
  const data = new Float64Array(rows.length * table.columns);
  for (const [i, row] of rows.entries()) data.set(rowOf(table, row), i * table.columns);
  return { rows: rows.length, columns: table.columns, data };
}

/** Whole groups, or equal shares drawn at random. */
function foldsOf(pairs: MeasuredPairs, chosen: readonly number[], byGroup: boolean, seed: number): readonly (readonly number[])[] {
  const names = [...new Set(chosen.map((i) => pairs.groups[i]!))];
  if (byGroup && names.length > 1) return names.map((name) => chosen.filter((i) => pairs.groups[i] === name));
  const order = random(seed, foldStream).permutation(chosen.length);
  const n = Math.min(pairs.evaluation.folds, chosen.length);
  return Array.from({ length: n }, (_, k) => [...order].filter((_, i) => i % n === k).map((i) => chosen[i]!));
}
