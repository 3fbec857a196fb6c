import { noiseDeviation, type InputBlock, type Simulator } from "@inversa/core";
import { matrix, symmetricEigen, type Matrix } from "@inversa/numerics";
import type { ParameterSpace } from "../space/parameter-space.ts";

/** Share of the prior's standard deviation that a difference steps to either side: far above the error of an integrator, far below curvature. */
const step = 1e-3;

/** Information of a study's tests about the parameters, as a function of where the truth lies. */
export interface FisherInformation {
  /**
   * J' J of the curves over their noise, in working coordinates scaled by the prior's standard deviation (so 1 is as much as is known before).
   * Undefined where the model has no answer.
   */
  at(coordinates: Float64Array): Matrix | undefined;
}

/**
 * @param measured A row whose NaN entries do not count; every point counts without it.
 */
export function fisherInformation(simulator: Simulator, space: ParameterSpace, blocks: readonly InputBlock[], measured?: Float64Array): FisherInformation {
  const { dimension: P, logarithmic, lower, upper, priorSd } = space;
  const D = simulator.width;
  const theta = new Float64Array(P);
  const [centre, plus, minus] = [new Float64Array(D), new Float64Array(D), new Float64Array(D)];
  const toTheta = (coordinates: Float64Array): void => {
    for (let j = 0; j < P; j++) theta[j] = logarithmic[j] ? Math.exp(coordinates[j]!) : coordinates[j]!;
  };
  const simulate = (coordinates: Float64Array, out: Float64Array): boolean => {
    toTheta(coordinates);
    return simulator.run(theta, out).ok;
  };

  const at = (coordinates: Float64Array): Matrix | undefined => {
    const jacobian = simulator.linearise ? exact(coordinates) : differences(coordinates);
    if (!jacobian) return undefined;
    const information = matrix(P, P);
    for (const { noise, offset, length } of blocks) {
      const deviation = noiseDeviation(noise, centre, offset, length);
      // A curve without signal and without noise says nothing.
      if (!(deviation > 0)) continue;
      for (let i = offset; i < offset + length; i++) {
        if (measured && Number.isNaN(measured[i]!)) continue;
        for (let a = 0; a < P; a++) {
          const scaled = jacobian[i * P + a]! / deviation ** 2;
          for (let b = 0; b < P; b++) information.data[a * P + b]! += scaled * jacobian[i * P + b]!;
        }
      }
    }
    return information;
  };
  /** The model's own derivatives, by the scaled coordinates. */
  const exact = (coordinates: Float64Array): Float64Array | undefined => {
    const jacobian = new Float64Array(D * P);
    toTheta(coordinates);
    if (!simulator.linearise!(theta, centre, jacobian).ok) return undefined;
    for (let i = 0; i < D; i++) for (let j = 0; j < P; j++) jacobian[i * P + j]! *= priorSd[j]! * (logarithmic[j] ? theta[j]! : 1);
    return jacobian;
  };
  /** Central differences, one-sided at the ends of the prior. */
  const differences = (coordinates: Float64Array): Float64Array | undefined => {
    if (!simulate(coordinates, centre)) return undefined;
    const jacobian = new Float64Array(D * P);
    const x = coordinates.slice();
    for (let j = 0; j < P; j++) {
      const h = step * priorSd[j]!;
      x[j] = Math.min(coordinates[j]! + h, upper[j]!);
      const above = simulate(x, plus) ? x[j]! : (plus.set(centre), coordinates[j]!);
      x[j] = Math.max(coordinates[j]! - h, lower[j]!);
      const below = simulate(x, minus) ? x[j]! : (minus.set(centre), coordinates[j]!);
      x[j] = coordinates[j]!;
      if (!(above > below)) return undefined;
      const factor = priorSd[j]! / (above - below);
      for (let i = 0; i < D; i++) jacobian[i * P + j] = (plus[i]! - minus[i]!) * factor;
    }
    return jacobian;
  };
  return { at };
}

/**
 * Inverse of an information matrix; directions without information (below 1e-12 of the strongest) get the variance `limit`.
 * With a limit of 1 and prior-scaled coordinates no direction is less certain than before the data.
 */
export function varianceOf(information: Matrix, limit = Number.POSITIVE_INFINITY): Matrix {
  const P = information.rows;
  const { values, vectors } = symmetricEigen(information);
  const floor = 1e-12 * Math.max(values[P - 1] ?? 0, 0);
  const variance = matrix(P, P);
  for (let k = 0; k < P; k++) {
    const along = Math.min(values[k]! > floor ? 1 / values[k]! : Number.POSITIVE_INFINITY, limit);
    for (let a = 0; a < P; a++) {
      for (let b = 0; b < P; b++) {
        const share = vectors.data[a * P + k]! * vectors.data[b * P + k]!;
        // Round-off in a direction must not make a parameter that has no part in it infinite.
        if (along !== Number.POSITIVE_INFINITY) variance.data[a * P + b]! += along * share;
        else if (Math.abs(share) > 1e-6) variance.data[a * P + b] = a === b ? Number.POSITIVE_INFINITY : variance.data[a * P + b]!;
      }
    }
  }
  return variance;
}
