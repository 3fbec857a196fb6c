import type { Quantity } from "@inversa/core";

/*
 * Parameters of the Cam-Clay models. Plausible ranges span published clays (London, Weald, kaolin: Schofield and Wroth 1968) and calibrations on kaolin.
 */

export const M = { unit: "1", symbol: "M", bounds: [0.1, 2.5], plausible: [0.7, 1.7], about: "stress ratio q/p at the critical state; the same in extension" } as const satisfies Quantity;
export const lambda = { unit: "1", symbol: "λ", bounds: [0.002, 1], plausible: [0.03, 0.4], scale: "log", about: "slope of the normal compression line in v and ln p (Cc / 2.303)" } as const satisfies Quantity;
export const kappa = { unit: "1", symbol: "κ", bounds: [0.0002, 0.5], plausible: [0.005, 0.15], scale: "log", about: "slope of swelling lines in v and ln p" } as const satisfies Quantity;
export const nu = { unit: "1", symbol: "ν", bounds: [0, 0.49], plausible: [0.1, 0.35], about: "Poisson's ratio; without meaning under the option `shear: constant`" } as const satisfies Quantity;
export const N = { unit: "1", symbol: "N", bounds: [1, 12], plausible: [1.7, 4.5], about: "specific volume v = 1 + e on the isotropic normal compression line at p = 1 kPa; gives the initial void ratio of tests that do not state theirs" } as const satisfies Quantity;
export const G = { unit: "kPa", symbol: "G", bounds: [0, 1_000_000], plausible: [500, 50_000], default: 0, about: "shear modulus under the option `shear: constant`; without meaning otherwise" } as const satisfies Quantity;

/** The relation that the slopes must fulfil. */
export const inconsistent = (p: { readonly lambda: number; readonly kappa: number }): string | undefined =>
  p.kappa < p.lambda ? undefined : `swelling must be stiffer than first compression: kappa = ${p.kappa} must be smaller than lambda = ${p.lambda}`;
