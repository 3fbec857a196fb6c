import { drainedTriaxial } from "./drained-triaxial.ts";
import type { MeasuredTest } from "./measured-shear.ts";

/** The modulus of one unloading branch. */
export interface UnloadingModulus {
  /** Effective radial stress, kPa. */
  readonly s3: number;
  /** Secant of the branch, from where it turned to its lowest deviator stress, kPa. */
  readonly Eur: number;
}

/** Secant moduli of the unloading branches of drained triaxial tests. */
export function unloadingModuli(tests: readonly MeasuredTest[]): readonly UnloadingModulus[] {
  return tests.flatMap(({ test: { protocol, conditions, axis }, responses }) => {
    const { confiningPressure: s3 } = conditions;
    const q = responses["deviatorStress"];
    if (protocol !== drainedTriaxial.id || s3 === undefined || !q) return [];
    const found: UnloadingModulus[] = [];
    const known = [...axis.keys()].filter((i) => Number.isFinite(q[i]));
    for (let k = 1; k < known.length; k++) {
      const top = known[k - 1]!;
      let low = top;
      for (; k < known.length && axis[known[k]!]! < axis[known[k - 1]!]!; k++) if (q[known[k]!]! < q[low]!) low = known[k]!;
      const strain = axis[top]! - axis[low]!;
      if (strain > 0) found.push({ s3, Eur: (q[top]! - q[low]!) / strain });
    }
    return found;
  });
}
