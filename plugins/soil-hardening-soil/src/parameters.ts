import type { Quantity } from "@inversa/core";

/*
 * Parameters of shear hardening. Plausible ranges: sands and silts in T. Schanz, P. A. Vermeer, P. G. Bonnier (1999) and customary practice.
 */

export const E50ref = { unit: "kPa", symbol: "E_{50}^{ref}", bounds: [100, 1e7], plausible: [3e3, 2e5], scale: "log", about: "secant modulus at half the strength in drained triaxial compression, at σ3 = pref" } as const satisfies Quantity;
export const Eurref = { unit: "kPa", symbol: "E_{ur}^{ref}", bounds: [200, 5e7], plausible: [9e3, 8e5], scale: "log", about: "Young's modulus of unloading and reloading at σ3 = pref" } as const satisfies Quantity;
export const m = { unit: "1", symbol: "m", bounds: [0, 1.5], plausible: [0.3, 1], about: "exponent: how the moduli grow with σ3" } as const satisfies Quantity;
export const c = { unit: "kPa", symbol: "c", bounds: [0, 2000], plausible: [0, 50], about: "cohesion" } as const satisfies Quantity;
export const phi = { unit: "deg", symbol: "φ", bounds: [1, 60], plausible: [20, 45], about: "friction angle" } as const satisfies Quantity;
export const psi = { unit: "deg", symbol: "ψ", bounds: [0, 40], plausible: [0, 18], about: "dilatancy angle at failure" } as const satisfies Quantity;
export const nu = { unit: "1", symbol: "ν_{ur}", bounds: [0, 0.49], plausible: [0.1, 0.35], default: 0.2, about: "Poisson's ratio of unloading and reloading" } as const satisfies Quantity;
export const pref = { unit: "kPa", symbol: "p^{ref}", bounds: [1, 1000], default: 100, about: "pressure to which the reference moduli belong" } as const satisfies Quantity;
export const Rf = { unit: "1", symbol: "R_f", bounds: [0.1, 1], plausible: [0.7, 0.95], default: 0.9, about: "failure ratio: strength over the asymptote of the hyperbola" } as const satisfies Quantity;

/** Values of the parameters, in the units above. */
export type HardeningParameters = { readonly [K in "E50ref" | "Eurref" | "m" | "c" | "phi" | "psi" | "nu" | "pref" | "Rf"]: number };

/** Relations without which the equations mean nothing, as a sentence. */
export function inconsistent(p: HardeningParameters): string | undefined {
  if (p.psi > p.phi) return `the dilatancy angle psi = ${p.psi}° must not exceed the friction angle phi = ${p.phi}°`;
  const initial = (2 * p.E50ref) / (2 - p.Rf);
  // Otherwise loading would give negative plastic strain.
  return p.Eurref > initial ? undefined : `unloading must be stiffer than first loading at its start: Eurref = ${p.Eurref} kPa is not above 2 E50ref/(2 - Rf) = ${initial.toPrecision(6)} kPa`;
}
