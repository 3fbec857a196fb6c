import { setImmediate } from "node:timers/promises";
import type { Run } from "@inversa/core";
import { mean, median, random } from "@inversa/numerics";
import type { App } from "../app/app.ts";
import { rowOf } from "../space/interval.ts";
import { targetValue, type MeasuredPairs } from "./pairs.ts";
import { trainPairs } from "./pairs-train.ts";
import { openTrainer, type Trainer } from "../training/trainer.ts";

/** How well one target was told for rows that were not trained on. Relative errors are shares of the measured value. */
export interface TargetScore {
  readonly name: string;
  /** In the target's unit. */
  readonly rmse: number;
  readonly rmsRelative: number;
  readonly meanRelative: number;
  readonly medianRelative: number;
  readonly maxRelative: number;
  /** The row of the largest relative error. */
  readonly worst: string;
  /** Share of the rows whose measured value lies in the 95 % interval. */
  readonly coverage95: number;
}

/** One estimator on one split. */
export interface EvaluatedOnPairs {
  readonly estimator: string;
  readonly summary: string;
  readonly targets: readonly TargetScore[];
  readonly trainingSeconds: number;
}

/** One way to set rows aside. */
export interface PairsSplit {
  readonly kind: "random" | "group";
  /** The number of a random split, or the group that was left out. */
  readonly name: string;
  readonly trained: number;
  readonly tested: number;
  readonly estimators: readonly EvaluatedOnPairs[];
}

/** How estimators do on rows that they were not trained on. */
export interface PairsEvaluation {
  readonly study: string;
  readonly name: string;
  readonly splits: readonly PairsSplit[];
}

const splitStream = 0x51;

/**
 * Trains and tests on random splits, and with every group left out in turn. A random split tests on rows whose neighbours in time were trained on; only a group
 * left out shows what the estimator says of a cell or specimen that it has never seen.
 */
export async function evaluatePairs(app: App, pairs: MeasuredPairs, run: Run): Promise<PairsEvaluation> {
  const trainer = await openTrainer(app, pairs.engineId);
  return evaluateWith(trainer, app, pairs, run).finally(() => trainer.close());
}

async function evaluateWith(trainer: Trainer, app: App, pairs: MeasuredPairs, run: Run): Promise<PairsEvaluation> {
  const all = pairs.ids.map((_, i) => i);
  const { share, repeats } = pairs.evaluation;
  const tested = Math.min(all.length - 1, Math.max(1, Math.round(share * all.length)));
  const groups = [...new Set(pairs.groups)];
  const plans = [
    ...Array.from({ length: repeats }, (_, k) => {
      const order = [...random(pairs.seed, splitStream, k).permutation(all.length)];
      return { kind: "random" as const, name: String(k + 1), test: order.slice(0, tested), byGroup: false };
    }),
    ...(groups.length > 1 ? groups.map((name) => ({ kind: "group" as const, name, test: all.filter((i) => pairs.groups[i] === name), byGroup: true })) : []),
  ];
  const splits: PairsSplit[] = [];
  for (const [k, { kind, name, test, byGroup }] of plans.entries()) {
    const held = new Set(test);
    const rows = all.filter((i) => !held.has(i));
    const estimators: EvaluatedOnPairs[] = [];
    for (const choice of pairs.estimators) {
      const tell = (note?: string): void => run.progress({ stage: "evaluate", done: k, total: plans.length, ...(note === undefined ? {} : { note }) });
      tell();
      const { inverse, calibration, training } = await trainPairs(app, pairs, choice, { rows, byGroup, trainer }, { ...run, progress: ({ note }) => { if (note !== undefined) tell(note); } });
      const found = test.map((i) => calibration.infer(rowOf(pairs.set.inputs, i)));
      const targets = pairs.targets.map((target, j): TargetScore => {
        const back = (coordinate: number): number => targetValue(target, coordinate);
        const truth = test.map((i) => rowOf(pairs.set.targets, i)[j]!);
        const errors = truth.map((value, r) => back(found[r]!.value[j]!) - back(value));
        const relative = errors.map((error, r) => Math.abs(error / back(truth[r]!)));
        const worst = relative.indexOf(Math.max(...relative));
        return {
          name: target.name,
          rmse: Math.sqrt(mean(errors.map((error) => error ** 2))),
          rmsRelative: Math.sqrt(mean(relative.map((error) => error ** 2))),
          meanRelative: mean(relative),
          medianRelative: median(relative),
          maxRelative: relative[worst]!,
          worst: pairs.ids[test[worst]!]!,
          coverage95: truth.filter((value, r) => value >= found[r]!.interval.lower[j]! && value <= found[r]!.interval.upper[j]!).length / truth.length,
        };
      });
      estimators.push({ estimator: choice.id, summary: training.summary, targets, trainingSeconds: training.seconds });
      inverse.dispose?.();
      await setImmediate();
      run.signal.throwIfAborted();
    }
    splits.push({ kind, name, trained: rows.length, tested: test.length, estimators });
  }
  run.progress({ stage: "evaluate", done: plans.length, total: plans.length });
  return { study: pairs.hash, name: pairs.name, splits };
}
