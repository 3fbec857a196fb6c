import type { Random } from "./random.ts";
import { standardDeviation } from "./statistics.ts";
import { truncatedNormal } from "./truncated-normal.ts";

/** One thing that may vary: a number from 0 to 1, or one of `size` choices, by its index. */
export type SearchAxis = { readonly kind: "number" } | { readonly kind: "choice"; readonly size: number };

/** What was tried and how it did: lower is better, Infinity where it failed. */
export interface Tried {
  readonly point: Float64Array;
  readonly score: number;
}

/** A draw without knowledge. */
export const drawPoint = (axes: readonly SearchAxis[], generator: Random): Float64Array =>
  Float64Array.from(axes, (axis) => (axis.kind === "number" ? generator.next() : generator.integer(axis.size)));

/** So many are drawn at random first: less does not tell good from poor. */
const blindDraws = 10;
const candidates = 48;

/**
 * Where to try next, by a tree-structured Parzen estimator: points are drawn from the density of the good ones tried so far, and the one is taken whose density among the good is the
 * largest multiple of that among the others. The densities are mixtures of product kernels (interactions between axes count) and a uniform part, so that nothing is ever ruled out.
 *
 * Source: J. Bergstra et al., Algorithms for hyper-parameter optimization, NIPS 24 (2011) 2546-2554; product kernels as in S. Falkner et al., BOHB, ICML (2018), section 3.2.
 */
export function suggestPoint(axes: readonly SearchAxis[], tried: readonly Tried[], generator: Random): Float64Array {
  const sorted = tried.toSorted((a, b) => a.score - b.score).map(({ point }) => point);
  if (sorted.length < blindDraws) return drawPoint(axes, generator);
  const few = Math.max(4, Math.ceil(0.15 * sorted.length));
  const good = mixture(axes, sorted.slice(0, few));
  const poor = mixture(axes, sorted.slice(few));
  let best: Float64Array | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < candidates; i++) {
    const point = good.draw(generator);
    const gain = good.logDensity(point) - poor.logDensity(point);
    if (gain > most) [most, best] = [gain, point];
  }
  return best!;
}

/** Kernels about the points, and a uniform part of the weight of one point. */
function mixture(axes: readonly SearchAxis[], points: readonly Float64Array[]) {
  const rate = points.length ** (-1 / (4 + axes.length));
  // Scott's rule; the least width keeps a few points that happen to agree from ending the search.
  const widths = axes.map((axis, d) => (axis.kind === "number" ? Math.max(0.1, rate * standardDeviation(points.map((point) => point[d]!))) : rate * (1 - 1 / axis.size)));
  const kernel = (axis: SearchAxis, d: number, centre: number) => {
    const width = widths[d]!;
    if (axis.kind === "number") {
      const tails = truncatedNormal(-centre / width, (1 - centre) / width);
      return {
        logDensity: (x: number) => tails.logDensity((x - centre) / width) - Math.log(width),
        draw: (generator: Random) => {
          const below = generator.next();
          return Math.min(1, Math.max(0, centre + width * tails.value(below, 1 - below)));
        },
      };
    }
    // Aitchison and Aitken (1976): a choice is another one with the probability `width`.
    return {
      logDensity: (x: number) => Math.log(x === centre ? 1 - width : width / (axis.size - 1)),
      draw: (generator: Random) => (generator.next() >= width || axis.size === 1 ? centre : (centre + 1 + generator.integer(axis.size - 1)) % axis.size),
    };
  };
  const kernels = points.map((point) => axes.map((axis, d) => kernel(axis, d, point[d]!)));
  const logUniform = -axes.reduce((sum, axis) => sum + (axis.kind === "choice" ? Math.log(axis.size) : 0), 0);
  return {
    logDensity: (x: Float64Array): number => {
      const logs = [logUniform, ...kernels.map((product) => product.reduce((sum, k, d) => sum + k.logDensity(x[d]!), 0))];
      const top = Math.max(...logs);
      return top + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - top), 0) / logs.length);
    },
    draw: (generator: Random): Float64Array => {
      const which = generator.integer(kernels.length + 1);
      const product = kernels[which];
      return product ? Float64Array.from(product, (k) => k.draw(generator)) : drawPoint(axes, generator);
    },
  };
}
