import { defineDirectEstimator, type Objective, type Run, type Solution } from "@inversa/core";
import { breather, type Breather, type LeastSquaresResult } from "@inversa/numerics";
import { uncertaintyAt, type Uncertainty } from "./covariance.ts";
import { minimise } from "./edge.ts";
import { scaledLoss, type ScaledLoss } from "./loss.ts";
import { augment, type AugmentedProblem } from "./problem.ts";
import { profileIntervals, type Profile } from "./profile.ts";
import { leastSquaresSettings, type LeastSquaresSettings } from "./settings.ts";
import { startsFrom } from "./starts.ts";

/** Costs closer than this (half a unit of chi-square is one sigma) are one minimum for every practical purpose. */
const sameMinimum = 1e-3;

/** Bounded Levenberg-Marquardt with the prior as regularisation, robust losses, several starts and the Gauss-Newton covariance. */
export const leastSquares = defineDirectEstimator({
  id: "least-squares",
  name: "Least squares",
  about: "The classical way: finds the parameters whose curves lie closest to the measured ones; the most accurate where the model is smooth and a start is at hand.",
  source: "J. J. Moré, The Levenberg-Marquardt algorithm: implementation and theory, LNM 630 (1978) 105-116; A. Tarantola, Inverse Problem Theory, SIAM 2005, chapter 3.",
  settings: leastSquaresSettings,
  invert: async (objective, settings, run, start) => {
    run.signal.throwIfAborted();
    const loss = scaledLoss(settings.loss, settings.lossScale);
    const rests = breather(run.signal);
    const search = await searchMinimum(objective, augment(objective, loss), settings, run, rests, start);
    let minimum = await withItsNoise(objective, loss, settings, rests, search.best, 1);
    let evaluations = search.evaluations + minimum.evaluations;
    let profile: Profile | undefined;
    for (let rounds = 0; settings.intervals === "profile" && rounds < 4; rounds++) {
      run.progress({ stage: "least squares, intervals", done: rounds });
      const { problem, best, uncertainty, inflation } = minimum;
      profile = await profileIntervals(problem, best, uncertainty.covariance, uncertainty.rise, rests);
      evaluations += profile.evaluations;
      if (!profile.better) break;
      // The intervals' search has looked where no start had led: the solution moves there.
      const { better } = profile;
      const moved = await minimise(problem, objective, better, optionsOf(settings), rests);
      minimum = await withItsNoise(objective, loss, settings, rests, moved, inflation);
      evaluations += moved.evaluations + minimum.evaluations;
    }
    const { best, uncertainty } = minimum;
    return {
      coordinates: best.x,
      covariance: uncertainty.covariance,
      ...(profile ? { interval95: { lower: profile.lower, upper: profile.upper } } : {}),
      converged: best.converged,
      message: [best.message.replace(/\.$/, ""), startsSentence(search), noiseSentence(uncertainty, settings), widerSentence(profile, objective)].filter(Boolean).join(". "),
      evaluations,
      cost: minimum.cost,
      onBound: best.onBound,
      freedom: uncertainty.freedom,
      warnings: uncertainty.undetermined.length === 0 ? [] : [undeterminedSentence(uncertainty.undetermined, objective)],
    } satisfies Solution;
  },
});

const optionsOf = ({ tolerance, maxIterations }: LeastSquaresSettings) => ({ tolerances: { cost: tolerance, step: tolerance }, maxIterations, finalJacobian: "central" }) as const;

/** A minimum whose prior weighs against the data as the noise around it says. */
interface Minimum {
  readonly problem: AugmentedProblem;
  readonly best: LeastSquaresResult;
  readonly uncertainty: Uncertainty;
  /** The variance of the noise over the stated one with which {@link problem} weighs the prior. */
  readonly inflation: number;
  /** With the noise as stated. */
  readonly cost: number;
  readonly evaluations: number;
}

/** How closely the noise that a minimum assumes and the noise that it shows have to agree. */
const sameNoise = 1e-4;

/**
 * Where the misfit asks for more noise than was stated, data say less against a prior than they did when the minimum was sought. So it is sought
 * again with that noise, until both agree; without a Gaussian prior nothing can move.
 * @param assumed The inflation with which `best` was found.
 */
