import type { Derivation, Quantity } from "@inversa/core";
import { areaOf, areaRatio, axialStrainOf, diameterOf, membraneStress, stripStress, volumetricStrainOf, withoutFriction } from "./reduction.ts";

/*
 * What must be known of specimen and apparatus to make stresses and strains of raw readings, and how that is done. The equations are in reduction.ts.
 */

export const triaxialSpecimen = {
  initialHeight: {
    unit: "mm", symbol: "H_0", bounds: [1, 5000], about: "height of the specimen when shearing starts",
    aliases: ["initial height", "height", "specimen height", "sample height", "initial length", "specimen length", "sample length", "length", "height after consolidation", "H", "H0", "L0", "hc", "Probenhöhe", "Anfangshöhe", "Höhe", "试样高度", "初始高度", "高度", "试样高", "固结后高度"],
  },
  initialDiameter: {
    unit: "mm", symbol: "D_0", bounds: [1, 5000], about: "diameter of the specimen when shearing starts",
    aliases: ["initial diameter", "diameter", "specimen diameter", "sample diameter", "diameter after consolidation", "D", "D0", "dia", "Probendurchmesser", "Durchmesser", "试样直径", "初始直径", "直径"],
  },
  initialArea: {
    unit: "cm2", symbol: "A_0", bounds: [0.01, 200_000], optional: true, about: "cross-section of the specimen when shearing starts, where its diameter is not given",
    aliases: ["initial area", "area", "specimen area", "sample area", "cross-sectional area", "area after consolidation", "A0", "Ac", "Probenfläche", "Querschnitt", "试样面积", "初始面积", "断面积", "固结后面积"],
  },
  barrel: { unit: "1", bounds: [0, 1], default: 0, about: "shape in which the specimen bulges: 0 a cylinder that widens all over, 1 a barrel whose ends do not widen (parabolic area correction)" },
  membraneModulus: { unit: "kPa", symbol: "E_m", bounds: [0, 100_000], default: 0, about: "Young's modulus of the membrane, about 1400 kPa for latex; 0: no membrane correction", aliases: ["membrane modulus", "modulus of membrane", "Em", "橡皮膜弹性模量", "橡皮膜模量"] },
  membraneThickness: { unit: "mm", symbol: "t_m", bounds: [0, 20], default: 0, about: "thickness of the membrane; 0: no membrane correction", aliases: ["membrane thickness", "thickness of membrane", "tm", "橡皮膜厚度"] },
  stripForce: { unit: "N", bounds: [0, 10_000], default: 0, about: "force that strips of filter paper carry: load a unit length of covered perimeter (about 0.19 N/mm) times the perimeter covered; 0: no correction" },
  pistonFriction: { unit: "N", bounds: [0, 10_000], default: 0, about: "friction of the piston that the load cell shows and the specimen does not feel; 0: no correction", aliases: ["piston friction", "Kolbenreibung"] },
} as const satisfies Readonly<Record<string, Quantity>>;

const percent = (share: number): string => `${Number((100 * Math.abs(share)).toPrecision(2))} %`;
const kPa = (stress: number): string => `${Number(stress.toPrecision(2))} kPa`;

type Series = Float64Array | number;
const last = (series: Series | undefined, at: number): number => (typeof series === "number" ? series : (series?.[at] ?? Number.NaN));

/** What the corrections did to the deviator stress, at the last reading that has one. */
function effectOn(q: Float64Array, [load, area, axial, volumetric, barrel, modulus, thickness, strips, friction, diameter]: readonly Series[]): string | undefined {
  const end = q.findLastIndex(Number.isFinite);
  if (end < 0) return undefined;
  const at = (series: Series | undefined): number => last(series, end);
  const ratio = areaRatio(at(axial), at(volumetric), at(barrel));
  const said = [`the area correction ${ratio > 1 ? "lowers" : "raises"} q by ${percent(1 / ratio - 1)} at the end${at(barrel) > 0 ? " (barrel)" : ""}`];
  const membrane = membraneStress(at(modulus), at(thickness), at(axial), at(diameter));
  if (membrane !== 0) said.push(`the membrane, 4 Em tm ε/D, ${membrane > 0 ? "takes" : "adds"} ${kPa(Math.abs(membrane))}`);
  const paper = stripStress(at(strips), at(axial), at(area));
  if (paper !== 0) said.push(`strips of filter paper take ${kPa(paper)}`);
  if (at(friction) !== 0) said.push(`piston friction takes ${kPa((10_000 * Math.abs(at(load) - withoutFriction(at(load), at(friction)))) / at(area) / ratio)}`);
  return said.join(", ");
}

/** q in kPa from the load in kN and the specimen's quantities. */
function deviatorOf(load: number, diameter: number, axial: number, volumetric: number, barrel: number, modulus: number, thickness: number, strips: number, friction: number): number {
  const area = areaOf(diameter);
  const stress = (10_000 * withoutFriction(load, friction)) / (area * areaRatio(axial, volumetric, barrel));
  return stress - membraneStress(modulus, thickness, axial, diameter) - stripStress(strips, axial, area);
}

const corrections = ["barrel", "membraneModulus", "membraneThickness", "stripForce", "pistonFriction"] as const;

/** Axial strain from a displacement; the diameter from a cross-section. */
export const specimenGeometry: readonly Derivation[] = [
  { gives: "initialDiameter", from: ["initialArea"], by: diameterOf, about: "D0 = sqrt(4 A0/π)" },
  { gives: "axialStrain", from: ["axialDisplacement", "initialHeight"], by: axialStrainOf, about: "axial strain = -ln(1 - d/H0), natural; d/H0 is the engineering strain" },
];

export const volumetricFromWater: Derivation = {
  gives: "volumetricStrain", from: ["volumeChange", "initialHeight", "initialDiameter"], by: volumetricStrainOf, about: "volumetric strain = -ln(1 - ΔV/V0), natural; ΔV/V0 is the engineering strain, V0 that of a cylinder",
};

/** The load over the area that the specimen has by then. */
export const deviatorFromLoad: Derivation = {
  gives: "deviatorStress", from: ["axialLoad", "initialDiameter", "axialStrain", "volumetricStrain", ...corrections],
  by: deviatorOf,
  about: "q = P/A, A = A0 (1 - ΔV/V0)/(1 - d/H0)",
  effect: (q, load, diameter, axial, volumetric, ...more) => effectOn(q, [load!, areaOf(last(diameter, 0)), axial!, volumetric!, ...more, diameter!]),
};

/** The same without volume change: undrained, or not measured. */
const withoutVolume = (about: string): Derivation => ({
  gives: "deviatorStress", from: ["axialLoad", "initialDiameter", "axialStrain", ...corrections],
  by: (load, diameter, axial, ...more) => deviatorOf(load!, diameter!, axial!, 0, ...(more as [number, number, number, number, number])),
  about,
  effect: (q, load, diameter, axial, ...more) => effectOn(q, [load!, areaOf(last(diameter, 0)), axial!, 0, ...more, diameter!]),
});

export const undrainedDeviatorFromLoad: Derivation = withoutVolume("q = P/A, A = A0/(1 - d/H0): the volume stays");
export const drainedDeviatorFromLoadAlone: Derivation = withoutVolume("q = P/A, A = A0/(1 - d/H0): no volume change is measured, so the area takes none into account");
