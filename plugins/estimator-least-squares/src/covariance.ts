import type { Objective } from "@inversa/core";
import { gaussNewtonCovariance, priorWidths, type GaussNewtonCovariance, type LeastSquaresResult } from "@inversa/numerics";
import type { ScaledLoss } from "./loss.ts";
import type { LeastSquaresSettings } from "./settings.ts";

/** How sure the solution is. */
export interface Uncertainty extends GaussNewtonCovariance {
  /** By how much the cost rises from the solution to the ends of a 95 % interval. */
  readonly rise: number;
}

/**
 * Gauss-Newton covariance at a solution. For a robust loss one residual carries the efficiency (E psi')^2 / E psi^2 of information, and the optimiser's
 * Jacobian, that of the transformed residuals, is turned back.
 *
 * Source: P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed. (2009), section 7.6.
 */
export function uncertaintyAt(result: LeastSquaresResult, objective: Objective, loss: ScaledLoss, noise: LeastSquaresSettings["noise"]): Uncertainty {
  const residuals = Float64Array.from(result.residuals.subarray(0, objective.size), loss.undo);
  const spread = normalSpread(loss);
  const found = gaussNewtonCovariance({
    jacobian: result.jacobian,
    residuals,
    precision: objective.prior.precision,
    widths: priorWidths(objective),
    scaled: noise === "scaled",
    robust: { rowFactor: (r) => 1 / loss.derivative(r), normal: spread.efficiency, shown: efficiency(residuals, loss) },
  });
  return { ...found, rise: halfChiSquare * spread.scale * found.inflation };
}

/** Half the 95 % point of chi-square with one degree of freedom. */
const halfChiSquare = 1.959963984540054 ** 2 / 2;

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
