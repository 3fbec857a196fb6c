/** What a laboratory states of the stresses before shearing, kPa. */
export interface StatedStresses {
  /** Effective radial stress at the end of consolidation. */
  readonly stated: number | undefined;
  readonly cellPressure: number | undefined;
  readonly porePressure: number | undefined;
}

/** The effective radial stress at the start of shearing, or the two that disagree. */
export type RadialStress = { readonly value: number; readonly by: "stated" | "difference" } | { readonly stated: number; readonly difference: number };

/** Two statements of one stress agree within this share. */
const agreement = 0.05;

/**
 * The effective radial stress at the start of shearing: as stated, or as cell less pore pressure.
 * @param trust Which of the two counts where they disagree; `ask`: neither.
 * @returns Undefined where neither is known.
 */
export function radialStressAtStart({ stated, cellPressure, porePressure }: StatedStresses, trust: "ask" | "stated" | "difference"): RadialStress | undefined {
  const difference = cellPressure === undefined || porePressure === undefined ? undefined : cellPressure - porePressure;
  if (stated === undefined || difference === undefined) {
    if (stated !== undefined) return { value: stated, by: "stated" };
    return difference === undefined ? undefined : { value: difference, by: "difference" };
  }
  if (trust === "difference") return { value: difference, by: "difference" };
  return trust === "ask" && Math.abs(stated - difference) > agreement * Math.max(stated, difference) ? { stated, difference } : { value: stated, by: "stated" };
}
