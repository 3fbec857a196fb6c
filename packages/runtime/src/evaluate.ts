import { setImmediate } from "node:timers/promises";
import { compileTask, InputError, type InputBlock, type Run } from "@inversa/core";
import { random } from "@inversa/numerics";
import { answererFor } from "./answer.ts";
import type { App } from "./app.ts";
import { nameOf } from "./choice.ts";
import type { Finding } from "./finding.ts";
import { fisherInformation, varianceOf } from "./fisher.ts";
import { rowOf } from "./interval.ts";
import { addNoise } from "./noise.ts";
import { measuredRow, objectiveFor } from "./objective.ts";
import type { ResolvedStudy } from "./resolve-study.ts";
import { scored, type ParameterScore } from "./score.ts";
import type { Store } from "./store.ts";
import { simulateTrainingSet } from "./training-set.ts";

export interface EvaluateOptions {
  /** How many fresh cases; 400 unless given. */
  readonly cases?: number;
  /** Whether the cases get the study's measurement error; true unless given. */
  readonly noise?: boolean;
  readonly store?: Store;
  readonly threads?: number;
}

/** One estimator of the study over all cases. */
export interface EvaluatedEstimator {
  /** `bp`, or `bp+least-squares` for the polished answer. */
  readonly estimator: string;
  readonly parameters: readonly ParameterScore[];
  /** Cases in which it found nothing (no start could be simulated) and in which it did not converge. */
  readonly failed: number;
  readonly notConverged: number;
  /** Time of training; 0 for direct estimators. */
  readonly trainingSeconds: number;
  readonly secondsPerCase: number;
}

/** How the study's estimators do on simulated cases with known truth. */
export interface Evaluation {
  readonly study: string;
  readonly cases: number;
  readonly noise: boolean;
  readonly seed: number;
  /** Best possible standard deviation of each parameter. */
  readonly floor: readonly Floor[];
  readonly estimators: readonly EvaluatedEstimator[];
}

/** The Cramér-Rao floor of one parameter over the cases. */
export interface Floor {
  readonly name: string;
  /** In working coordinates: each case's floor at its truth, no wider than the prior (guessing its mean does as well), averaged in quadrature. */
  readonly floor: number;
  /** The floor over the prior's standard deviation: well below 1, the parameter can be found. */
  readonly overPrior: number;
  /** Share of the cases whose floor without any prior is wider than the prior. */
  readonly undetermined: number;
}

const caseStream = 1;
const noiseStream = 0xca;

/**
 * Tries every estimator of a study on fresh simulated cases: other draws from the prior than any training saw, with seeded noise.
 * @throws the signal's reason when interrupted (simulations and trainings so far are kept in the store).
 */
export async function evaluateStudy(app: App, resolved: ResolvedStudy, options: EvaluateOptions, run: Run): Promise<Evaluation> {
  const { space, blocks } = resolved;
  const kept = { ...(options.store ? { store: options.store } : {}), ...(options.threads ? { threads: options.threads } : {}) };
  const noise = options.noise ?? true;
  const simulated = await simulateTrainingSet(app, resolved, { ...kept, samples: options.cases ?? 400, stream: caseStream }, run);
  const cases = simulated.theta.rows;
  const truth = Array.from({ length: cases }, (_, i) => space.toCoordinates(rowOf(simulated.theta, i)));
  const gaps = gapsOf(resolved);
  const rows = Array.from({ length: cases }, (_, i) => {
    const row = rowOf(simulated.curves, i).slice();
    if (noise) addNoise(row, blocks, random(run.seed, noiseStream, i));
    return row.map((value, c) => (gaps[c] ? Number.NaN : value));
  });

  const simulator = compileTask(resolved.model, resolved.task);
  const floor = floorOf(resolved, truth, gaps);
  const bound = noise ? Float64Array.from(floor, (f) => f.floor) : undefined;
  const estimators: EvaluatedEstimator[] = [];
  for (const choice of resolved.estimators) {
    const answerer = await answererFor(app, resolved, choice, kept, run);
    const first = record();
    const polished = record();
    for (const [i, row] of rows.entries()) {
      const objective = objectiveFor(resolved, simulator, row);
      const found = await first.time(() => answerer.first(row, objective, { ...run, progress: () => {} }));
      if (answerer.polish) await polished.time(async () => found && answerer.polish!(found, objective, { ...run, progress: () => {} }));
      run.progress({ stage: `evaluate ${nameOf(choice)}`, done: i + 1, total: cases });
      await setImmediate();
      run.signal.throwIfAborted();
    }
    const trainingSeconds = answerer.trained?.training.seconds ?? 0;
    estimators.push(first.summary(choice.id, trainingSeconds, (found) => scored(space, truth, found, bound)));
    // The polished answer takes the time of both.
    if (answerer.polish) estimators.push(polished.summary(nameOf(choice), trainingSeconds, (found) => scored(space, truth, found, bound), first.seconds()));
  }
  return { study: resolved.hash, cases, noise, seed: run.seed, floor, estimators };
}

/** Collects what an estimator finds and how long it takes. */
function record() {
  const findings: (Finding | undefined)[] = [];
  let seconds = 0;
  const time = async (work: () => Promise<Finding | undefined>): Promise<Finding | undefined> => {
    const began = performance.now();
    let found: Finding | undefined;
    try {
      found = await work();
    } catch (error) {
      // One case without an answer must not cost the other 399; every other error is a mistake in the study or a bug.
      if (!(error instanceof InputError && error.code === "simulation-failed")) throw error;
    }
    seconds += (performance.now() - began) / 1000;
    findings.push(found);
    return found;
  };
  const summary = (estimator: string, trainingSeconds: number, score: (found: readonly (Finding | undefined)[]) => readonly ParameterScore[], before = 0): EvaluatedEstimator => ({
    estimator,
    parameters: score(findings),
    failed: findings.filter((f) => f === undefined).length,
    notConverged: findings.filter((f) => f && !f.converged).length,
    trainingSeconds,
    secondsPerCase: (seconds + before) / findings.length,
  });
  return { time, summary, seconds: () => seconds };
}

/** Points that the study's own measurements lack are missing in the cases too; curves without any measurement are whole. */
function gapsOf(resolved: ResolvedStudy): readonly boolean[] {
  const measured = measuredRow(resolved);
  const gaps = Array.from(measured, Number.isNaN);
  for (const { offset, length } of resolved.blocks as readonly InputBlock[]) {
    if (gaps.slice(offset, offset + length).every(Boolean)) gaps.fill(false, offset, offset + length);
  }
  return gaps;
}

function floorOf({ model, task, space, blocks }: ResolvedStudy, truth: readonly Float64Array[], gaps: readonly boolean[]): readonly Floor[] {
  const { dimension: P, names, priorSd } = space;
  const fisher = fisherInformation(compileTask(model, task), space, blocks, Float64Array.from(gaps, (gap) => (gap ? Number.NaN : 0)));
  const sum = new Float64Array(P);
  const wide = new Float64Array(P);
  let counted = 0;
  for (const coordinates of truth) {
    const information = fisher.at(coordinates);
    if (!information) continue;
    counted++;
    const variance = varianceOf(information).data;
    for (let j = 0; j < P; j++) {
      const v = variance[j * P + j]!;
      sum[j]! += Math.min(v, 1);
      if (v > 1) wide[j]!++;
    }
  }
  return names.map((name, j) => ({ name, floor: Math.sqrt(sum[j]! / counted) * priorSd[j]!, overPrior: Math.sqrt(sum[j]! / counted), undetermined: wide[j]! / counted }));
}
