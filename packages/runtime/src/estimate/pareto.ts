import { closest, InputError, layoutOf, type ParetoFront, type ParetoPoint, readSettings, type Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import { directEstimator } from "../study/choice.ts";
import { measuredRow, objectiveOf, type StudyObjective } from "../judgement/objective.ts";
import { kneeOf, paretoSentence, undominated } from "./pareto-front.ts";
import { misfitsOf } from "../judgement/response-misfit.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { unknownsOf } from "../study/unknowns.ts";

export interface ParetoOptions {
  /** Two responses that the study compares; its first two unless given. */
  readonly between?: readonly [string, string];
  /** How many ways of weighing them, 3 or more; 9 unless given. */
  readonly points?: number;
  /** Id and settings of the direct estimator that solves each; the app's first direct one with its defaults unless given. */
  readonly estimator?: string;
  readonly settings?: unknown;
}

/** Weight of the second response over the first's at the ends: one is matched alone, and what it leaves open is settled by the other. */
const alone = 1e5;
/** Weights closer than this, in natural logarithms, are not tried between: the front has a step there. */
const leastStep = 0.1;
/** A gap smaller than this, in standard deviations of the noise, needs no point. */
const filled = 1e-3;

/** One solved weighing. */
interface Solved {
  readonly logRatio: number;
  readonly coordinates: Float64Array;
  readonly converged: boolean;
  readonly misfit: ParetoPoint["misfit"];
}

/**
 * The parameters between one response matched alone and the other. Problems with other weights of the two are solved from their neighbour's solution, each new one where the
 * front has its widest gap; other responses keep their weights. Of all solutions each weighing takes the best, so that one that was missed is found by its neighbours.
 *
 * Source: K. Miettinen, Nonlinear Multiobjective Optimization, Kluwer 1999, section 3.1 (weighting method).
 * @throws InputError `response-unknown`, `study-invalid` where fewer than two responses are compared, `simulation-failed`; the signal's reason when interrupted.
 */
export async function paretoStudy(app: App, resolved: ResolvedStudy, options: ParetoOptions, run: Run): Promise<ParetoFront> {
  const began = performance.now();
  const between = chosenResponses(resolved, options.between);
  const count = Math.max(3, options.points ?? 9);
  const estimator = directEstimator(app, options.estimator ?? app.estimators.all().find(({ kind }) => kind === "direct")?.id ?? "least-squares");
  const settings = readSettings(estimator.settings, options.settings, `settings of ${estimator.id}`) as never;
  const objective = objectiveOf(resolved);
  const measured = measuredRow(resolved);
  const solved: Solved[] = [];
  const solve = async (logRatio: number, from?: Solved): Promise<void> => {
    run.progress({ stage: "pareto", done: solved.length, total: count });
    run.signal.throwIfAborted();
    const { coordinates, converged } = await estimator.invert(weighted(resolved, objective, between, weightsOf(logRatio)), settings, { ...run, progress: () => {} }, from?.coordinates);
    solved.push({ logRatio, coordinates, converged, misfit: misfitsOf(resolved, objective, measured, coordinates) });
    solved.sort((one, other) => one.logRatio - other.logRatio);
  };
  await solve(0);
  const [even] = solved;
  for (const end of [-Math.log(alone), Math.log(alone)]) await solve(end, even);
  while (solved.length < count) {
    const gap = widestGap(solved, between);
    if (!gap) break;
    await solve(gap.at, gap.from);
  }
  run.progress({ stage: "pareto", done: count, total: count });

  const residuals = new Float64Array(objective.size);
  const points = solved.map(({ logRatio }): ParetoPoint => {
    const weights = weightsOf(logRatio);
    const costs = solved.map(({ coordinates }) => costOf(weighted(resolved, objective, between, weights), coordinates, residuals));
    const { coordinates, converged, misfit } = solved[costs.indexOf(Math.min(...costs))]!;
    const theta = resolved.space.toTheta(coordinates);
    return { weights, values: Object.fromEntries(resolved.space.names.map((name, j) => [name, theta[j]!])), misfit, converged };
  });
  const front = undominated(points, between);
  const knee = kneeOf(front, between);
  const { model, name } = resolved;
  const open = front.filter(({ converged }) => !converged).length;
  return {
    schema: 1, study: name, model: model.id, modelName: model.name, between,
    responses: responseLabels(resolved),
    parameters: unknownsOf(resolved),
    points: front, knee,
    sentence: paretoSentence(front, knee, between),
    estimator: estimator.id,
    simulations: objective.simulations(),
    seconds: (performance.now() - began) / 1000,
    warnings: open > 0 ? [`${open} of ${front.length} points did not converge: the front may lie lower there`] : [],
  };
}

/** Where the next weighing says most: between the two neighbours that lie farthest apart, each misfit over its range. */
function widestGap(solved: readonly Solved[], [a, b]: readonly [string, string]): { readonly at: number; readonly from: Solved } | undefined {
  const range = (name: string): number => Math.max(...solved.map(({ misfit }) => misfit[name]!.noise)) - Math.min(...solved.map(({ misfit }) => misfit[name]!.noise));
  const scale = [a, b].map((name) => ({ name, range: range(name) }));
  if (scale.every(({ range: span }) => span < filled)) return undefined;
  const gaps = solved.slice(1).flatMap((right, i) => {
    const left = solved[i]!;
    if (right.logRatio - left.logRatio < leastStep) return [];
    const apart = scale.map(({ name, range: span }) => (span < filled ? 0 : Math.abs(right.misfit[name]!.noise - left.misfit[name]!.noise) / span));
    return [{ at: (left.logRatio + right.logRatio) / 2, from: Math.abs(left.logRatio) < Math.abs(right.logRatio) ? left : right, size: Math.hypot(...apart) }];
  });
  const widest = gaps.toSorted((one, other) => other.size - one.size)[0];
  return widest && widest.size > filled ? widest : undefined;
}

/** Weights of the two that sum to 2, from the logarithm of their ratio. */
const weightsOf = (logRatio: number): readonly [number, number] => [2 / (1 + Math.exp(logRatio)), 2 / (1 + Math.exp(-logRatio))];

/** The responses that the study compares in any test, in its order. */
const compared = ({ study, task }: ResolvedStudy): readonly string[] => Object.keys(study.responses).filter((name) => task.responses.some((names) => names.includes(name)));

function chosenResponses(resolved: ResolvedStudy, between: readonly [string, string] | undefined): readonly [string, string] {
  const known = compared(resolved);
  if (known.length < 2) throw new InputError("study-invalid", { where: resolved.name, what: `it compares ${known.length === 0 ? "no response" : `${known[0]} alone`}, so nothing competes`, expected: "at least two responses with measured values", next: "Name a second one under responses" });
  const names = between ?? [known[0]!, known[1]!];
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new InputError("response-unknown", { where: "pareto", what: `this study does not compare "${name}"`, expected: `two of ${known.join(", ")}`, ...(near ? { next: `Did you mean "${near}"?` } : {}) });
  }
  if (names[0] === names[1]) throw new InputError("response-unknown", { where: "pareto", what: `"${names[0]}" is named twice`, expected: `two of ${known.join(", ")}` });
  return names;
}

