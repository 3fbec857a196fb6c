import type { Matrix } from "./matrix.ts";

/**
 * How a residual r of scale s counts, with z = (r / s)²; the cost is s² / 2 times the sum of ρ(z).
 * `linear` ρ = z, `huber` ρ = z up to 1 and 2√z - 1 beyond, `soft-l1` ρ = 2(√(1 + z) - 1), `cauchy` ρ = ln(1 + z).
 */
export type Loss = "linear" | "huber" | "soft-l1" | "cauchy";

/** ρ and its derivative at z. */
type LossFunction = { value(z: number): number; weight(z: number): number };

const lossFunctions: { readonly [name in Exclude<Loss, "linear">]: LossFunction } = {
  huber: {
    value: (z) => (z <= 1 ? z : 2 * Math.sqrt(z) - 1),
    weight: (z) => (z <= 1 ? 1 : 1 / Math.sqrt(z)),
  },
  "soft-l1": {
    value: (z) => (2 * z) / (1 + Math.sqrt(1 + z)),
    weight: (z) => 1 / Math.sqrt(1 + z),
  },
  cauchy: {
    value: (z) => Math.log1p(z),
    weight: (z) => 1 / (1 + z),
  },
};

/** The two things a minimiser asks of a loss. */
export interface RobustLoss {
  /** The cost of these residuals. */
  cost(residuals: Float64Array): number;
  /**
   * Multiplies residuals and Jacobian, in place, by √ρ'(z): plain least squares then has the loss's gradient, and a
   * curvature that is never below the loss's own. Source: P. W. Holland and R. E. Welsch, "Robust regression using
   * iteratively reweighted least-squares", Comm. Statist. A 6 (1977) 813-827.
   */
  rescale(residuals: Float64Array, jacobian: Matrix): void;
}

/** @throws RangeError if the scale is not positive or the loss is unknown */
export function robustLoss(loss: Loss, scale: number): RobustLoss {
  if (!(scale > 0 && scale < Infinity)) throw new RangeError(`A loss needs a scale > 0, not ${scale}.`);
  if (loss === "linear") return { cost: (r) => halfSquares(r), rescale: () => undefined };
  const rho = lossFunctions[loss];
  if (rho === undefined) throw new RangeError(`There is no loss "${loss}".`);
  return {
    cost(residuals) {
      let sum = 0;
      for (const r of residuals) sum += rho.value((r / scale) ** 2);
      return (sum * scale * scale) / 2;
    },
    rescale(residuals, { columns, data }) {
      for (let i = 0; i < residuals.length; i++) {
        const weight = Math.sqrt(rho.weight((residuals[i]! / scale) ** 2));
        residuals[i]! *= weight;
        for (let j = 0; j < columns; j++) data[i * columns + j]! *= weight;
      }
    },
  };
}

function halfSquares(r: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += r[i]! * r[i]!;
  return sum / 2;
}
