import { integral, matrix, symmetricEigen } from "@inversa/numerics";

/** Diffusion modes of a sphere of radius 1 with a prescribed flux at its surface; they hold for every diffusivity and radius. */
export interface RadialModes {
  /** Eigenvalues, ascending; the first is exactly 0 (the mean), the second 20.1907 = 4.4934² once there are enough modes. */
  readonly eigenvalue: Float64Array;
  /** Value of each normalised mode at the surface; the first is √3, so the mean is √3 times the first coefficient. */
  readonly surface: Float64Array;
}

const known = new Map<number, RadialModes>();

/**
 * Galerkin modes in even polynomials of r with weight r², diagonalised once.
 *
 * The basis √(4k+3) P_{2k+1}(r)/r is orthonormal under the weight and spans the even polynomials, so only the stiffness ∫ φ'φ' r² dr is left to diagonalise.
 * With c = Σ z_m ψ_m(r/R): dz_m/dt = -(D/R²) λ_m z_m - β_m j/(F R).
 */
export function radialModes(count: number): RadialModes {
  const found = known.get(count);
  if (found) return found;
  const stiffness = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    for (let l = 0; l <= k; l++) {
      stiffness[k * count + l] = stiffness[l * count + k] = integral((r) => basis(k, r).slope * basis(l, r).slope * r * r, 0, 1, 8);
    }
  }
  const { values, vectors } = symmetricEigen(matrix(count, count, stiffness));
  const surface = Float64Array.from({ length: count }, (_, m) => {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += vectors.data[k * count + m]! * Math.sqrt(4 * k + 3);
    return Math.abs(sum);
  });
  // The constant is in the basis, so these two are known exactly.
  values[0] = 0;
  surface[0] = Math.sqrt(3);
  const modes = { eigenvalue: values, surface };
  known.set(count, modes);
  return modes;
}

/** √(4k+3) P_{2k+1}(r)/r and its slope, by the three-term recurrence and its derivative. */
function basis(k: number, r: number): { readonly value: number; readonly slope: number } {
  let [before, now, slopeBefore, slopeNow] = [1, r, 0, 1];
  for (let n = 1; n < 2 * k + 1; n++) {
    const next = ((2 * n + 1) * r * now - n * before) / (n + 1);
    const slopeNext = ((2 * n + 1) * (now + r * slopeNow) - n * slopeBefore) / (n + 1);
    [before, now, slopeBefore, slopeNow] = [now, next, slopeNow, slopeNext];
  }
  const scale = Math.sqrt(4 * k + 3);
  return { value: (scale * now) / r, slope: (scale * (slopeNow - now / r)) / r };
}
