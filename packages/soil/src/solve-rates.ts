import type { Control } from "./control.ts";
import type { ElementMaterial, ElementRates, ElementState } from "./material.ts";

const mostIterations = 40;

/**
 * Finds the strain rate that fulfils both constraints of a control for a material at a state, and with it all rates.
 *
 * A linear regime takes one 2 x 2 solve; a nonlinear material a few (Newton). Rates are NaN where there is no solution.
 * @param sense +1 or -1: whether the prescribed quantity rises or falls.
 */
export type RateSolver = (state: ElementState, regime: number, out: ElementRates) => void;

export function rateSolver(material: ElementMaterial, control: Control, sense: 1 | -1): RateSolver {
  const [[s1a, s1r, a1a, a1r, y1], [s2a, s2r, a2a, a2r, y2]] = control;
  const [r1, r2] = [sense * y1, sense * y2];
  const d = new Float64Array(4);
  const iterations = material.nonlinear ? mostIterations : 1;
  // The last direction found is the best guess for the next; it only starts Newton's method and does not decide where that ends.
  let [lastAxial, lastRadial] = [sense * 1, sense * -0.3];

  return (state, regime, out) => {
    let axial = lastAxial;
    let radial = lastRadial;
    let change = Number.POSITIVE_INFINITY;
    for (let i = 0; i < iterations; i++) {
      material.stiffness(state, regime, axial, radial, d);
      const m11 = s1a * d[0]! + s1r * d[2]! + a1a;
      const m12 = s1a * d[1]! + s1r * d[3]! + a1r;
      const m21 = s2a * d[0]! + s2r * d[2]! + a2a;
      const m22 = s2a * d[1]! + s2r * d[3]! + a2r;
      const determinant = m11 * m22 - m12 * m21;
      const nextAxial = (r1 * m22 - m12 * r2) / determinant;
      const nextRadial = (m11 * r2 - r1 * m21) / determinant;
      change = Math.abs(nextAxial - axial) + Math.abs(nextRadial - radial);
      axial = nextAxial;
      radial = nextRadial;
      if (change <= 1e-13 * (Math.abs(axial) + Math.abs(radial))) break;
    }
    if (iterations > 1 && !(change <= 1e-9 * (Math.abs(axial) + Math.abs(radial)))) axial = radial = Number.NaN;
    out[0] = d[0]! * axial + d[1]! * radial;
    out[1] = d[2]! * axial + d[3]! * radial;
    out[2] = axial;
    out[3] = radial;
    material.evolve?.(state, regime, out);
    if (Number.isFinite(axial + radial)) [lastAxial, lastRadial] = [axial, radial];
    else [lastAxial, lastRadial] = [sense * 1, sense * -0.3];
  };
}
