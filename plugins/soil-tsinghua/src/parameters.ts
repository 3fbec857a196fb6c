import type { Quantities, Quantity } from "@inversa/core";

/*
 * Elasticity and yield surface. Plausible ranges are Inversa's, from the shape of the curves.
 */

export const K0 = { unit: "1", symbol: "K_0", bounds: [50, 5000], plausible: [200, 600], scale: "log", about: "elastic bulk modulus over atmospheric pressure at p = pa" } as const satisfies Quantity;
export const G0 = { unit: "1", symbol: "G_0", bounds: [25, 5000], plausible: [100, 400], scale: "log", about: "elastic shear modulus over atmospheric pressure at p = pa" } as const satisfies Quantity;
export const n = { unit: "1", symbol: "n", bounds: [0, 1], plausible: [0.4, 0.6], about: "elastic exponent: how both moduli grow with p" } as const satisfies Quantity;
export const k = { unit: "1", symbol: "k", bounds: [0.3, 0.95], plausible: [0.5, 0.9], about: "half axis of the ellipse along p over its centre h; below 1 the ellipses have a common tangent, the strength line" } as const satisfies Quantity;
export const r = { unit: "1", symbol: "r", bounds: [0.5, 4], plausible: [1, 2.5], about: "half axis of the ellipse along q over that along p; k r is the stress ratio without dilation" } as const satisfies Quantity;
export const pa = { unit: "kPa", symbol: "p_a", bounds: [90, 110], default: 101.325, about: "atmospheric pressure; K0, G0 and m4 belong to the value used with them" } as const satisfies Quantity;

/** The parameters that do not belong to the hardening. */
export const shape = { K0, G0, n, k, r } as const satisfies Quantities;

/** A value for each of them. */
export interface Shape {
  readonly K0: number;
  readonly G0: number;
  readonly n: number;
  readonly k: number;
  readonly r: number;
  readonly pa: number;
}

/** Elastic bulk modulus in kPa; the shear modulus is G0/K0 of it. */
export const bulkModulus = (s: Shape, p: number): number => s.K0 * s.pa * (p / s.pa) ** s.n;

/** The integral of dp/K from p0 to p, smooth through n = 1. */
export function elasticVolume(s: Shape, p0: number, p: number): number {
  const exponent = 1 - s.n;
  const span = Math.log(p / p0);
  return (exponent === 0 ? span : ((p0 / s.pa) ** exponent * Math.expm1(exponent * span)) / exponent) / s.K0;
}

/** Mean stress after an elastic volumetric strain: the inverse of {@link elasticVolume}. */
export function meanAfter(s: Shape, p0: number, volume: number): number {
  const exponent = 1 - s.n;
  const scaled = s.K0 * volume;
  return exponent === 0 ? p0 * Math.exp(scaled) : p0 * Math.exp(Math.log1p((scaled * exponent) / (p0 / s.pa) ** exponent) / exponent);
}
