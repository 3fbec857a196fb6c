import { densityFactors, type SandConstants } from "./state-factors.ts";

/** Writes `[dσa/dεa, dεr/dεa]` of drained compression at an axial stress and a radial strain. Not finite where there is no unique solution. */
export type DrainedRates = (axialStrain: number, axialStress: number, radialStrain: number, out: Float64Array) => void;

/**
 * Rates of drained triaxial compression (σa >= σr, F = 1) in closed form. With x = σa/tr σ, y = σr/tr σ and r = dεr/dεa the constant radial stress asks for
 *
 * A + B r = C √(1 + 2r²),  A = a² x y,  B = 1 + 2 a² y²,  C = fd a (2y - 1/3),
 *
 * whose only root for B² > 2C² is r = [C √(B² + 2A² - 2C²) - A B] / (B² - 2C²).
 */
export function drainedRates(constants: SandConstants, initialVoidRatio: number, radialStress: number): DrainedRates {
  const { a } = constants;
  const factors = new Float64Array(3);
  return (axialStrain, axialStress, radialStrain, out) => {
    const trace = axialStress + 2 * radialStress;
    const x = axialStress / trace;
    const y = radialStress / trace;
    densityFactors(constants, trace / 3, (1 + initialVoidRatio) * Math.exp(-axialStrain - 2 * radialStrain) - 1, factors);
    const A = a * a * x * y;
    const B = 1 + 2 * a * a * y * y;
    const C = factors[1]! * a * (2 * y - 1 / 3);
    const denominator = B * B - 2 * C * C;
    const r = denominator > 0 && factors[2]! > 0 ? (C * Math.sqrt(B * B + 2 * A * A - 2 * C * C) - A * B) / denominator : Number.NaN;
    const scale = factors[0]! / (x * x + 2 * y * y);
    out[0] = scale * (1 + a * a * x * x + 2 * a * a * x * y * r - factors[1]! * a * (2 * x - 1 / 3) * Math.sqrt(1 + 2 * r * r));
    out[1] = r;
  };
}
