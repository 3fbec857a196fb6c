import type { Classical, ClassicalNote } from "@inversa/core";
import { lineThrough } from "@inversa/numerics";
import { averaged, drainedShear, foundByHand, type MeasuredShear, peakOf, powerLaw, twoPointHyperbola, unloadingModuli } from "@inversa/soil";
import { type LadeDuncanParameters, parameters } from "./parameters.ts";

type Name = keyof LadeDuncanParameters;

/** Readings over which the ratio of plastic strains is taken. */
const window = 5;
/** Shares of the way from the threshold to the strength between which the hardening hyperbola is read: below, its ratio is of two small numbers. */
const read = [0.3, 0.97] as const;

/** I1³/I3 at a stress ratio σ1/σ3. */
const levelAt = (x: number): number => (x + 2) ** 3 / x;

/** What one test says of hardening and flow. */
interface Hardening {
  /** Slope and level of Wp/(f - ft) over Wp. */
  readonly a: number;
  readonly d: number;
  /** k2 - 27 over f - 27. */
  readonly A: number;
}

/**
 * Plastic work and plastic strain ratios of one test, the elastic strains taken off with the given modulus.
 * k2 = 3 I1² (1 + νp)/(σ3 (σ1 + νp σ3)) with νp = -dε3p/dε1p; A by least squares through the isotropic point, where f and k2 are 27.
 */
function hardeningOf({ s3, axialStrain, deviatorStress, volumetricStrain }: MeasuredShear, Eur: number, nu: number, ft: number, kf: number): Hardening | undefined {
  const plastic = axialStrain.map((axial, i) => {
    const q = deviatorStress[i]!;
    return { q, f: levelAt(1 + q / s3), axial: axial - q / Eur, radial: (volumetricStrain[i]! - axial) / 2 + (nu * q) / Eur };
  }).filter(({ radial }) => Number.isFinite(radial));
  const share = (f: number): number => (f - ft) / (kf - ft);
  let [work, sum, square] = [0, 0, 0];
  const works: number[] = [];
  const ratios: number[] = [];
  for (const [i, { q, f, axial, radial }] of plastic.entries()) {
    const before = plastic[i - 1] ?? { q: 0, axial: 0, radial: 0 };
    work += (s3 + (q + before.q) / 2) * (axial - before.axial) + 2 * s3 * (radial - before.radial);
    if (share(f) > read[0] && share(f) < read[1]) {
      works.push(work);
      ratios.push(work / (f - ft));
    }
    const near = plastic.slice(i, i + window);
    if (near.length < window || !(share(f) > read[0]) || share(near.at(-1)!.f) > read[1]) continue;
    const middle = near[(window - 1) / 2]!;
    const s1 = s3 + middle.q;
    const poisson = -lineThrough(near.map((point) => point.axial), near.map((point) => point.radial)).slope;
    const k2 = (3 * (s1 + 2 * s3) ** 2 * (1 + poisson)) / (s3 * (s1 + poisson * s3));
    if (!Number.isFinite(k2)) continue;
    sum += (middle.f - 27) * (k2 - 27);
    square += (middle.f - 27) ** 2;
  }
  if (works.length < 3 || square === 0) return undefined;
  const { intercept: a, slope: d } = lineThrough(works, ratios);
  return a > 0 && d > 0 ? { a, d, A: sum / square } : undefined;
}

/**
 * As P. V. Lade and J. M. Duncan (1975) determine their parameters from drained triaxial tests: kf from the peaks, elastic moduli from unloading, A from the plastic strain ratios,
 * the hardening hyperbola from the plastic work, its start over the confining pressure.
 */
export const classicalLadeDuncan: Classical<Name> = (tests, held) => {
  const notes: ClassicalNote<Name>[] = [];
  const shear = drainedShear(tests);
  if (shear.length === 0) return { values: {}, notes: [{ of: ["kf", "A", "rf", "M", "l"], text: "they are read from drained triaxial tests on isotropically consolidated specimens, and there is none with a deviator stress" }] };
  const { pa = parameters.pa.default, nu = parameters.nu.default, ft = 27 } = held;
  if (held.ft === undefined) notes.push({ of: ["ft"], text: "taken as 27, yield from the isotropic state on" });
  const strength = averaged(shear.map((test) => levelAt(1 + peakOf(test).qf / test.s3)));
  const kf = held.kf ?? strength.value!;

  const loops = unloadingModuli(tests);
  const elastic = powerLaw(loops.map(({ s3 }) => s3 / pa), loops.map(({ Eur }) => Eur / pa), { number: held.Kur, exponent: held.n });
  const initial = shear.flatMap((test) => {
    const curve = twoPointHyperbola(test);
    return typeof curve === "string" ? [] : [{ s3: test.s3, E: 2 * curve.Ei }];
  });
  const [number, exponent] = [held.Kur ?? elastic?.number, held.n ?? elastic?.exponent];
  const stiffness = number !== undefined && exponent !== undefined ? { number, exponent } : powerLaw(initial.map(({ s3 }) => s3 / pa), initial.map(({ E }) => E / pa), { number, exponent });
  if (!elastic) notes.push({ of: ["Kur", "n"], text: `${loops.length > 0 ? "the tests that unload have one confining pressure" : "no test unloads"}; elastic strains were taken off with twice the initial modulus` });

  const found = stiffness ? shear.flatMap((test) => {
    const one = hardeningOf(test, stiffness.number * pa * (test.s3 / pa) ** stiffness.exponent, nu, ft, kf);
    return one ? [{ ...one, s3: test.s3 }] : [];
  }) : [];
  const start = powerLaw(found.map(({ s3 }) => s3 / pa), found.map(({ a }) => a / pa), { number: held.M, exponent: held.l });
  if (found.length === 0) notes.push({ of: ["A", "rf", "M", "l"], text: "no drained test has volumetric strains from which plastic work and strain ratios follow" });
  else if (!start) notes.push({ of: ["M", "l"], text: "one confining pressure does not show how hardening changes with it" });
  return foundByHand({
    kf: strength, A: averaged(found.map(({ A }) => A)), rf: averaged(found.map(({ d }) => d * (kf - ft))), ft: { value: ft },
    Kur: { value: elastic?.number, interval95: elastic?.number95 }, n: { value: elastic?.exponent, interval95: elastic?.exponent95 },
    M: { value: start?.number, interval95: start?.number95 }, l: { value: start?.exponent, interval95: start?.exponent95 },
  }, [...notes, { of: ["nu"], text: "Poisson's ratio of the elastic strains is not read from the curves" }]);
};
