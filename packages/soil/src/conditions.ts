import type { Quantity } from "@inversa/core";

/*
 * The scalars that describe a specimen before the first reading. Stresses are effective.
 */

export const confiningPressure = {
  unit: "kPa", symbol: "σ_3", bounds: [0.01, 100_000], plausible: [10, 2000], about: "effective radial stress at the start",
  aliases: ["confining pressure", "confining stress", "effective confining pressure", "effective confining stress", "cell pressure", "consolidation pressure", "consolidation stress", "effective consolidation pressure", "sigma_3", "sigma_3c", "σ3", "σ3c", "sig_r", "sig3", "s3", "p0", "Zelldruck", "Seitendruck", "Konsolidationsdruck", "围压", "有效围压", "周围压力", "固结压力", "固结围压"],
} as const satisfies Quantity;

export const initialAxialStress = {
  unit: "kPa", symbol: "σ_{a0}", bounds: [0, 100_000], plausible: [10, 4000], optional: true, about: "effective axial stress at the start; equal to the confining pressure unless given",
  aliases: ["initial axial stress", "initial vertical stress", "axial consolidation stress", "sigma_1c", "σ1c", "sig_a0", "初始轴向应力", "轴向固结压力"],
} as const satisfies Quantity;

export const initialVoidRatio = {
  unit: "1", symbol: "e_0", bounds: [0.05, 10], plausible: [0.3, 2.5], optional: true, state: true, about: "void ratio at the start",
  aliases: ["initial void ratio", "void ratio", "e0", "e_0", "e_ini", "Anfangsporenzahl", "初始孔隙比", "孔隙比"],
} as const satisfies Quantity;

export const preconsolidationPressure = {
  unit: "kPa", symbol: "p_c", bounds: [0.01, 100_000], plausible: [10, 5000], optional: true, state: true, about: "largest mean effective stress the specimen has carried (isotropic preconsolidation pressure)",
  aliases: ["preconsolidation pressure", "preconsolidation stress", "pc", "p_c", "pc0", "Vorbelastung", "先期固结压力", "前期固结压力"],
} as const satisfies Quantity;

export const overconsolidationRatio = {
  unit: "1", symbol: "OCR", bounds: [1, 1000], plausible: [1, 20], optional: true, state: true, about: "isotropic preconsolidation pressure over mean effective stress at the start",
  aliases: ["overconsolidation ratio", "over-consolidation ratio", "OCR", "R0", "超固结比"],
} as const satisfies Quantity;

/** What a specimen of any element test may carry besides its stresses. */
export const specimenHistory = { initialVoidRatio, preconsolidationPressure, overconsolidationRatio } as const;

/** Either description of the history is enough; two that disagree are refused. */
export function contradictoryHistory(conditions: Readonly<Record<string, number>>, meanStress: number): string | undefined {
  const { preconsolidationPressure: pc, overconsolidationRatio: ratio } = conditions;
  if (pc !== undefined && pc < meanStress * (1 - 1e-9)) return `a preconsolidation pressure of ${pc} kPa lies below the mean effective stress at the start, ${meanStress} kPa`;
  if (pc === undefined || ratio === undefined || Math.abs(pc - ratio * meanStress) <= 1e-3 * pc) return undefined;
  return `preconsolidationPressure = ${pc} kPa and overconsolidationRatio = ${ratio} (that is ${ratio * meanStress} kPa) contradict each other; give one of them`;
}

/** Mean effective stress at the start of a triaxial test. */
export const startingMeanStress = ({ confiningPressure: radial = 0, initialAxialStress: axial = radial }: Readonly<Record<string, number>>): number => (axial + 2 * radial) / 3;