async function withItsNoise(objective: Objective, loss: ScaledLoss, settings: LeastSquaresSettings, rests: Breather, best: LeastSquaresResult, assumed: number): Promise<Minimum> {
  const most = objective.prior.precision.data.some((value) => value !== 0) ? 20 : 0;
  let inflation = assumed;
  let problem = augment(objective, loss, inflation);
  let uncertainty = uncertaintyAt(best, objective, loss, settings.noise);
  let evaluations = 0;
  for (let rounds = 0; rounds < most && Math.abs(uncertainty.inflation - inflation) > sameNoise * inflation; rounds++) {
    inflation = uncertainty.inflation;
    problem = augment(objective, loss, inflation);
    const { x } = best;
    best = await minimise(problem, objective, x, optionsOf(settings), rests);
    evaluations += best.evaluations;
    uncertainty = uncertaintyAt(best, objective, loss, settings.noise);
  }
  const half = (rows: Float64Array): number => rows.reduce((sum, r) => sum + r * r, 0) / 2;
  const cost = half(best.residuals.subarray(0, objective.size)) + half(best.residuals.subarray(objective.size)) / inflation;
  return { problem, best, uncertainty, inflation, cost, evaluations };
}

/** Mean squared misfit, in units of the noise, up to which a solution counts as one that the noise explains. */
const explained = 1.5;

interface Search {
  readonly best: LeastSquaresResult;
  readonly tried: number;
  /** How many starts ended in the lowest minimum. */
  readonly agreeing: number;
  readonly evaluations: number;
}

async function searchMinimum(objective: Objective, problem: AugmentedProblem, settings: LeastSquaresSettings, run: Run, rests: Breather, start?: Float64Array): Promise<Search> {
  const byHand = start ? undefined : objective.classical?.().coordinates;
  const guided = start !== undefined || (byHand?.filter((value) => !Number.isNaN(value)).length ?? 0) * 2 > objective.dimension;
  const starts = startsFrom(objective, problem, settings.screening, run, rests, byHand);
  let best: LeastSquaresResult | undefined;
  let agreeing = 0;
  let tried = 0;
  let evaluations = 0;
  // A network's estimate or an engineer's usually lies in the right valley, unless the data are of a kind that it hardly knows: then the misfit stays large.
  const total = (): number => settings.starts || (guided && best && 2 * best.cost < explained * objective.size ? 3 : 8);
  while (tried < total() || best === undefined) {
    const from = tried === 0 && start ? within(start, objective) : await starts.next();
    const result = await minimise(problem, objective, from, optionsOf(settings), rests);
    tried++;
    evaluations += result.evaluations;
    // The given start may be refused by the model; then another takes its place.
    if (!Number.isFinite(result.cost)) continue;
    if (best && Math.abs(result.cost - best.cost) <= sameMinimum) agreeing++;
    else if (!best || result.cost < best.cost) agreeing = 1;
    if (!best || result.cost < best.cost) best = result;
    run.progress({ stage: "least squares", done: tried, total: total(), values: { misfit: Math.sqrt((2 * best.cost) / objective.size) } });
    if (agreeing >= settings.agreement) break;
  }
  return { best, tried, agreeing, evaluations: evaluations + starts.looked() };
}

const within = (x: Float64Array, { lower, upper }: Objective): Float64Array => x.map((value, j) => Math.min(Math.max(value, lower[j]!), upper[j]!));

const startsSentence = ({ tried, agreeing }: Search): string => (tried > 1 ? `${agreeing} of ${tried} starts reached this minimum` : "");

function noiseSentence({ reducedChiSquare, inflation }: { reducedChiSquare: number; inflation: number }, { noise, loss }: LeastSquaresSettings): string {
  if (Number.isNaN(reducedChiSquare)) return "There are no more points than parameters, so the intervals assume the stated noise";
  const value = `${loss === "linear" ? "Reduced chi-square" : "Robust reduced chi-square"} ${reducedChiSquare.toPrecision(3)}`;
  if (inflation > 1) return `${value}: the misfit is ${Math.sqrt(inflation).toPrecision(2)} times what the stated noise explains, and the intervals were widened by as much`;
  return noise === "stated" ? `${value}; the intervals assume the stated noise` : value;
}

/** The names of some coordinates in a sentence: `K, n and Rf`. */
function named(coordinates: readonly number[], { names }: Objective): string {
  const words = coordinates.map((j) => names?.[j] ?? `coordinate ${j + 1}`);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

const widerSentence = (profile: Profile | undefined, objective: Objective): string =>
  profile && profile.wider.length > 0 ? `The misfit rises slowly when ${named(profile.wider, objective)} ${profile.wider.length === 1 ? "moves" : "move"} away from the best fit, so ${profile.wider.length === 1 ? "its interval is" : "their intervals are"} wider than the curvature there would give` : "";

function undeterminedSentence(coordinates: readonly number[], objective: Objective): string {
  const what = named(coordinates, objective);
  if (coordinates.length === 1) return `The data say nothing about ${what}: its interval is as wide as its prior`;
  return `The data leave a combination of ${what} open: together they can move through their whole priors and the curves hardly change. Fix some of them, or add a test that tells them apart`;
}
