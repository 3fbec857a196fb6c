import { random } from "@inversa/numerics";
import { Adaptation } from "./adaptation.ts";
import type { Attempt } from "./attempts.ts";
import type { CmaEsSettings } from "./cma-es-settings.ts";
import { folded, unfolded } from "./folded.ts";
import type { Misfit } from "./misfit.ts";
import { Standstill } from "./standstill.ts";
import { strategyOf } from "./strategy.ts";

/** What a generation tells whoever watches. */
export type Watch = (generation: number, best: number, deviation: number) => void;

/** One run's first distribution. */
export interface Beginning {
  /** On the unit cube. */
  readonly u: Float64Array;
  readonly cost: number;
  readonly step: number;
  readonly lambda: number;
}

/** How often a point that contradicts a relation is sampled again (appendix B.5 of the tutorial) before it is ranked last. */
const resampling = 100;

const stream = 2;

interface Point {
  readonly y: Float64Array;
  readonly cost: number;
  /** How far from the mean, for ranking points without a meaning: the nearer the better. */
  readonly distance: number;
}

/** One run of CMA-ES with rank-one, rank-mu and active updates of the covariance and cumulative step-size adaptation. */
export async function adapt(misfit: Misfit, settings: CmaEsSettings, seed: number, attempt: number, begin: Beginning, watch: Watch): Promise<Attempt> {
  const strategy = strategyOf(misfit.dimension, begin.lambda);
  const distribution = new Adaptation(strategy, begin.u.map(unfolded), begin.step);
  const generator = random(seed, stream, attempt);
  const standstill = new Standstill(strategy);
  const toCube = (y: Float64Array): Float64Array => y.map((value, j) => folded(distribution.mean[j]! + distribution.sigma * value));
  let best = { u: begin.u, cost: begin.cost };

  for (let generation = 1; ; generation++) {
    if (misfit.evaluations() + strategy.lambda > settings.maxEvaluations) return { ...best, end: "evaluations", why: "Ended at the limit of evaluations while the misfit still fell" };
    const points: Point[] = [];
    while (points.length < strategy.lambda) {
      let y = distribution.sample(generator);
      let u = toCube(y);
      for (let tries = 0; tries < resampling && misfit.contradicts(u); tries++) {
        y = distribution.sample(generator);
        u = toCube(y);
      }
      const cost = await misfit.at(u);
      if (cost < best.cost) best = { u, cost };
      points.push({ y, cost, distance: cost < Infinity ? 0 : distribution.mahalanobis(y) });
    }
    points.sort((a, b) => (a.cost === b.cost ? a.distance - b.distance : a.cost < b.cost ? -1 : 1));
    distribution.update(points.map(({ y }) => y));
    watch(generation, best.cost, distribution.largestDeviation());

    const why = standstill.after(points.map(({ cost }) => cost), distribution, settings.tolerance * misfit.unit(), begin.step);
    if (why) return { ...best, end: "settled", why };
    if (generation >= settings.generations) return { ...best, end: "generations", why: `Ended after ${settings.generations} generations while the misfit still fell` };
  }
}
