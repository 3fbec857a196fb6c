import type { Quantity } from "@inversa/core";

/*
 * Parameters of the hyperbolic models. Plausible ranges: Duncan, Byrne, Wong & Mabry (1980), widened to what drained tests on sands and rockfill give.
 */

export const K = { unit: "1", symbol: "K", bounds: [10, 20_000], plausible: [30, 1500], scale: "log", about: "modulus number: initial Young's modulus over atmospheric pressure at σ3 = pa" } as const satisfies Quantity;
export const n = { unit: "1", symbol: "n", bounds: [0, 1.5], plausible: [0, 1.1], about: "modulus exponent: how the initial modulus grows with σ3" } as const satisfies Quantity;
export const Rf = { unit: "1", symbol: "R_f", bounds: [0, 1], plausible: [0.5, 0.95], about: "failure ratio: strength over the asymptote of the hyperbola" } as const satisfies Quantity;
export const c = { unit: "kPa", symbol: "c", bounds: [0, 2000], plausible: [0, 100], about: "cohesion" } as const satisfies Quantity;
export const phi = { unit: "deg", symbol: "φ_0", bounds: [0, 65], plausible: [20, 56], about: "friction angle at σ3 = pa" } as const satisfies Quantity;
export const dphi = { unit: "deg", symbol: "Δφ", bounds: [-5, 20], plausible: [0, 11], default: 0, about: "drop of the friction angle per tenfold σ3 (log10)" } as const satisfies Quantity;
export const Kb = { unit: "1", symbol: "K_b", bounds: [1, 20_000], plausible: [20, 1500], scale: "log", about: "bulk modulus number: bulk modulus over atmospheric pressure at σ3 = pa" } as const satisfies Quantity;
export const m = { unit: "1", symbol: "m", bounds: [-1, 1.5], plausible: [-0.2, 1], about: "bulk modulus exponent" } as const satisfies Quantity;
export const G = { unit: "1", symbol: "G", bounds: [0, 0.49], plausible: [0.2, 0.45], about: "initial Poisson's ratio at σ3 = pa" } as const satisfies Quantity;
export const F = { unit: "1", symbol: "F", bounds: [-0.5, 0.5], plausible: [0, 0.2], about: "drop of the initial Poisson's ratio per tenfold σ3 (log10)" } as const satisfies Quantity;
export const D = { unit: "1", symbol: "D", bounds: [0, 50], plausible: [0, 15], about: "how fast Poisson's ratio grows with strain" } as const satisfies Quantity;
export const pa = { unit: "kPa", symbol: "p_a", bounds: [90, 110], default: 101.325, about: "atmospheric pressure; K and Kb belong to the value used with them" } as const satisfies Quantity;

/** Numbers up to this are a ratio to K: no soil that K >= 10 admits unloads with a modulus number below 10. */
export const largestRatio = 10;

export const Kur = {
  unit: "1", symbol: "K_{ur}", bounds: [1, 40_000], plausible: [60, 4500], scale: "log", default: 2,
  about: `unloading modulus number; a value up to ${largestRatio} is a ratio to K, so that the default 2 is the customary 2K`,
} as const satisfies Quantity;

/** The unloading modulus number that a given Kur means. */
export const unloadingNumber = (given: number, modulusNumber: number): number => (given <= largestRatio ? given * modulusNumber : given);

/** Relations that both models share. */
export function inconsistent(p: { readonly K: number; readonly c: number; readonly phi: number; readonly Kur: number }): string | undefined {
  if (p.c === 0 && p.phi === 0) return "a soil without cohesion (c = 0) and friction (phi = 0) has no strength";
  const unloading = unloadingNumber(p.Kur, p.K);
  if (unloading < p.K) return `unloading cannot be softer than first loading: Kur = ${unloading} lies below K = ${p.K}`;
  return undefined;
}
