import { type Table, quietRun, type Run } from "@inversa/core";
import { median } from "@inversa/numerics";
import { type App, type EstimatorChoice, type ResolvedStudy, simulateTrainingSet, trainStudy, toTrainingSet, withNoise } from "@inversa/runtime";

/** How one network does on samples that it has seen, on the few kept from it, and on many fresh ones. */
export interface Comparison {
  readonly choice: EstimatorChoice;
  readonly summary: string;
  readonly epochs: number;
  readonly seconds: number;
  /** Median of |estimate - truth| / truth by parameter. */
  readonly onTest: readonly number[];
  readonly onFresh: readonly number[];
  /** Root mean square error over all parameters, each over its prior's standard deviation: 1 has learnt nothing. */
  readonly overPrior: { readonly training: number; readonly test: number; readonly fresh: number; readonly noisy: number };
}

/** The error of a good laboratory, as a share of each curve's largest value. The networks have never seen any. */
const measurement = { relative: 0.02, absolute: 0 };

/** Trains every network of the study and measures its errors. @param fresh How many samples nobody trained on. */
export async function compareOptimisers(app: App, resolved: ResolvedStudy, fresh: number, run: Run = quietRun(resolved.study.seed)): Promise<readonly Comparison[]> {
  const simulated = await simulateTrainingSet(app, resolved, {}, run);
  const known = toTrainingSet(resolved, simulated);
  const unseen = toTrainingSet(resolved, await simulateTrainingSet(app, resolved, { samples: fresh, stream: 1 }, run));
  const blurred = { ...unseen, inputs: withNoise(unseen.inputs, unseen.blocks.map((block) => ({ ...block, noise: measurement })), run.seed, 2) };
  const comparisons: Comparison[] = [];
  for (const choice of resolved.estimators) {
    const { inverse, training } = await trainStudy(app, resolved, choice, { simulated, heldOut: 0.1 }, run);
    const errorsOn = (set: typeof known, from: number, to: number) => errors(resolved, inverse.predict(rows(set.inputs, from, to)), rows(set.targets, from, to));
    const [trained, test, other] = [errorsOn(known, 0, training.samples), errorsOn(known, training.samples, known.inputs.rows), errorsOn(unseen, 0, fresh)];
    comparisons.push({
      choice, summary: training.summary, epochs: training.history.length, seconds: training.seconds,
      onTest: test.relative, onFresh: other.relative,
      overPrior: { training: trained.overPrior, test: test.overPrior, fresh: other.overPrior, noisy: errorsOn(blurred, 0, fresh).overPrior },
    });
  }
  return comparisons;
}

const rows = ({ columns, data }: Table, from: number, to: number): Table => ({ rows: to - from, columns, data: data.subarray(from * columns, to * columns) });

/** Errors of estimates, both in working coordinates. */
function errors({ space }: ResolvedStudy, estimates: Table, truths: Table): { readonly relative: readonly number[]; readonly overPrior: number } {
  const P = space.dimension;
  const relative = space.names.map((): number[] => []);
  let sum = 0;
  for (let i = 0; i < truths.rows; i++) {
    const [found, truth] = [estimates.data.subarray(i * P, (i + 1) * P), truths.data.subarray(i * P, (i + 1) * P)];
    const [value, theta] = [space.toTheta(found), space.toTheta(truth)];
    for (let j = 0; j < P; j++) {
      relative[j]!.push(Math.abs(value[j]! - theta[j]!) / Math.abs(theta[j]!));
      sum += ((found[j]! - truth[j]!) / space.priorSd[j]!) ** 2;
    }
  }
  return { relative: relative.map(median), overPrior: Math.sqrt(sum / (P * truths.rows)) };
}
