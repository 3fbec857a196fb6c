/*
 * Stress and strain invariants of axisymmetric states (radial = circumferential). Compression positive, effective stresses, strains natural.
 * Work: p dev + q des.
 */

/** Mean stress p = (sa + 2 sr) / 3. */
export const meanStress = (axial: number, radial: number): number => (axial + 2 * radial) / 3;

/** Deviator stress q = sa - sr; negative in extension. */
export const deviatorOf = (axial: number, radial: number): number => axial - radial;

/** Friction angle in degrees that gives the slope M in triaxial compression. */
export const frictionAngleOf = (slope: number): number => (Math.asin((3 * slope) / (6 + slope)) * 180) / Math.PI;

/** Shear modulus from bulk modulus and Poisson's ratio, G = 3 K (1 - 2 nu) / (2 (1 + nu)). */
export const shearFromBulk = (bulk: number, poisson: number): number => (1.5 * bulk * (1 - 2 * poisson)) / (1 + poisson);

/** Shear modulus from bulk and Young's modulus, G = 3 K E / (9 K - E). */
export const shearFromYoung = (bulk: number, young: number): number => (3 * bulk * young) / (9 * bulk - young);

/** Void ratio after a natural volumetric strain. */
export const voidRatioAfter = (initial: number, volumetricStrain: number): number => (1 + initial) * Math.exp(-volumetricStrain) - 1;
