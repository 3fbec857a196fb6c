import type { Classical, ClassicalNote } from "@inversa/core";
import { averaged, drainedShear, type FoundByHand, foundByHand, type MeasuredShear, type MeasuredTest, peakOf, powerLaw, strainAtDeviator, strengthFromPeaks, twoPointHyperbola, unloadingModuli, volumeAtStrain } from "@inversa/soil";
import { lineThrough } from "@inversa/numerics";
import { pa as atmosphere } from "./parameters.ts";

type Shared = "K" | "n" | "Rf" | "c" | "phi" | "dphi" | "Kur" | "pa";
type Held = { readonly [K in Shared | "Kb" | "m" | "G" | "F" | "D"]?: number };

/** What both models share: stiffness, failure ratio, strength. */
function hyperbolic(tests: readonly MeasuredTest[], held: Held): { readonly found: { readonly [K in Exclude<Shared, "pa">]?: FoundByHand }; readonly notes: readonly ClassicalNote<Shared>[]; readonly shear: readonly MeasuredShear[]; readonly pa: number } {
  const { pa = atmosphere.default } = held;
  const shear = drainedShear(tests);
  if (shear.length === 0) return { found: {}, shear, pa, notes: [{ of: ["K", "n", "Rf", "c", "phi", "dphi"], text: "they are read from drained triaxial tests on isotropically consolidated specimens, and there is none with a deviator stress" }] };
  const curves = shear.map((test) => ({ test, curve: twoPointHyperbola(test) }));
  const good = curves.flatMap(({ test: { s3 }, curve }) => (typeof curve === "string" ? [] : [{ s3, ...curve }]));
  const stiffness = powerLaw(good.map(({ s3 }) => s3 / pa), good.map(({ Ei }) => Ei / pa), { number: held.K, exponent: held.n });
  const strength = strengthFromPeaks(shear.map((test) => ({ s3: test.s3, qf: peakOf(test).qf })), pa, held);
  const rising = shear.filter((test) => peakOf(test).at === test.deviatorStress.length - 1).map(({ id }) => id);
  const exponent = stiffness?.exponent ?? held.n;
  const loops = unloadingModuli(tests);
  const unloading = exponent === undefined ? undefined : powerLaw(loops.map(({ s3 }) => s3 / pa), loops.map(({ Eur }) => Eur / pa), { exponent });
  return {
    shear, pa,
    found: {
      K: { value: stiffness?.number, interval95: stiffness?.number95 },
      n: { value: stiffness?.exponent, interval95: stiffness?.exponent95 },
      Rf: averaged(good.map(({ Rf }) => Rf)),
      c: { value: strength.c, interval95: strength.c95 },
      phi: { value: strength.phi, interval95: strength.phi95 },
      dphi: { value: strength.dphi, interval95: strength.dphi95 },
      Kur: { value: unloading?.number, interval95: unloading?.number95 },
    },
    notes: [
      ...curves.flatMap(({ curve }) => (typeof curve === "string" ? [{ of: ["K", "n", "Rf"] as const, text: curve }] : [])),
      ...(stiffness ? [] : [{ of: ["K", "n"] as const, text: good.length > 0 ? "one confining pressure does not show how the modulus grows with it" : "no test gives an initial modulus" }]),
      ...strength.notes,
      ...(rising.length > 0 ? [{ of: ["Rf", "c", "phi", "dphi"] as const, text: `the deviator stress of ${rising.join(", ")} is largest at the last reading, which is taken as the strength` }] : []),
      ...(loops.length > 0 || held.Kur !== undefined ? [] : [{ of: ["Kur"] as const, text: "no test unloads" }]),
    ],
  };
}

/** Bulk modulus of one test, B = q/(3 εv) at 70 % of the strength, or at the largest contraction where that comes first; NaN where the soil does not contract. */
function bulkModulus(test: MeasuredShear): number {
  const level = 0.7 * peakOf(test).qf;
  const strain = strainAtDeviator(test, level);
  const most = test.volumetricStrain.reduce((best, v, i) => (v > (test.volumetricStrain[best] ?? -Infinity) ? i : best), 0);
  const [q, v] = test.axialStrain[most]! < strain ? [test.deviatorStress[most]!, test.volumetricStrain[most]!] : [level, volumeAtStrain(test, strain)];
  return v > 0 && q > 0 ? q / (3 * v) : Number.NaN;
}

