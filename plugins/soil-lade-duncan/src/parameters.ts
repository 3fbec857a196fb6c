import type { Quantity } from "@inversa/core";

/*
 * Parameters of the model of 1975. Plausible ranges: those of sands; kf covers friction angles of about 30 to 48 degrees.
 */

export const Kur = { unit: "1", symbol: "K_{ur}", bounds: [20, 40_000], plausible: [400, 2500], scale: "log", about: "elastic modulus number: Young's modulus over atmospheric pressure at σ3 = pa" } as const satisfies Quantity;
export const n = { unit: "1", symbol: "n", bounds: [0, 1.5], plausible: [0.3, 0.7], about: "elastic exponent: how the elastic modulus grows with σ3" } as const satisfies Quantity;
export const nu = { unit: "1", symbol: "ν", bounds: [0, 0.49], plausible: [0.1, 0.35], default: 0.2, about: "Poisson's ratio of the elastic strains" } as const satisfies Quantity;
export const kf = { unit: "1", symbol: "k_f", bounds: [28, 2000], plausible: [42, 110], scale: "log", about: "strength: value of I1³/I3 at failure (27 without shear)" } as const satisfies Quantity;
export const A = { unit: "1", symbol: "A", bounds: [0, 0.95], plausible: [0.3, 0.5], about: "slope of the plastic potential's k2 over f; above 1/3 dilation begins with the first plastic strain" } as const satisfies Quantity;
export const rf = { unit: "1", symbol: "r_f", bounds: [0.2, 0.999], plausible: [0.88, 0.99], about: "failure ratio: f at failure over the asymptote of the hardening hyperbola, both above the threshold" } as const satisfies Quantity;
export const M = { unit: "1", symbol: "M", bounds: [1e-6, 0.5], plausible: [5e-4, 5e-3], scale: "log", about: "hardening number: plastic work needed per unit of f at the onset of yield, over pa, at σ3 = pa" } as const satisfies Quantity;
export const l = { unit: "1", symbol: "l", bounds: [0, 2], plausible: [0.7, 1.3], about: "hardening exponent: how that plastic work grows with σ3" } as const satisfies Quantity;
export const ft = { unit: "1", symbol: "f_t", bounds: [27, 40], plausible: [27, 28.5], about: "threshold: value of I1³/I3 below which there is no plastic strain" } as const satisfies Quantity;
export const pa = { unit: "kPa", symbol: "p_a", bounds: [90, 110], default: 101.325, about: "atmospheric pressure; Kur and M belong to the value used with them" } as const satisfies Quantity;

export const parameters = { Kur, n, nu, kf, A, rf, M, l, ft, pa } as const;

/** A value for every parameter. */
export type LadeDuncanParameters = { readonly [name in keyof typeof parameters]: number };

/** Relations between the parameters. */
export function inconsistent({ kf, ft }: LadeDuncanParameters): string | undefined {
  return kf > ft ? undefined : `the strength kf = ${kf} must lie above the threshold ft = ${ft}`;
}

/** Elastic modulus Eur = Kur pa (σ3/pa)^n in kPa. */
export const elasticModulus = (p: LadeDuncanParameters, s3: number): number => p.Kur * p.pa * (s3 / p.pa) ** p.n;

/** Initial slope of the hardening hyperbola, a = M pa (σ3/pa)^l in kPa. */
export const hardeningStart = (p: LadeDuncanParameters, s3: number): number => p.M * p.pa * (s3 / p.pa) ** p.l;

/** d of the hardening hyperbola f - ft = Wp/(a + d Wp). */
export const hardeningEnd = (p: LadeDuncanParameters): number => p.rf / (p.kf - p.ft);
