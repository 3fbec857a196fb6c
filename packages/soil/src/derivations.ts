import type { Derivation } from "@inversa/core";

/*
 * How one channel follows from others that a file may hold instead. Strains from void ratios are natural (logarithmic), as the protocols define them.
 */

export const deviatorFromStresses: Derivation = { gives: "deviatorStress", from: ["axialEffectiveStress", "radialEffectiveStress"], by: (a, r) => a - r, about: "q = axial - radial effective stress" };
export const deviatorFromMean: Derivation = { gives: "deviatorStress", from: ["axialEffectiveStress", "meanEffectiveStress"], by: (a, p) => 1.5 * (a - p), about: "q = 3/2 (axial effective stress - p')" };
export const deviatorFromTotal: Derivation = { gives: "deviatorStress", from: ["axialTotalStress", "cellPressure"], by: (a, cell) => a - cell, about: "q = total axial stress - cell pressure" };
export const meanFromStresses: Derivation = { gives: "meanEffectiveStress", from: ["axialEffectiveStress", "radialEffectiveStress"], by: (a, r) => (a + 2 * r) / 3, about: "p' = (axial + 2 radial effective stress) / 3" };

export const radialFromVolumetric: Derivation = { gives: "radialStrain", from: ["volumetricStrain", "axialStrain"], by: (v, a) => (v - a) / 2, about: "radial strain = (volumetric - axial strain) / 2" };
export const volumetricFromRadial: Derivation = { gives: "volumetricStrain", from: ["axialStrain", "radialStrain"], by: (a, r) => a + 2 * r, about: "volumetric strain = axial + 2 radial strain" };
export const volumetricFromVoidRatio: Derivation = { gives: "volumetricStrain", from: ["voidRatio", "initialVoidRatio"], by: (e, e0) => Math.log((1 + e0) / (1 + e)), about: "volumetric strain = ln((1 + e0) / (1 + e))" };

export const voidRatioAtStart: Derivation = { gives: "initialVoidRatio", from: ["voidRatio"], by: (e) => e, reading: "first", about: "e0 = first void ratio" };

/** Radial stress is constant in a drained test, so every reading gives it and the median is the steadiest. */
export const constantRadialStress: readonly Derivation[] = [
  { gives: "confiningPressure", from: ["radialEffectiveStress"], by: (r) => r, about: "confining pressure = effective radial stress" },
  { gives: "confiningPressure", from: ["meanEffectiveStress", "deviatorStress"], by: (p, q) => p - q / 3, about: "confining pressure = p' - q/3" },
  { gives: "confiningPressure", from: ["axialEffectiveStress", "deviatorStress"], by: (a, q) => a - q, about: "confining pressure = axial effective stress - q" },
  { gives: "confiningPressure", from: ["cellPressure", "backPressure"], by: (cell, back) => cell - back, about: "confining pressure = cell pressure - back pressure" },
];

/** Where the radial stress changes during the test, the first reading counts. */
export const firstRadialStress: readonly Derivation[] = constantRadialStress.map((d): Derivation => ({ ...d, reading: "first", about: `${d.about}, first reading` }));

/** Below this share of the confining pressure a deviator stress at the start is seating or zero drift of the load cell, not anisotropic consolidation. */
const seating = 0.05;

export const axialStressAtStart: Derivation = {
  gives: "initialAxialStress", from: ["confiningPressure", "deviatorStress"], reading: "first",
  by: (r, q) => (Math.abs(q) <= seating * r ? Number.NaN : r + q),
  about: `initial axial stress = confining pressure + first q, which exceeds ${100 * seating} % of the pressure (less would be seating of the piston)`,
};
