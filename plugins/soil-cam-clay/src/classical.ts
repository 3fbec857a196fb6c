import type { Classical, ClassicalNote } from "@inversa/core";
import { averaged, finalStressRatios, type FoundByHand, foundByHand, isotropicCompression, oedometer } from "@inversa/soil";
import { type CompressionLines, compressionLines, type Reading, type Slope, swellingSlope } from "./compression-lines.ts";
import { ratioAtRest } from "./confined.ts";
import { type Clay, clayOf } from "./soil.ts";
import type { Surface } from "./surface.ts";

type Name = "M" | "lambda" | "kappa" | "nu" | "N" | "G";

/** Poisson's ratio with which the stress at rest is worked out where the study does not hold one; N changes by less than 0.01 over 0.1 to 0.35. */
const usualPoisson = 0.25;

/**
 * Critical state soil mechanics by hand (D. Muir Wood, Soil Behaviour and Critical State Soil Mechanics, 1990): M from stress ratios at the end of triaxial tests,
 * λ and κ from compression and swelling lines, N from the compression line at 1 kPa; of an oedometer test with the model's own stress at rest.
 */
export const classicalCamClay = (surfaceOf: (M: number) => Surface): Classical<Name> => (tests, held) => {
  const notes: ClassicalNote<Name>[] = [];
  const ends = finalStressRatios(tests);
  const M = averaged(ends.map(({ ratio }) => ratio));
  if (ends.length === 0) notes.push({ of: ["M"], text: "no triaxial test shows a stress ratio at its end" });
  const rising = ends.filter((end) => end.rising).map(({ id }) => id);
  if (rising.length > 0) notes.push({ of: ["M"], text: `the stress ratio of ${rising.join(", ")} still grows at the last reading, so M may be larger` });

  const lines = tests.flatMap((test) => (test.test.protocol === oedometer.id || test.test.protocol === isotropicCompression.id ? [compressionLines(test)] : [])).filter((found) => found !== undefined);
  const lambda = averagedSlopes(lines.flatMap(({ virgin }) => virgin ?? []));
  const rest = (slopes: Slopes): AtRest | undefined => atRest(slopes, held.nu ?? usualPoisson, surfaceOf);
  const kappa = averagedSlopes(lines.flatMap((line) => swellingOf(line, { M: held.M ?? M.value, lambda: held.lambda ?? lambda.value, kappa: held.kappa }, rest) ?? []));
  if (lambda.value === undefined) notes.push({ of: ["lambda", "N"], text: "no compression test has void ratios on first loading" });
  if (kappa.value === undefined) notes.push({ of: ["kappa"], text: "no compression test unloads" });
  else if (M.value === undefined && held.M === undefined && lines.some(({ branches, protocol }) => branches.length > 0 && protocol === oedometer.id)) notes.push({ of: ["kappa"], text: "read over the axial stress; the radial stress falls less in unloading, so kappa is larger" });
  notes.push({ of: ["nu", "G"], text: "the stiffness in shear before yield is not read from the curves" });

  const slopes = { M: held.M ?? M.value, lambda: held.lambda ?? lambda.value, kappa: held.kappa ?? kappa.value };
  const N = averaged(lines.flatMap((line) => interceptOf(line, slopes, rest) ?? []));
  if (N.value === undefined && lambda.value !== undefined) notes.push({ of: ["N"], text: "the stress at rest in an oedometer follows from M and kappa, and they are not known" });
  return foundByHand({ M, lambda, kappa, N }, notes);
};

interface Slopes {
  readonly M: number | undefined;
  readonly lambda: number | undefined;
  readonly kappa: number | undefined;
}

/** The clay with the stress ratio that first confined compression keeps. */
interface AtRest {
  readonly clay: Clay;
  readonly eta: number;
}

function atRest({ M, lambda, kappa }: Slopes, nu: number, surfaceOf: (M: number) => Surface): AtRest | undefined {
  if (M === undefined || lambda === undefined || kappa === undefined || !(kappa < lambda)) return undefined;
  const clay = clayOf({ M, lambda, kappa, nu, N: 1, G: 0 }, surfaceOf(M), { volume: "current", shear: "poisson", history: "conditions" });
  return { clay, eta: ratioAtRest(clay, 1, () => 1) };
}

/**
 * κ of one test. In an oedometer the mean stress unloads less than the axial one: elastically dσa = (1 + 4α/3) dp with α = G/K, from the stress at rest, which itself
 * follows from κ: two rounds settle it.
 */
function swellingOf({ branches, protocol }: CompressionLines, slopes: Slopes, rest: (slopes: Slopes) => AtRest | undefined): Slope | undefined {
  let found = swellingSlope(branches);
  for (let round = 0; round < 3 && protocol === oedometer.id && found; round++) {
    const at = rest({ ...slopes, kappa: slopes.kappa ?? found.slope });
    if (!at) break;
    found = swellingSlope(branches.map((branch) => overMeanStress(branch, at)).filter((branch) => branch.length > 1)) ?? found;
  }
  return found;
}

/** One test's slope with the margin of its own regression, several tests' mean with that of their scatter. */
function averagedSlopes(slopes: readonly Slope[]): FoundByHand {
  const [one] = slopes;
  if (slopes.length !== 1 || !one || Number.isNaN(one.margin)) return averaged(slopes.map(({ slope }) => slope));
  return { value: one.slope, interval95: [one.slope - one.margin, one.slope + one.margin] };
}

function overMeanStress(branch: readonly Reading[], { clay: { alpha }, eta }: AtRest): readonly Reading[] {
  const top = Math.exp(branch[0]!.x);
  const mean = (axial: number): number => top / (1 + (2 / 3) * eta) + (axial - top) / (1 + (4 / 3) * alpha);
  return branch.flatMap(({ x, v }) => (mean(Math.exp(x)) > 0 ? [{ x: Math.log(mean(Math.exp(x))), v }] : []));
}

/** v + λ ln p + (λ-κ) ψ(η) on the virgin line: its value at 1 kPa of isotropic stress. */
function interceptOf({ virgin, protocol }: CompressionLines, slopes: Slopes, rest: (slopes: Slopes) => AtRest | undefined): number | undefined {
  const { lambda, kappa } = slopes;
  if (!virgin || lambda === undefined) return undefined;
  if (protocol === isotropicCompression.id) return virgin.volume + lambda * virgin.lnStress;
  const at = rest(slopes);
  return at && virgin.volume + lambda * (virgin.lnStress - Math.log1p((2 / 3) * at.eta)) + (lambda - kappa!) * at.clay.surface.size(at.eta);
}
