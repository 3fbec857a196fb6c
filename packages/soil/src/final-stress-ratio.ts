import { constantPTriaxial } from "./constant-p-triaxial.ts";
import { drainedTriaxial } from "./drained-triaxial.ts";
import type { MeasuredTest } from "./measured-shear.ts";
import { undrainedTriaxial } from "./undrained-triaxial.ts";

/** The stress ratio in which a triaxial compression test ended. */
export interface FinalStressRatio {
  readonly id: string;
  /** q/p at the last reading. */
  readonly ratio: number;
  /** Largest q/p of the test. */
  readonly largest: number;
  /** Whether q/p still grew by more than 2 % over the last fifth of the strain: then it has not come to rest. */
  readonly rising: boolean;
  /** Volumetric over axial strain in the last fifth of the strain, contraction positive: 0 at the critical state, negative where the specimen still dilates. NaN where the volume is not measured. */
  readonly volumeRate: number;
}

/** Stress ratios at the end of triaxial compression tests, drained, undrained and at constant mean stress. */
export function finalStressRatios(tests: readonly MeasuredTest[]): readonly FinalStressRatio[] {
  return tests.flatMap(({ id, test: { protocol, conditions, axis }, responses }) => {
    const { confiningPressure: s3, initialAxialStress = s3 } = conditions;
    const { deviatorStress: q, meanEffectiveStress: mean, porePressure: u, volumetricStrain } = responses;
    if (s3 === undefined || !q) return [];
    const p = (i: number): number => {
      if (protocol === drainedTriaxial.id) return s3 + q[i]! / 3;
      if (protocol === constantPTriaxial.id) return (initialAxialStress! + 2 * s3) / 3;
      if (protocol !== undrainedTriaxial.id) return Number.NaN;
      return mean && Number.isFinite(mean[i]) ? mean[i]! : s3 + q[i]! / 3 - (u?.[i] ?? Number.NaN);
    };
    const ratios = [...axis.keys()].map((i) => ({ strain: axis[i]!, ratio: q[i]! / p(i), volume: volumetricStrain?.[i] ?? Number.NaN })).filter(({ ratio }) => Number.isFinite(ratio));
    const last = ratios.at(-1);
    if (!last || !(last.ratio > 0) || !(last.strain > 0)) return [];
    const before = ratios.findLast(({ strain }) => strain <= 0.8 * last.strain);
    return [{
      id, ratio: last.ratio, largest: ratios.reduce((most, { ratio }) => Math.max(most, ratio), 0), rising: !before || last.ratio > 1.02 * before.ratio,
      volumeRate: before ? (last.volume - before.volume) / (last.strain - before.strain) : Number.NaN,
    }];
  });
}
