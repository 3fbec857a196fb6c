import { setImmediate } from "node:timers/promises";
import { compileTask, InputError, type InputBlock, type Run } from "@inversa/core";
import { mean } from "@inversa/numerics";
import { answererFor } from "./answer.ts";
import type { App } from "../app/app.ts";
import { nameOf } from "../study/choice.ts";
import type { Finding } from "../judgement/finding.ts";
import { fisherInformation, varianceOf } from "../judgement/fisher.ts";
import { wellBelow } from "../judgement/identifiability.ts";
import { rowOf } from "../space/interval.ts";
import { withNoise } from "../space/noise.ts";
import { measuredRow, objectiveFor } from "../judgement/objective.ts";
import type { ParameterSpace } from "../space/parameter-space.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { scored, type ParameterScore } from "../training/score.ts";
import type { Store } from "../store/store.ts";
import { simulateTrainingSet } from "../simulation/training-set.ts";

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
  /** Cases in which it found nothing (no signal in the curves, or no start that could be simulated) and in which it did not converge. */
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
  /** Share of the cases in which the tests determine the parameter: its floor lies well inside the prior (below 0.3 of its standard deviation). */
  readonly determined: number;
  /** In working coordinates: the floors of those cases, each at its truth, averaged in quadrature; null when there are none. */
  readonly floor: number | null;
  /** The floor over the prior's standard deviation. */
  readonly overPrior: number | null;
}

const caseStream = 1;
const noiseStream = 0xca;

/**
 * Tries every estimator of a study on fresh simulated cases: other draws from the prior than any training saw, with seeded noise.
 * @throws the signal's reason when interrupted (simulations and trainings so far are kept in the store).
 */
export async function evaluateStudy(app: App, resolved: ResolvedStudy, options: EvaluateOptions, run: Run): Promise<Evaluation> {
  const { space, blocks } = resolved;
  const kept = { ...(options.store ? { store: options.store } : {}), ...(options.threads === undefined ? {} : { threads: options.threads }) };
  const noise = options.noise ?? true;
  const simulated = await simulateTrainingSet(app, resolved, { ...kept, samples: options.cases ?? 400, stream: caseStream }, run);
  const cases = simulated.theta.rows;
  const truth = Array.from({ length: cases }, (_, i) => space.toCoordinates(rowOf(simulated.theta, i)));
  const gaps = gapsOf(resolved);
  const measured = noise ? withNoise(simulated.curves, blocks, run.seed, noiseStream) : simulated.curves;
  const rows = Array.from({ length: cases }, (_, i) => rowOf(measured, i).map((value, c) => (gaps[c] ? Number.NaN : value)));

  const simulator = compileTask(resolved.model, resolved.task);
  const floors = floorsOf(resolved, truth, gaps);
  const score = (found: readonly (Finding | undefined)[]): readonly ParameterScore[] => scored(space, truth, found, noise ? floors : undefined);
  const estimators: EvaluatedEstimator[] = [];
  for (const choice of resolved.estimators) {
    const answerer = await answererFor(app, resolved, choice, kept, run);
    const first = record();
    const polished = record();
    for (const [i, row] of rows.entries()) {
      const objective = objectiveFor(resolved, simulator, row);
      const found = await first.time(async () => (objective.size > 0 || answerer.trained ? answerer.first(row, objective, { ...run, progress: () => {} }) : undefined));
      if (answerer.polish) await polished.time(async () => (found && objective.size > 0 ? answerer.polish!(found, objective, { ...run, progress: () => {} }) : undefined));
      run.progress({ stage: `evaluate ${nameOf(choice)}`, done: i + 1, total: cases });
      await setImmediate();
      run.signal.throwIfAborted();
    }
    const trainingSeconds = answerer.trained?.training.seconds ?? 0;
    estimators.push(first.summary(choice.id, trainingSeconds, score));
    // The polished answer takes the time of both.
    if (answerer.polish) estimators.push(polished.summary(nameOf(choice), trainingSeconds, score, first.seconds()));
  }
  return { study: resolved.hash, cases, noise, seed: run.seed, floor: averaged(space, floors), estimators };
}

/** Collects what an estimator finds and how long it takes. */
function record() {
  const findings: (Finding | undefined)[] = [];
  let seconds = 0;
  let refusal: InputError | undefined;
  const time = async (work: () => Promise<Finding | undefined>): Promise<Finding | undefined> => {
    const began = performance.now();
    let found: Finding | undefined;
    try {
      found = await work();
    } catch (error) {
      // One case without an answer, or one that an estimator can do nothing with, must not cost the other 399; every other error is a mistake in the study or a bug.
      if (!(error instanceof InputError && (error.code === "simulation-failed" || error.code === "estimator-incompatible"))) throw error;
      if (error.code === "estimator-incompatible") refusal = error;
    }
    seconds += (performance.now() - began) / 1000;
    findings.push(found);
    return found;
  };
  const summary = (estimator: string, trainingSeconds: number, score: (found: readonly (Finding | undefined)[]) => readonly ParameterScore[], before = 0): EvaluatedEstimator => {
    // What it refuses in every case is the study, and not a case.
    if (refusal && findings.every((f) => f === undefined)) throw refusal;
    return {
      estimator,
      parameters: score(findings),
      failed: findings.filter((f) => f === undefined).length,
      notConverged: findings.filter((f) => f && !f.converged).length,
      trainingSeconds,
      secondsPerCase: (seconds + before) / findings.length,
    };
  };
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

/** Floor of each case and coordinate; Infinity where it does not lie well inside the prior. */
function floorsOf({ model, task, space, blocks }: ResolvedStudy, truth: readonly Float64Array[], gaps: readonly boolean[]): readonly Float64Array[] {
  const { dimension: P, priorSd } = space;
  const fisher = fisherInformation(compileTask(model, task), space, blocks, Float64Array.from(gaps, (gap) => (gap ? Number.NaN : 0)));
  return truth.map((coordinates) => {
    const information = fisher.at(coordinates);
    const variance = information && varianceOf(information).data;
    return Float64Array.from({ length: P }, (_, j) => {
      const overPrior = variance ? Math.sqrt(variance[j * P + j]!) : Number.POSITIVE_INFINITY;
      return overPrior < wellBelow ? overPrior * priorSd[j]! : Number.POSITIVE_INFINITY;
    });
  });
}

function averaged({ names, priorSd }: ParameterSpace, floors: readonly Float64Array[]): readonly Floor[] {
  return names.map((name, j) => {
    const finite = floors.map((f) => f[j]!).filter(Number.isFinite);
    const floor = finite.length > 0 ? Math.sqrt(mean(finite.map((f) => f * f))) : null;
    return { name, determined: finite.length / floors.length, floor, overPrior: floor === null ? null : floor / priorSd[j]! };
  });
}