/** The objective with the misfit of two responses multiplied by weights. */
function weighted({ task }: ResolvedStudy, objective: StudyObjective, between: readonly [string, string], weights: readonly [number, number]): StudyObjective {
  const { dimension: P, size } = objective;
  const factors = new Float64Array(size).fill(1);
  for (const [b, { response }] of layoutOf(task).blocks.entries()) {
    const which = between.indexOf(response);
    const { from, to } = objective.parts[b]!;
    if (which >= 0) factors.fill(Math.sqrt(weights[which]!), from, to);
  }
  const { jacobian } = objective;
  return {
    ...objective,
    residuals: (coordinates, out) => {
      if (!objective.residuals(coordinates, out)) return false;
      for (let i = 0; i < size; i++) out[i]! *= factors[i]!;
      return true;
    },
    ...(jacobian ? { jacobian: (coordinates: Float64Array, out: Float64Array) => {
      if (!jacobian(coordinates, out)) return false;
      for (let i = 0; i < size * P; i++) out[i]! *= factors[Math.floor(i / P)]!;
      return true;
    } } : {}),
  };
}

/** Half the sum of squared residuals and prior terms. */
function costOf({ residuals, prior: { mean, precision }, dimension: P }: StudyObjective, coordinates: Float64Array, scratch: Float64Array): number {
  if (!residuals(coordinates, scratch)) return Number.POSITIVE_INFINITY;
  let sum = scratch.reduce((total, r) => total + r * r, 0);
  for (let a = 0; a < P; a++) for (let b = 0; b < P; b++) sum += precision.data[a * P + b]! * (coordinates[a]! - mean[a]!) * (coordinates[b]! - mean[b]!);
  return sum / 2;
}

function responseLabels(resolved: ResolvedStudy): ParetoFront["responses"] {
  const channels = resolved.model.simulations.flatMap(({ protocol }) => Object.entries(protocol.responses));
  return Object.fromEntries(compared(resolved).map((name) => {
    const { unit, symbol, about } = channels.find(([channel]) => channel === name)![1];
    return [name, { unit, ...(symbol ? { symbol } : {}), about }];
  }));
}
