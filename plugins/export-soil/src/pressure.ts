import { choice } from "@inversa/core";

/** For which atmospheric pressure the modulus numbers are written. */
export const atmosphericPressure = choice({
  default: "estimate",
  choices: { estimate: "the value that the estimate was made with", "100": "100 kPa", "101.325": "101.325 kPa" },
  about: "the atmospheric pressure p_a that modulus numbers and friction angles are written for; they are converted, K' = K (pa/pa')^(1-n)",
});

export type AtmosphericPressure = keyof (typeof atmosphericPressure)["choices"];

type Values = Readonly<Record<string, number>>;

/** The parameters of the hyperbolic models for one atmospheric pressure, with the unloading modulus as a number of its own. Stresses in kPa, angles in degrees. */
export interface HyperbolicValues {
  readonly K: number;
  readonly n: number;
  readonly Rf: number;
  readonly c: number;
  readonly phi: number;
  readonly dphi: number;
  readonly Kur: number;
  readonly pa: number;
  /** E-B. */
  readonly Kb: number;
  readonly m: number;
}

/** In soil/duncan-chang-* a Kur up to this is a ratio to K. */
const largestRatio = 10;

/**
 * Moduli E = K pa (s3/pa)^n and angles phi - dphi log10(s3/pa) do not change when pa does: K' = K (pa/pa')^(1-n), phi' = phi - dphi log10(pa'/pa).
 * @param values Of soil/duncan-chang-eb or -emu, every parameter.
 */
export function hyperbolicFor(values: Values, wanted: AtmosphericPressure): HyperbolicValues {
  const { K, n, Rf, c, phi, dphi, Kur, pa, Kb = Number.NaN, m = Number.NaN } = values as unknown as HyperbolicValues;
  const target = wanted === "estimate" ? pa : Number(wanted);
  const number = (of: number, exponent: number): number => of * (pa / target) ** (1 - exponent);
  return {
    K: number(K, n), n, Rf, c, phi: phi - dphi * Math.log10(target / pa), dphi, Kur: number(Kur <= largestRatio ? Kur * K : Kur, n), pa: target, Kb: number(Kb, m), m,
  };
}

/** Shear hardening of the Hardening Soil model. Stresses in kPa, angles in degrees. */
export interface HardeningValues {
  readonly E50ref: number;
  readonly Eurref: number;
  readonly m: number;
  readonly c: number;
  readonly phi: number;
  readonly psi: number;
  readonly nu: number;
  readonly pref: number;
  readonly Rf: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The moduli of shear hardening for another reference pressure: they grow with (c cos phi + pref sin phi)^m. */
export function hardeningFor(values: Values, pref: number): HardeningValues {
  const v = values as unknown as HardeningValues;
  const strength = (p: number): number => v.c * Math.cos(radians(v.phi)) + p * Math.sin(radians(v.phi));
  const ratio = (strength(pref) / strength(v.pref)) ** v.m;
  const { E50ref, Eurref, m, c, phi, psi, nu, Rf } = v;
  return { E50ref: E50ref * ratio, Eurref: Eurref * ratio, m, c, phi, psi, nu, pref, Rf };
}

/** Models that Hardening Soil approximates. */
export const hyperbolicModels: readonly string[] = ["soil/duncan-chang-eb", "soil/duncan-chang-emu"];

/** How the approximation is announced. */
export const approximation = (program: string, set: string, { c, dphi }: Values): string =>
  `${program} has no Duncan-Chang model: this is an APPROXIMATION, the ${set} set whose first drained loading is the same hyperbola${c === 0 && dphi === 0 ? "" : " (exactly so only without cohesion and with a constant friction angle)"}`;

/**
 * The Hardening Soil parameters whose first drained loading is that of a hyperbolic model: E50ref = K pa (pref/pa)^n (2 - Rf)/2. Exact for c = 0 and dphi = 0 in
 * deviator stress against axial strain; an approximation with cohesion or a falling friction angle, and in volumetric strain always: the dilatancy angle is 0.
 */
export function hardeningFromHyperbolic(values: Values, pref: number): HardeningValues {
  const { K, n, Rf, c, phi, dphi, Kur, pa } = hyperbolicFor(values, "estimate");
  const stiffness = (number: number): number => number * pa * (pref / pa) ** n;
  return { E50ref: (stiffness(K) * (2 - Rf)) / 2, Eurref: stiffness(Kur), m: n, c, phi: phi - dphi * Math.log10(pref / pa), psi: 0, nu: 0.2, pref, Rf };
}
