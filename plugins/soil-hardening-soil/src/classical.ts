import type { Classical, ClassicalNote } from "@inversa/core";
import { lineThrough } from "@inversa/numerics";
import { averaged, drainedShear, foundByHand, type MeasuredShear, peakOf, powerLaw, strainAtDeviator, strengthFromPeaks, twoPointHyperbola, unloadingModuli } from "@inversa/soil";
import { pref as reference, type HardeningParameters } from "./parameters.ts";

const degree = Math.PI / 180;

/** Readings over which a rate of dilation is taken. */
const window = 5;

/** sin ψ = D/(2 + D) of the fastest dilation D = -dεv/dεa; zero for a soil that only contracts, NaN without volumetric strains. */
function dilatancyAngle({ axialStrain, volumetricStrain }: MeasuredShear): number {
  const rates: number[] = [];
  for (let i = 0; i + window <= axialStrain.length; i++) rates.push(-lineThrough(axialStrain.slice(i, i + window), volumetricStrain.slice(i, i + window)).slope);
  const known = rates.filter(Number.isFinite);
  const fastest = known.length === 0 ? Number.NaN : Math.max(0, ...known);
  return Math.asin(fastest / (2 + fastest)) / degree;
}

/**
 * Stiffness and strength as T. Schanz, P. A. Vermeer and P. G. Bonnier (1999) define them: secants at half the strength over the stress ratio
 * R = (σ3 + c cot φ)/(pref + c cot φ), the failure ratio by a hyperbola through 70 and 95 % of the strength, ψ from the fastest dilation.
 */
export const classicalHardening: Classical<keyof HardeningParameters> = (tests, held) => {
  const shear = drainedShear(tests);
  if (shear.length === 0) return { values: {}, notes: [{ of: ["E50ref", "m", "c", "phi", "psi", "Rf"], text: "they are read from drained triaxial tests on isotropically consolidated specimens, and there is none with a deviator stress" }] };
  const { pref = reference.default } = held;
  const strength = strengthFromPeaks(shear.map((test) => ({ s3: test.s3, qf: peakOf(test).qf })), pref, { c: held.c, phi: held.phi, dphi: 0 });
  const phi = (held.phi ?? strength.phi ?? 30) * degree;
  const shift = (held.c ?? strength.c ?? 0) / Math.tan(phi);
  const ratio = (s3: number): number => (s3 + shift) / (pref + shift);
  const secants = shear.map((test) => {
    const half = peakOf(test).qf / 2;
    return { s3: test.s3, E50: half / strainAtDeviator(test, half) };
  }).filter(({ E50 }) => Number.isFinite(E50) && E50 > 0);
  const stiffness = powerLaw(secants.map(({ s3 }) => ratio(s3)), secants.map(({ E50 }) => E50), { number: held.E50ref, exponent: held.m });
  const loops = unloadingModuli(tests);
  const exponent = held.m ?? stiffness?.exponent;
  const unloading = exponent === undefined ? undefined : powerLaw(loops.map(({ s3 }) => ratio(s3)), loops.map(({ Eur }) => Eur), { exponent });
  const curves = shear.map(twoPointHyperbola);
  const angles = shear.map(dilatancyAngle).filter(Number.isFinite);
  const notes: readonly ClassicalNote<keyof HardeningParameters>[] = [
    ...strength.notes.filter(({ of }) => !of.includes("dphi")).map(({ text }) => ({ of: ["c", "phi"] as const, text })),
    ...curves.flatMap((curve) => (typeof curve === "string" ? [{ of: ["Rf"] as const, text: curve }] : [])),
    ...(stiffness ? [] : [{ of: ["E50ref", "m"] as const, text: "one confining pressure does not show how the modulus grows with it" }]),
    ...(loops.length > 0 ? [] : [{ of: ["Eurref"] as const, text: "no test unloads" }]),
    ...(angles.length > 0 ? [] : [{ of: ["psi"] as const, text: "no drained test has volumetric strains" }]),
    { of: ["nu"], text: "Poisson's ratio of unloading is not read from the curves" },
  ];
  return foundByHand({
    E50ref: { value: stiffness?.number, interval95: stiffness?.number95 },
    m: { value: stiffness?.exponent, interval95: stiffness?.exponent95 },
    Eurref: { value: unloading?.number, interval95: unloading?.number95 },
    c: { value: strength.c, interval95: strength.c95 },
    phi: { value: strength.phi, interval95: strength.phi95 },
    psi: averaged(angles),
    Rf: averaged(curves.flatMap((curve) => (typeof curve === "string" ? [] : [curve.Rf]))),
  }, notes);
};
