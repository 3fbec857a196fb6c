import type { Channel } from "@inversa/core";

/*
 * The series that element tests share, with the headings under which laboratories write them. Importers compare headings without case, blanks and
 * punctuation, so `eps_a`, `Eps A` and `eps-a` are one alias; percent, units and primes need no alias of their own.
 */

const effectiveOrTotal = (aliases: readonly string[]): NonNullable<Channel["uncertain"]> => ({
  aliases,
  beside: ["porePressure", "backPressure"],
  question: "are the stresses effective or total?",
  answer: "Say with mapping what the columns hold: axialEffectiveStress, radialEffectiveStress, meanEffectiveStress, or axialTotalStress and cellPressure; a total mean stress is to be ignored",
});

export const axialStrain = {
  unit: "1", symbol: "ε_a", startsAtZero: true, strain: true, startsBy: "rising", about: "axial strain, compression positive",
  aliases: ["eps_a", "epsilon_a", "εa", "ea", "eps_1", "epsilon_1", "ε1", "e1", "eps1", "eps_ax", "axial strain", "vertical strain", "eps_v_axial", "strain axial", "Axialdehnung", "Vertikaldehnung", "axiale Dehnung", "Stauchung", "轴向应变", "轴应变", "轴向变形率", "大主应变"],
} as const satisfies Channel;

export const radialStrain = {
  unit: "1", symbol: "ε_r", startsAtZero: true, strain: true, startsBy: "falling", about: "radial strain, compression positive (a bulging specimen has a negative one)",
  aliases: ["eps_r", "epsilon_r", "εr", "er", "eps_3", "epsilon_3", "ε3", "e3", "eps3", "radial strain", "lateral strain", "Radialdehnung", "径向应变", "侧向应变", "小主应变"],
} as const satisfies Channel;

export const volumetricStrain = {
  unit: "1", symbol: "ε_v", startsAtZero: true, strain: true, startsBy: "rising", about: "volumetric strain, contraction positive",
  aliases: ["eps_v", "epsilon_v", "εv", "ev", "eps_vol", "epsilon_vol", "vol. strain", "volume strain", "volumetric strain", "Volumendehnung", "volumetrische Dehnung", "volume change", "vol. change", "ΔV/V0", "dV/V0", "ΔV/V", "dV/V", "Volumenänderung", "体积应变", "体应变", "体变", "体变率", "体积变化"],
} as const satisfies Channel;

export const deviatorStress = {
  unit: "kPa", symbol: "q", startsBy: "rising", about: "deviator stress, axial less radial",
  aliases: ["q", "deviator stress", "deviatoric stress", "dev. stress", "corrected deviator stress", "corrected deviatoric stress", "deviator stress corrected", "σ1-σ3", "sigma_1-sigma_3", "s1-s3", "sig1-sig3", "sigma_a-sigma_r", "σa-σr", "principal stress difference", "Deviatorspannung", "Spannungsdeviator", "偏应力", "主应力差", "偏差应力", "广义剪应力"],
} as const satisfies Channel;

/** Names of effective and of total stresses alike. */
const meanStressNames = ["p", "mean stress", "mittlere Spannung", "平均应力"] as const;

export const meanEffectiveStress = {
  unit: "kPa", symbol: "p'", nonNegative: true, about: "mean effective stress", uncertain: effectiveOrTotal(meanStressNames),
  aliases: [...meanStressNames, "p'", "p_eff", "p eff", "mean effective stress", "effective mean stress", "mean eff. stress", "mittlere effektive Spannung", "有效平均应力", "平均有效应力", "平均有效主应力", "有效球应力"],
} as const satisfies Channel;

export const porePressure = {
  unit: "kPa", symbol: "u", startsAtZero: true, startsBy: "rising", about: "excess pore water pressure: what shearing adds to the back pressure",
  aliases: ["u", "du", "Δu", "delta u", "pwp", "pore pressure", "pore water pressure", "excess pore pressure", "excess pore water pressure", "porewater pressure", "Porenwasserdruck", "Porenwasserüberdruck", "孔隙水压力", "孔压", "超静孔隙水压力", "孔隙压力"],
} as const satisfies Channel;

