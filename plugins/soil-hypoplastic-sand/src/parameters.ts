import type { Quantity } from "@inversa/core";

/*
 * The eight parameters of von Wolffersdorff's model. Plausible ranges: sands in I. Herle, G. Gudehus, Mech. Cohes.-Frict. Mater. 4 (1999) 461-486, and
 * published calibrations of Hochstetten and Karlsruhe sand, slightly widened.
 */

export const phic = { unit: "deg", symbol: "φ_c", bounds: [15, 50], plausible: [28, 38], about: "critical friction angle" } as const satisfies Quantity;
export const hs = { unit: "kPa", symbol: "h_s", bounds: [1e3, 1e9], plausible: [1e5, 2e7], scale: "log", about: "granulate hardness: how hard the grains are as a skeleton" } as const satisfies Quantity;
export const n = { unit: "1", symbol: "n", bounds: [0.05, 0.95], plausible: [0.2, 0.5], about: "exponent of compression" } as const satisfies Quantity;
export const ed0 = { unit: "1", symbol: "e_{d0}", bounds: [0.1, 2], plausible: [0.4, 0.7], about: "void ratio of the densest state at zero pressure" } as const satisfies Quantity;
export const ec0 = { unit: "1", symbol: "e_{c0}", bounds: [0.2, 3], plausible: [0.75, 1.1], about: "critical void ratio at zero pressure" } as const satisfies Quantity;
export const ei0 = { unit: "1", symbol: "e_{i0}", bounds: [0.25, 4], plausible: [0.85, 1.35], about: "void ratio of the loosest state at zero pressure" } as const satisfies Quantity;
export const alpha = { unit: "1", symbol: "α", bounds: [0, 1], plausible: [0.05, 0.3], about: "exponent of density for the peak strength and dilatancy" } as const satisfies Quantity;
export const beta = { unit: "1", symbol: "β", bounds: [0, 5], plausible: [1, 2.5], about: "exponent of density for the stiffness" } as const satisfies Quantity;

/** Values of the parameters, in the units above. */
export type SandParameters = { readonly [K in "phic" | "hs" | "n" | "ed0" | "ec0" | "ei0" | "alpha" | "beta"]: number };

const shown = (value: number): string => String(Number(value.toPrecision(6)));

/** Relations without which the equations mean nothing, as a sentence. */
export function inconsistent(p: SandParameters): string | undefined {
  if (!(p.ed0 < p.ec0)) return `the densest state must be denser than the critical one: ed0 = ${shown(p.ed0)} is not below ec0 = ${shown(p.ec0)}`;
  if (!(p.ec0 < p.ei0)) return `the critical state must be denser than the loosest one: ec0 = ${shown(p.ec0)} is not below ei0 = ${shown(p.ei0)}`;
  const loosest = ((p.ei0 - p.ed0) / (p.ec0 - p.ed0)) ** p.alpha;
  // The stiffness factor fs divides by 3 + a² - a √3 fd at the loosest state; it is positive for every friction angle below 2.
  return loosest < 2 ? undefined : `the loosest state has no stiffness in isotropic compression: ((ei0 - ed0)/(ec0 - ed0))^alpha = ${loosest.toPrecision(4)} must stay below 2`;
}
