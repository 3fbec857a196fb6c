import { drainedRates } from "./drained-rates.ts";
import type { SandConstants } from "./state-factors.ts";

/** Responses of a drained test at constant radial stress. */
export type DrainedCurves = { readonly deviatorStress: number[]; readonly volumetricStrain: number[]; readonly radialStrain: number[] };

const mostSteps = 4000;

/**
 * Drained triaxial compression by Dormand and Prince's pair on the two unknowns that are left, axial stress and radial strain, with dense output at the points.
 * The same equations as the element-test driver integrates, several times faster: this is the test that training sets consist of.
 *
 * Steps do not end at the last point, so that a point does not depend on later ones.
 * @param axis axial strains that do not decrease, from 0 on
 * @returns undefined where the curve does not go on; the driver then finds the exact end and its reason
 */
export function drainedLoading(constants: SandConstants, initialVoidRatio: number, radialStress: number, axialStress: number, axis: ArrayLike<number>, tolerance: number): DrainedCurves | undefined {
  const rates = drainedRates(constants, initialVoidRatio, radialStress);
  const length = axis.length;
  const curves: DrainedCurves = { deviatorStress: numbers(length), volumetricStrain: numbers(length), radialStrain: numbers(length) };
  const { deviatorStress, volumetricStrain, radialStrain } = curves;
  const stressTolerance = (tolerance * (axialStress + 2 * radialStress)) / 3;
  const strainTolerance = tolerance * 1e-3;
  const k = new Float64Array(2);
  let t = 0;
  let s = axialStress;
  let e = 0;
  let point = 0;
  rates(t, s, e, k);
  let s1 = k[0]!;
  let e1 = k[1]!;
  let h = (0.02 * radialStress) / Math.abs(s1);

  for (let steps = 0; point < length; steps++) {
    if (steps > mostSteps) return undefined;
    rates(t + h / 5, s + (h * s1) / 5, e + (h * e1) / 5, k);
    const s2 = k[0]!;
    const e2 = k[1]!;
    rates(t + 0.3 * h, s + h * (0.075 * s1 + 0.225 * s2), e + h * (0.075 * e1 + 0.225 * e2), k);
    const s3 = k[0]!;
    const e3 = k[1]!;
    rates(t + 0.8 * h, s + h * (a41 * s1 + a42 * s2 + a43 * s3), e + h * (a41 * e1 + a42 * e2 + a43 * e3), k);
    const s4 = k[0]!;
    const e4 = k[1]!;
    rates(t + (8 / 9) * h, s + h * (a51 * s1 + a52 * s2 + a53 * s3 + a54 * s4), e + h * (a51 * e1 + a52 * e2 + a53 * e3 + a54 * e4), k);
    const s5 = k[0]!;
    const e5 = k[1]!;
    rates(t + h, s + h * (a61 * s1 + a62 * s2 + a63 * s3 + a64 * s4 + a65 * s5), e + h * (a61 * e1 + a62 * e2 + a63 * e3 + a64 * e4 + a65 * e5), k);
    const s6 = k[0]!;
    const e6 = k[1]!;
    const sNext = s + h * (b1 * s1 + b3 * s3 + b4 * s4 + b5 * s5 + b6 * s6);
    const eNext = e + h * (b1 * e1 + b3 * e3 + b4 * e4 + b5 * e5 + b6 * e6);
    rates(t + h, sNext, eNext, k);
    const s7 = k[0]!;
    const e7 = k[1]!;
    const stressError = (h * (d1 * s1 + d3 * s3 + d4 * s4 + d5 * s5 + d6 * s6 + d7 * s7)) / (stressTolerance + tolerance * Math.max(s, sNext));
    const strainError = (h * (d1 * e1 + d3 * e3 + d4 * e4 + d5 * e5 + d6 * e6 + d7 * e7)) / (strainTolerance + tolerance * Math.max(Math.abs(e), Math.abs(eNext)));
    const error = Math.sqrt((stressError * stressError + strainError * strainError) / 2);
    if (!(error < Number.POSITIVE_INFINITY)) return undefined;
    const factor = Math.min(8, Math.max(0.2, 0.9 * Math.max(error, 1e-10) ** -0.2));
    if (error > 1) {
      h *= factor;
      continue;
    }
    if (sNext < radialStress) return undefined;
    if (axis[point]! <= t + h) {
      // Dense output of the code DOPRI5.
      const sBend = h * s1 - (sNext - s);
      const eBend = h * e1 - (eNext - e);
      const sTwist = sNext - s - h * s7 - sBend;
      const eTwist = eNext - e - h * e7 - eBend;
      const sQuartic = h * (q1 * s1 + q3 * s3 + q4 * s4 + q5 * s5 + q6 * s6 + q7 * s7);
      const eQuartic = h * (q1 * e1 + q3 * e3 + q4 * e4 + q5 * e5 + q6 * e6 + q7 * e7);
      for (; point < length && axis[point]! <= t + h; point++) {
        const strain = axis[point]!;
        const part = (strain - t) / h;
        const rest = 1 - part;
        const radial = e + part * (eNext - e + rest * (eBend + part * (eTwist + rest * eQuartic)));
        deviatorStress[point] = s + part * (sNext - s + rest * (sBend + part * (sTwist + rest * sQuartic))) - radialStress;
        radialStrain[point] = radial;
        volumetricStrain[point] = strain + 2 * radial;
      }
    }
    t += h;
    s = sNext;
    e = eNext;
    s1 = s7;
    e1 = e7;
    h *= factor;
  }
  return curves;
}

/** A plain array of doubles: far cheaper to allocate than a typed one of this length, and batches allocate three a curve. */
// oxlint-disable-next-line unicorn/no-new-array
const numbers = (length: number): number[] => new Array<number>(length).fill(0);

/*
 * J. R. Dormand, P. J. Prince, J. Comp. Appl. Math. 6 (1980) 19-26; dense output: E. Hairer, S. P. Norsett, G. Wanner, Solving ordinary differential equations I (1993).
 * Written out, because a loop over a table costs three times as much for two unknowns.
 */
const [a41, a42, a43] = [44 / 45, -56 / 15, 32 / 9];
const [a51, a52, a53, a54] = [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729];
const [a61, a62, a63, a64, a65] = [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656];
const [b1, b3, b4, b5, b6] = [35 / 384, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84];
const [d1, d3, d4, d5, d6, d7] = [71 / 57600, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
const [q1, q3, q4, q5, q6, q7] = [
  -12715105075 / 11282082432, 87487479700 / 32700410799, -10690763975 / 1880347072, 701980252875 / 199316789632, -1453857185 / 822651844, 69997945 / 29380423,
];
