import type { LeastSquaresSettings } from "./settings.ts";

/**
 * A loss in units of its scale: z is the squared residual r^2, rho(z) what counts instead, slope its derivative, so that the influence of a residual
 * is psi(r) = r slope(z); curvature is psi'(r). rho(z) = z + O(z^2).
 */
interface Loss {
  readonly rho: (z: number) => number;
  readonly slope: (z: number) => number;
  readonly curvature: (z: number) => number;
}

/** P. J. Huber and E. M. Ronchetti, Robust Statistics, 2nd ed. (2009), section 7.3; the same forms as SciPy's `least_squares`. */
const losses: Readonly<Record<LeastSquaresSettings["loss"], Loss>> = {
  linear: { rho: (z) => z, slope: () => 1, curvature: () => 1 },
  huber: { rho: (z) => (z <= 1 ? z : 2 * Math.sqrt(z) - 1), slope: (z) => (z <= 1 ? 1 : 1 / Math.sqrt(z)), curvature: (z) => (z <= 1 ? 1 : 0) },
  // z / (1 + sqrt(1 + z)) is sqrt(1 + z) - 1 without its cancellation at small z.
  "soft-l1": { rho: (z) => (2 * z) / (1 + Math.sqrt(1 + z)), slope: (z) => 1 / Math.sqrt(1 + z), curvature: (z) => (1 + z) ** -1.5 },
  cauchy: { rho: (z) => Math.log1p(z), slope: (z) => 1 / (1 + z), curvature: (z) => (1 - z) / (1 + z) ** 2 },
};

/** A loss bound to its scale. */
export interface ScaledLoss {
  readonly linear: boolean;
  /** The residual whose square is the loss, with the residual's sign: minimising its square minimises the loss. */
  transform(residual: number): number;
  /** Its derivative. */
  derivative(residual: number): number;
  /** psi, how hard a residual pulls; the residual itself for the linear loss. */
  influence(residual: number): number;
  /** psi', how its pull grows. */
  curvature(residual: number): number;
  /** The residual that {@link transform} came from. */
  undo(transformed: number): number;
}

/**
 * The loss as a transformation of single residuals. The data's residuals are transformed before the optimiser sees them, so that a loss
 * can act on the measurements and leave the prior's rows quadratic.
 */
export function scaledLoss(name: LeastSquaresSettings["loss"], scale: number): ScaledLoss {
  const { rho, slope, curvature } = losses[name];
  const squared = (r: number): number => (r / scale) ** 2;
  const transform = (r: number): number => (name === "linear" ? r : Math.sign(r) * scale * Math.sqrt(rho(squared(r))));
  return {
    linear: name === "linear",
    transform,
    derivative: (r) => (name === "linear" || Math.abs(r) < 1e-6 * scale ? 1 : (slope(squared(r)) * r) / transform(r)),
    influence: (r) => r * slope(squared(r)),
    curvature: (r) => curvature(squared(r)),
    undo: (t) => inverse[name](t / scale) * scale,
  };
}

const inverse: Readonly<Record<LeastSquaresSettings["loss"], (t: number) => number>> = {
  linear: (t) => t,
  huber: (t) => (Math.abs(t) <= 1 ? t : (Math.sign(t) * (t * t + 1)) / 2),
  "soft-l1": (t) => t * Math.sqrt(1 + (t * t) / 4),
  cauchy: (t) => Math.sign(t) * Math.sqrt(Math.expm1(t * t)),
};