/**
 * The procedure of Duncan, Byrne, Wong and Mabry, report UCB/GT/80-01 (1980): hyperbolas through the points at 70 and 95 % of the strength, strength from the
 * peaks, bulk moduli at 70 %, and log-log lines over the confining pressure.
 */
export const classicalEb: Classical<Shared | "Kb" | "m"> = (tests, held) => {
  const { found, notes, shear, pa } = hyperbolic(tests, held);
  const moduli = shear.map((test) => ({ s3: test.s3, B: bulkModulus(test), id: test.id })).filter(({ B }) => B > 0);
  const bulk = powerLaw(moduli.map(({ s3 }) => s3 / pa), moduli.map(({ B }) => B / pa), { number: held.Kb, exponent: held.m });
  const why = moduli.length === 0 ? "no drained test has a volumetric strain that contracts" : "one confining pressure does not show how the bulk modulus grows with it";
  return foundByHand({ ...found, Kb: { value: bulk?.number, interval95: bulk?.number95 }, m: { value: bulk?.exponent, interval95: bulk?.exponent95 } }, [...notes, ...(bulk || shear.length === 0 ? [] : [{ of: ["Kb", "m"] as const, text: why }])]);
};

/** -εr/εa = νi + D (-εr) of one test before 95 % of the strength and its largest contraction; each point counts as its strain, since a ratio of small strains is unsure. */
function poissonLine(test: MeasuredShear): { readonly nu: number; readonly D: number } | undefined {
  const end = strainAtDeviator(test, 0.95 * peakOf(test).qf);
  const most = test.volumetricStrain.reduce((best, v, i) => (v > (test.volumetricStrain[best] ?? -Infinity) ? i : best), 0);
  const points = test.axialStrain.flatMap((strain, i) => {
    const lateral = (strain - test.volumetricStrain[i]!) / 2;
    return strain > 0 && strain <= end && i <= Math.max(most, 3) && Number.isFinite(lateral) ? [{ strain, lateral }] : [];
  });
  if (points.length < 2) return undefined;
  // Normal equations of lateral = νi strain + D strain lateral.
  let [ss, sp, pp, sl, pl] = [0, 0, 0, 0, 0];
  for (const { strain, lateral } of points) {
    const product = strain * lateral;
    [ss, sp, pp, sl, pl] = [ss + strain * strain, sp + strain * product, pp + product * product, sl + strain * lateral, pl + product * lateral];
  }
  const determinant = ss * pp - sp * sp;
  if (!(determinant > 1e-12 * ss * pp)) return undefined;
  return { nu: (sl * pp - pl * sp) / determinant, D: (ss * pl - sp * sl) / determinant };
}

/** The same for the tangent Poisson's ratio of F. H. Kulhawy and J. M. Duncan (1972): νi = G - F log10(σ3/pa) from a line over the confining pressure, D as the mean. */
export const classicalEmu: Classical<Shared | "G" | "F" | "D"> = (tests, held) => {
  const { found, notes, shear, pa } = hyperbolic(tests, held);
  const lines = shear.flatMap((test) => {
    const line = poissonLine(test);
    return line ? [{ x: Math.log10(test.s3 / pa), ...line }] : [];
  });
  const shown = { D: averaged(lines.map((line) => line.D)) };
  if (lines.length === 0) return foundByHand({ ...found, ...shown }, [...notes, ...(shear.length > 0 ? [{ of: ["G", "F", "D"] as const, text: "no drained test has enough volumetric strains before it dilates" }] : [])]);
  if (held.F !== undefined || Math.max(...lines.map(({ x }) => x)) - Math.min(...lines.map(({ x }) => x)) < 0.02) {
    const G = averaged(lines.map(({ x, nu }) => nu + (held.F ?? 0) * x));
    return foundByHand({ ...found, ...shown, G }, [...notes, ...(held.F === undefined ? [{ of: ["F"] as const, text: "one confining pressure does not show how Poisson's ratio falls with it; G belongs to that pressure" }] : [])]);
  }
  const { intercept, slope, interceptMargin, slopeMargin, freedom } = lineThrough(lines.map(({ x }) => x), lines.map(({ nu }) => nu));
  return foundByHand({
    ...found, ...shown,
    G: { value: intercept, ...(freedom > 0 ? { interval95: [intercept - interceptMargin, intercept + interceptMargin] } : {}) },
    F: { value: -slope, ...(freedom > 0 ? { interval95: [-slope - slopeMargin, -slope + slopeMargin] } : {}) },
  }, notes);
};
