/*
 * From what a triaxial apparatus measures (displacement, force, water driven out) to strains and stresses. Strains are natural (logarithmic) and compression
 * positive, as the protocols define them; 1 - ε of the standards' engineering strains is exp(-ε) of these, so areas agree exactly.
 */

/** Cross-section of a cylinder, cm², from its diameter in mm. */
export const areaOf = (diameter: number): number => (Math.PI * diameter * diameter) / 400;

/** Diameter of a cylinder, mm, from its cross-section in cm². */
export const diameterOf = (area: number): number => Math.sqrt((400 * area) / Math.PI);

/** Natural axial strain -ln(1 - d/H0) from displacement and height in one unit; NaN once nothing of the height is left. */
export const axialStrainOf = (displacement: number, height: number): number => 0 - Math.log1p(-displacement / height);

/** Natural volumetric strain -ln(1 - ΔV/V0) from the water driven out in cm³ and the height and diameter in mm. */
export const volumetricStrainOf = (waterOut: number, height: number, diameter: number): number => 0 - Math.log1p((-waterOut * 10) / (areaOf(diameter) * height));

/**
 * Cross-section during shearing over that at its start. A cylinder that stays one has A/A0 = (1 - εv)/(1 - εa) (ASTM D4767, D7181; BS 1377-8; Bishop and
 * Henkel 1962). A specimen whose ends do not widen bulges into a barrel; with a parabolic outline its middle has
 * A/A0 = (-1/4 + sqrt(25 + 30 (s - 1))/4)², s being the cylinder's ratio: from the volume of the barrel, π h (r0² + 4/3 r0 δ + 8/15 δ²). Without volume change this is
 * the parabolic correction (-1/4 + sqrt(25 - 20 ε - 5 ε²)/(4 (1 - ε)))² of ASTM D4767.
 * @param barrel 0 for the cylinder, 1 for the barrel, between them a share of both.
 */
export function areaRatio(axialStrain: number, volumetricStrain: number, barrel = 0): number {
  const cylinder = Math.exp(axialStrain - volumetricStrain);
  if (barrel === 0) return cylinder;
  const middle = (-1 + Math.sqrt(25 + 30 * (cylinder - 1))) / 4;
  return (1 - barrel) * cylinder + barrel * middle * middle;
}

/**
 * What the membrane carries of the deviator stress, kPa: 4 Em tm ε/D (ASTM D4767 and D7181), ε being the engineering strain.
 * @param modulus Young's modulus of the membrane, kPa; about 1400 for latex.
 * @param thickness Of the membrane, mm.
 * @param diameter Of the specimen when shearing starts, mm.
 */
export const membraneStress = (modulus: number, thickness: number, axialStrain: number, diameter: number): number => (4 * modulus * thickness * -Math.expm1(-axialStrain)) / diameter;

/** Strips of filter paper carry their full force from this engineering strain on (ASTM D4767). */
const stripsFull = 0.02;

/**
 * What strips of filter paper along the specimen carry, kPa: their force grows in proportion to the strain up to 2 %, then stays (ASTM D4767).
 * @param force Load a unit length of covered perimeter times the perimeter covered, N.
 * @param area Of the specimen when shearing starts, cm².
 */
export const stripStress = (force: number, axialStrain: number, area: number): number => (10 * force * Math.min(1, Math.max(0, -Math.expm1(-axialStrain) / stripsFull))) / area;

/** Force on the specimen, kN: the friction of the piston, in N, takes from what the load cell outside the cell shows, whichever way the piston pushes. */
export const withoutFriction = (load: number, friction: number): number => load - Math.sign(load) * Math.min(Math.abs(load), friction / 1000);
