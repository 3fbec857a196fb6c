import type { Objective, Table } from "@inversa/core";
import { matrix, symmetricEigen, type LeastSquaresResult, type Matrix } from "@inversa/numerics";
import type { ScaledLoss } from "./loss.ts";
import type { LeastSquaresSettings } from "./settings.ts";

/** How sure the solution is. */
export interface Uncertainty {
  /** P x P, in coordinates. */
  readonly covariance: Table;
  /** Mean squared misfit over what the stated noise explains (its robust counterpart for a robust loss); NaN where there are no more points than parameters. */
  readonly reducedChiSquare: number;
  /** Factor on the data's covariance; 1 unless the misfit asks for more. */
  readonly inflation: number;
  /** Coordinates that take part in directions which the data leave as wide as the prior. */
  readonly undetermined: readonly number[];
  /** By how much the cost rises from the solution to the ends of a 95 % interval. */
  readonly rise: number;
}

/**
 * Gauss-Newton covariance at a solution: the inverse of f J' J + prior precision, f the information that one residual carries.
 *
 * f is 1 for the linear loss and the efficiency (E psi')^2 / E psi^2 under a normal law for a robust one; where the residuals show less than that, f
 * is divided by the shortfall (the reduced chi-square, for the linear loss). The inverse is taken in coordinates scaled by the prior's width, where no
 * direction is allowed a variance above 1: a direction that the data do not determine keeps the prior's width instead of an infinite or arbitrary
 * one (a pseudo-inverse whose null space is filled by the prior).
 *
 * Source: A. Tarantola, Inverse Problem Theory, SIAM 2005, section 3.2; P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed. (2009), section 7.6.
 */
export function uncertaintyAt(result: LeastSquaresResult, objective: Objective, loss: ScaledLoss, noise: LeastSquaresSettings["noise"]): Uncertainty {
  const { dimension: P, size: N } = objective;
  const precision = objective.prior.precision.data;
  const widths = priorWidths(objective);
  const raw = Float64Array.from(result.residuals.subarray(0, N), loss.undo);
  const data = scaledInformation(result.jacobian, raw, loss, widths);

  // A direction with information i (in units of the prior's) uses up i / (i + 1) of a degree of freedom.
  const determined = symmetricEigen(data).values.reduce((sum, i) => sum + Math.max(i, 0) / (Math.max(i, 0) + 1), 0);
  const freedom = N - determined;
  const spread = normalSpread(loss);
  const reducedChiSquare = freedom > 0.5 ? ((spread.efficiency / efficiency(raw, loss)) * N) / freedom : Number.NaN;
  const inflation = noise === "scaled" && reducedChiSquare > 1 ? reducedChiSquare : 1;

  const information = matrix(P, P);
  for (let i = 0; i < P; i++) {
    for (let j = 0; j < P; j++) information.data[i * P + j] = (data.data[i * P + j]! * spread.efficiency) / inflation + precision[i * P + j]! * widths[i]! * widths[j]!;
  }
  const { values, vectors } = symmetricEigen(information);
  const covariance = new Float64Array(P * P);
  const share = new Float64Array(P);
  for (let k = 0; k < P; k++) {
    const variance = values[k]! > 1 ? 1 / values[k]! : 1;
    for (let i = 0; i < P; i++) {
      const v = vectors.data[i * P + k]!;
      if (values[k]! <= 1) share[i]! += v * v;
      for (let j = 0; j < P; j++) covariance[i * P + j]! += variance * v * vectors.data[j * P + k]! * widths[i]! * widths[j]!;
    }
  }
  return {
    covariance: { rows: P, columns: P, data: covariance },
    reducedChiSquare,
    inflation,
    rise: halfChiSquare * spread.scale * inflation,
    undetermined: [...share.keys()].filter((i) => share[i]! > 0.2),
  };
}

/** Half the 95 % point of chi-square with one degree of freedom. */
const halfChiSquare = 1.959963984540054 ** 2 / 2;

/** J' J with column j multiplied by width j. The optimiser's Jacobian is that of the transformed residuals. */
function scaledInformation(jacobian: Matrix, raw: Float64Array, loss: ScaledLoss, widths: Float64Array): Matrix {
  const P = widths.length;
  const information = matrix(P, P);
  const row = new Float64Array(P);
  for (let n = 0; n < raw.length; n++) {
    const factor = 1 / loss.derivative(raw[n]!);
    for (let j = 0; j < P; j++) row[j] = jacobian.data[n * P + j]! * factor * widths[j]!;
    for (let i = 0; i < P; i++) for (let j = 0; j < P; j++) information.data[i * P + j]! += row[i]! * row[j]!;
  }
  return information;
}

/** (mean psi')^2 / mean psi^2: the information of one residual. 1 / mean r^2 for the linear loss. Infinite for an exact fit. */
function efficiency(residuals: Float64Array, loss: ScaledLoss): number {
  let slope = 0;
  let square = 0;
  for (const r of residuals) {
    slope += loss.curvature(r) / residuals.length;
    square += loss.influence(r) ** 2 / residuals.length;
  }
  // Cauchy's psi falls again beyond its scale; when most residuals lie there, little is known and not nothing.
  return Math.max(slope, 0.05) ** 2 / square;
}

/**
 * The efficiency when the residuals are standard normal, and E psi^2 / E psi', the scale of twice the loss in units of chi-square. By the trapezoidal
 * rule, which converges geometrically here (error below 1e-4 at Huber's kink).
 */
function normalSpread(loss: ScaledLoss): { readonly efficiency: number; readonly scale: number } {
  if (loss.linear) return { efficiency: 1, scale: 1 };
  const h = 1 / 64;
  let [slope, square] = [0, 0];
  for (let r = -8; r <= 8; r += h) {
    const density = (h * Math.exp((-r * r) / 2)) / Math.sqrt(2 * Math.PI);
    slope += loss.curvature(r) * density;
    square += loss.influence(r) ** 2 * density;
  }
  return { efficiency: slope ** 2 / square, scale: square / slope };
}

/** Standard deviation of each coordinate before the data: that of an even spread over its bounds or, where these are open, the prior's. */
function priorWidths({ dimension: P, lower, upper, prior }: Objective): Float64Array {
  return Float64Array.from({ length: P }, (_, j) => {
    const width = (upper[j]! - lower[j]!) / Math.sqrt(12);
    const precision = prior.precision.data[j * P + j]!;
    if (Number.isFinite(width) && width > 0) return width;
    return precision > 0 ? 1 / Math.sqrt(precision) : Math.max(1, Math.abs(prior.mean[j]!));
  });
}
