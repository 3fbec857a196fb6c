import type { Matrix } from "./matrix.ts";

/**
 * How a residual r of scale s counts, with z = (r / s)²; the cost is s² / 2 times the sum of ρ(z).
 * `linear` ρ = z, `huber` ρ = z up to 1 and 2√z - 1 beyond, `soft-l1` ρ = 2(√(1 + z) - 1), `cauchy` ρ = ln(1 + z).
 */
export type Loss = "linear" | "huber" | "soft-l1" | "cauchy";

/** ρ and its first two derivatives at z. */
type LossFunction = (z: number, out: { value: number; first: number; second: number }) => void;

const lossFunctions: { readonly [name in Exclude<Loss, "linear">]: LossFunction } = {
  huber(z, out) {
    const root = Math.sqrt(z);
    out.value = z <= 1 ? z : 2 * root - 1;
    out.first = z <= 1 ? 1 : 1 / root;
    out.second = z <= 1 ? 0 : -0.5 / (z * root);
  },
  "soft-l1"(z, out) {
    const root = Math.sqrt(1 + z);
    out.value = (2 * z) / (1 + root);
    out.first = 1 / root;
    out.second = -0.5 / (root * root * root);
  },
  cauchy(z, out) {
    out.value = Math.log1p(z);
    out.first = 1 / (1 + z);
    out.second = -out.first * out.first;
  },
};

/** The two things a minimiser asks of a loss. */
export interface RobustLoss {
  /** The cost of these residuals. */
  cost(residuals: Float64Array): number;
  /**
   * Rescales residuals and Jacobian in place so that plain least squares has the loss's gradient and, where it is
   * positive, its curvature. Source: B. Triggs et al., "Bundle adjustment - a modern synthesis" (2000), section 4.3.
   */
  rescale(residuals: Float64Array, jacobian: Matrix): void;
}

/** @throws RangeError if the scale is not positive or the loss is unknown */
export function robustLoss(loss: Loss, scale: number): RobustLoss {
  if (!(scale > 0 && scale < Infinity)) throw new RangeError(`A loss needs a scale > 0, not ${scale}.`);
  if (loss === "linear") return { cost: (r) => halfSquares(r), rescale: () => undefined };
  const rho = lossFunctions[loss];
  if (rho === undefined) throw new RangeError(`There is no loss "${loss}".`);
  const at = { value: 0, first: 0, second: 0 };
  return {
    cost(residuals) {
      let sum = 0;
      for (const r of residuals) {
        rho((r / scale) ** 2, at);
        sum += at.value;
      }
      return (sum * scale * scale) / 2;
    },
    rescale(residuals, { columns, data }) {
      for (let i = 0; i < residuals.length; i++) {
        const z = (residuals[i]! / scale) ** 2;
        rho(z, at);
        const weight = Math.sqrt(Math.max(at.first + 2 * at.second * z, Number.EPSILON));
        residuals[i]! *= at.first / weight;
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
