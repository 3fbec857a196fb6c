import { symmetricEigen } from "./decompositions.ts";
import { matrix, type Matrix } from "./matrix.ts";

/** What is known about a minimum of half the sum of squared residuals plus half a Gaussian prior's quadratic form. */
export interface GaussNewtonMinimum {
  /** Derivatives of the residuals (N x P). Further rows are ignored, so the Jacobian of a problem with the prior's rows below serves as well. */
  readonly jacobian: Matrix;
  /** In units of the stated noise, N. */
  readonly residuals: Float64Array;
  /** Of the Gaussian part of the prior, P x P; zero where the prior is flat. */
  readonly precision: Matrix;
  /** Standard deviation of each parameter before the data; see {@link priorWidths}. */
  readonly widths: Float64Array;
  /** Whether the covariance grows where the misfit is larger than the stated noise explains. */
  readonly scaled: boolean;
  /**
   * For a robust loss: a factor on each row of the Jacobian, and the information that one residual carries under a normal law and as these residuals
   * show it. Least squares unless given.
   */
  readonly robust?: { readonly rowFactor: (residual: number) => number; readonly normal: number; readonly shown: number };
}

/** How sure the parameters at a minimum are. */
export interface GaussNewtonCovariance {
  /** P x P. */
  readonly covariance: Matrix;
  /** Residuals less the parameters that they determine; one that they leave open counts as none. */
  readonly freedom: number;
  /** Mean squared misfit over what the stated noise explains (its robust counterpart for a robust loss); NaN where there are no more points than parameters. */
  readonly reducedChiSquare: number;
  /** Factor on the data's covariance; 1 unless the misfit asks for more. */
  readonly inflation: number;
  /** Parameters that take part in directions which the data leave as wide as the prior. */
  readonly undetermined: readonly number[];
}

/**
 * Gauss-Newton covariance at a minimum: the inverse of f J' J + prior precision, f the information that one residual carries.
 *
 * f is 1 for least squares; where the residuals show less than that, f is divided by the shortfall (the reduced chi-square, for least squares). The
 * inverse is taken in parameters scaled by the prior's width, where no direction is allowed a variance above 1: a direction that the data do not
 * determine keeps the prior's width instead of an infinite or arbitrary one (a pseudo-inverse whose null space is filled by the prior).
 *
 * Source: A. Tarantola, Inverse Problem Theory, SIAM 2005, section 3.2; P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed. (2009), section 7.6.
 */
export function gaussNewtonCovariance({ jacobian, residuals, precision, widths, scaled, robust }: GaussNewtonMinimum): GaussNewtonCovariance {
  const P = widths.length;
  const N = residuals.length;
  const data = scaledInformation(jacobian, residuals, widths, robust?.rowFactor);
  const normal = robust?.normal ?? 1;
  const shown = robust?.shown ?? 1 / residuals.reduce((sum, r) => sum + (r * r) / N, 0);

  // A direction with information i (in units of the prior's) uses up i / (i + 1) of a degree of freedom.
  const determined = symmetricEigen(data).values.reduce((sum, i) => sum + Math.max(i, 0) / (Math.max(i, 0) + 1), 0);
  const freedom = N - determined;
  const reducedChiSquare = freedom > 0.5 ? ((normal / shown) * N) / freedom : Number.NaN;
  const inflation = scaled && reducedChiSquare > 1 ? reducedChiSquare : 1;

  const information = matrix(P, P);
  for (let i = 0; i < P; i++) {
    for (let j = 0; j < P; j++) information.data[i * P + j] = (data.data[i * P + j]! * normal) / inflation + precision.data[i * P + j]! * widths[i]! * widths[j]!;
  }
  const { values, vectors } = symmetricEigen(information);
  const covariance = matrix(P, P);
  const share = new Float64Array(P);
  for (let k = 0; k < P; k++) {
    const variance = values[k]! > 1 ? 1 / values[k]! : 1;
    for (let i = 0; i < P; i++) {
      const v = vectors.data[i * P + k]!;
      if (values[k]! <= 1) share[i]! += v * v;
      for (let j = 0; j < P; j++) covariance.data[i * P + j]! += variance * v * vectors.data[j * P + k]! * widths[i]! * widths[j]!;
    }
  }
  return { covariance, freedom, reducedChiSquare, inflation, undetermined: [...share.keys()].filter((i) => share[i]! > 0.2) };
}

/** J' J with column j multiplied by width j. */
function scaledInformation(jacobian: Matrix, residuals: Float64Array, widths: Float64Array, rowFactor?: (residual: number) => number): Matrix {
  const P = widths.length;
  const information = matrix(P, P);
  const row = new Float64Array(P);
  for (let n = 0; n < residuals.length; n++) {
    const factor = rowFactor?.(residuals[n]!) ?? 1;
    for (let j = 0; j < P; j++) row[j] = jacobian.data[n * P + j]! * factor * widths[j]!;
    for (let i = 0; i < P; i++) for (let j = 0; j < P; j++) information.data[i * P + j]! += row[i]! * row[j]!;
  }
  return information;
}

/** What a parameter is known by before the data. */
export interface PriorRange {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly prior: { readonly mean: Float64Array; readonly precision: Matrix };
}

/** Standard deviation of each parameter before the data: that of an even spread over its bounds or, where these are open, the prior's. */
export function priorWidths({ lower, upper, prior }: PriorRange): Float64Array {
  const P = lower.length;
  return Float64Array.from({ length: P }, (_, j) => {
    const width = (upper[j]! - lower[j]!) / Math.sqrt(12);
    const precision = prior.precision.data[j * P + j]!;
    if (Number.isFinite(width) && width > 0) return width;
    return precision > 0 ? 1 / Math.sqrt(precision) : Math.max(1, Math.abs(prior.mean[j]!));
  });
}
