import type { Classical } from "@inversa/core";
import { averaged, finalStressRatios, foundByHand, frictionAngleOf } from "@inversa/soil";
import type { SandParameters } from "./parameters.ts";

/** Tests whose stress ratio ends within this share of its largest value show no peak: they end in the critical state, as loose sand does. */
const noPeak = 0.97;

/** A specimen whose volume changes by more than this share of the axial strain is on its way: dense sand at a peak that the test did not pass dilates by a third and more. */
const atRest = 0.1;

/**
 * The critical friction angle from the end of tests without a peak (I. Herle and G. Gudehus, Mech. Cohes.-Frict. Mater. 4 (1999) 461-486, who measure it at the foot
 * of a heap of loose sand). The other parameters are read from index and oedometer tests, and in part by trial.
 */
export const classicalSand: Classical<keyof SandParameters> = (tests) => {
  const ends = finalStressRatios(tests);
  const loose = ends.filter(({ ratio, largest, volumeRate }) => ratio >= noPeak * largest && !(Math.abs(volumeRate) > atRest));
  const rising = loose.filter((end) => end.rising).map(({ id }) => id);
  return foundByHand(
    { phic: averaged(loose.map(({ ratio }) => frictionAngleOf(ratio))) },
    [
      ...(loose.length > 0 ? [] : [{ of: ["phic"] as const, text: ends.length > 0 ? "every triaxial test has a peak, or ends while its volume still changes: before the critical state is certain" : "no triaxial test shows a stress ratio at its end" }]),
      ...(rising.length > 0 ? [{ of: ["phic"] as const, text: `the stress ratio of ${rising.join(", ")} still grows at the last reading` }] : []),
      { of: ["hs", "n", "ed0", "ec0", "ei0", "alpha", "beta"], text: "they are not read from curves by a rule that needs no trial" },
    ],
  );
};