export const voidRatio = {
  unit: "1", symbol: "e", nonNegative: true, about: "void ratio: volume of voids over volume of solids",
  // A share of the largest value would mean nothing: curves begin at e0 and change by little. 0.002 is 0.1 % of strain at e = 1, what settlements are good for.
  noise: { relative: 0, absolute: 0.002 },
  aliases: ["e", "void ratio", "e final water content", "Porenzahl", "孔隙比"],
} as const satisfies Channel;

/** Names of effective and of total stresses alike. */
const axialStressNames = ["sig_a", "sigma_a", "σa", "sig_1", "sigma_1", "σ1", "sig1", "s1", "axial stress", "Axialspannung", "轴向应力", "大主应力"] as const;

export const axialEffectiveStress = {
  unit: "kPa", symbol: "σ_a'", nonNegative: true, about: "effective axial stress", uncertain: effectiveOrTotal(axialStressNames),
  aliases: [...axialStressNames, "sig_a_eff", "sigma_a_eff", "σa'", "effective axial stress", "axial effective stress", "vertical effective stress", "effective vertical stress", "effektive Axialspannung", "有效轴向应力", "有效大主应力"],
} as const satisfies Channel;

/** Names of effective and of total stresses alike. */
const radialStressNames = ["sig_r", "sigma_r", "σr", "sig_3", "sigma_3", "σ3", "sig3", "s3", "radial stress", "lateral stress", "confining pressure", "confining stress", "Radialspannung", "Seitendruck", "围压", "周围压力", "小主应力", "径向应力"] as const;

export const radialEffectiveStress = {
  unit: "kPa", symbol: "σ_r'", nonNegative: true, about: "effective radial stress", uncertain: effectiveOrTotal(radialStressNames),
  aliases: [...radialStressNames, "sig_r_eff", "sigma_r_eff", "σr'", "effective radial stress", "radial effective stress", "effective confining pressure", "effective confining stress", "effektive Radialspannung", "有效围压", "有效小主应力"],
} as const satisfies Channel;

export const cellPressure = {
  unit: "kPa", nonNegative: true, about: "total pressure in the cell",
  aliases: ["cell pressure", "chamber pressure", "total confining pressure", "total radial stress", "radial total stress", "radial pressure", "Zelldruck", "总围压", "室压", "压力室压力"],
} as const satisfies Channel;

export const axialTotalStress = {
  unit: "kPa", nonNegative: true, about: "total axial stress",
  aliases: ["total axial stress", "axial total stress", "total vertical stress", "totale Axialspannung", "总轴向应力", "轴向总应力"],
} as const satisfies Channel;

export const backPressure = {
  unit: "kPa", about: "pore pressure under which the specimen was saturated and consolidated",
  aliases: ["back pressure", "backpressure", "u0", "ub", "Sättigungsdruck", "反压", "反压力"],
} as const satisfies Channel;

/** Raw readings: strains and stresses are worked out from them where a file has no columns of those. */
export const rawReadings = {
  axialDisplacement: { unit: "mm", startsAtZero: true, about: "displacement of the piston", aliases: ["d", "axial displacement", "displacement", "axial deformation", "dial", "dial gauge", "dial reading", "dial gauge reading", "piston displacement", "ΔH", "LVDT", "settlement", "Weg", "Setzung", "轴向位移", "轴向变形", "位移", "百分表读数"] },
  axialLoad: { unit: "kN", startsBy: "rising", about: "force in the piston", aliases: ["load", "axial load", "axial force", "load cell", "load cell reading", "piston load", "deviator load", "force", "Kraft", "Axialkraft", "轴向力", "轴力", "荷载"] },
  volumeChange: { unit: "cm3", startsAtZero: true, startsBy: "rising", about: "water driven out of the specimen since the start, as a burette or a volume gauge shows it", aliases: ["burette", "burette reading", "volume gauge", "water out", "volume change", "drained volume", "water volume", "Volumenänderung", "Bürette", "排水量", "体积变化", "量管读数", "体变量"] },
  time: { unit: "s", about: "time since the start of the test", aliases: ["t", "time", "elapsed time", "time since start of test", "time since start of stage", "Zeit", "时间", "历时"] },
} as const satisfies Readonly<Record<string, Channel>>;
