import { type Prior, type Table } from "@inversa/core";
import { cholesky, distributionOf, invertCholesky, matrix } from "@inversa/numerics";

/** The part of a prior that is Gaussian in working coordinates. */
export interface GaussianPart {
  readonly mean: Float64Array;
  /** P x P; zero rows and columns where the prior is flat. */
  readonly precision: Table;
}

/** Mean and standard deviation in coordinates, of the normal without its cuts. */
function normalIn(prior: Prior): { readonly mean: number; readonly sd: number } | undefined {
  if (prior.distribution === "normal") return { mean: prior.mean, sd: prior.sd };
  if (prior.distribution === "log-normal") return { mean: Math.log(prior.median), sd: prior.sd };
  return undefined;
}

/**
 * Gaussian part of a joint prior. Correlations among normal and log-normal priors are exact; a correlation with a flat prior has no Gaussian part
 * and is left to the density itself.
 */
export function gaussianPart(priors: readonly Prior[], correlations: readonly { readonly between: readonly [number, number]; readonly coefficient: number }[], middle: Float64Array): GaussianPart {
  const P = priors.length;
  const normals = priors.map(normalIn);
  const members = normals.flatMap((normal, i) => (normal ? [i] : []));
  const covariance = matrix(members.length, members.length);
  members.forEach((i, a) => {
    members.forEach((j, b) => {
      const coefficient = i === j ? 1 : (correlations.find(({ between: [x, y] }) => (x === i && y === j) || (x === j && y === i))?.coefficient ?? 0);
      covariance.data[a * members.length + b] = coefficient * normals[i]!.sd * normals[j]!.sd;
    });
  });
  const precision = new Float64Array(P * P);
  if (members.length > 0) {
    // Positive definite: the joint prior has refused correlations that contradict each other.
    const inverse = invertCholesky(cholesky(covariance)!);
    members.forEach((i, a) => members.forEach((j, b) => void (precision[i * P + j] = inverse.data[a * members.length + b]!)));
  }
  return { mean: Float64Array.from(middle, (value, i) => normals[i]?.mean ?? value), precision: { rows: P, columns: P, data: precision } };
}

/** Standard deviation of one coordinate under its prior, cuts included. */
export function coordinateSd(prior: Prior, logarithmic: boolean): number {
  if (!logarithmic) return distributionOf(prior).sd;
  switch (prior.distribution) {
    case "log-uniform":
      return Math.log(prior.max / prior.min) / Math.sqrt(12);
    case "log-normal": {
      const { median, sd, min = 0, max = Infinity } = prior;
      return distributionOf({ distribution: "normal", mean: Math.log(median), sd, min: Math.log(min), max: Math.log(max) }).sd;
    }
    case "uniform": {
      // E ln x and E ln² x of a uniform x, from the antiderivatives x ln x - x and x ln² x - 2 x ln x + 2 x, with x in units of the upper end.
      const r = prior.min / prior.max;
      const L = Math.log(r);
      const first = (-1 - r * L + r) / (1 - r);
      const second = (2 - r * L * L + 2 * r * L - 2 * r) / (1 - r);
      // Over a narrow range the closed form cancels, and the logarithm is a straight line to within 1e-5.
      return 1 - r < 1e-2 ? (2 * (1 - r)) / (1 + r) / Math.sqrt(12) : Math.sqrt(second - first * first);
    }
    case "normal":
      throw new RangeError("a normal prior is never seen on a logarithmic coordinate");
  }
}
