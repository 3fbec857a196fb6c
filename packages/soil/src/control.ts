/**
 * Mixed stress-strain control of an axisymmetric element: two linear constraints S ds + A de = y dt on the rates, where t is what the test prescribes
 * (an axial strain, an axial stress, a pressure).
 *
 * Each row is `[S_axial, S_radial, A_axial, A_radial, y]`. The third constraint of the general form, equal radial directions, is built in.
 *
 * Source: J. P. Bardet, W. Choucair, "A linearized integration technique for incremental constitutive equations", Int. J. Numer. Anal. Methods Geomech. 15 (1991) 1-19.
 */
export type Control = readonly [ControlRow, ControlRow];
export type ControlRow = readonly [stressAxial: number, stressRadial: number, strainAxial: number, strainRadial: number, rate: number];

/** Drained triaxial: dea = dt, dsr = 0. */
export const drainedControl: Control = [[0, 0, 1, 0, 1], [0, 1, 0, 0, 0]];
/** Undrained triaxial: dea = dt, dea + 2 der = 0. */
export const undrainedControl: Control = [[0, 0, 1, 0, 1], [0, 0, 1, 2, 0]];
/** Constant mean stress: dea = dt, dsa + 2 dsr = 0. */
export const constantPControl: Control = [[0, 0, 1, 0, 1], [1, 2, 0, 0, 0]];
/** Oedometer under prescribed axial stress: dsa = dt, der = 0. */
export const oedometerControl: Control = [[1, 0, 0, 0, 1], [0, 0, 0, 1, 0]];
/** Oedometer under prescribed axial strain: dea = dt, der = 0. */
export const oedometerStrainControl: Control = [[0, 0, 1, 0, 1], [0, 0, 0, 1, 0]];
/** Isotropic compression under prescribed mean stress: (dsa + 2 dsr)/3 = dt, dsa = dsr. */
export const isotropicControl: Control = [[1 / 3, 2 / 3, 0, 0, 1], [1, -1, 0, 0, 0]];
/** Isotropic compression under prescribed volumetric strain: dea + 2 der = dt, dsa = dsr. */
export const isotropicStrainControl: Control = [[0, 0, 1, 2, 1], [1, -1, 0, 0, 0]];
/** A straight stress path under prescribed axial strain: dea = dt, dq = slope dp (slope 3 is drained triaxial compression). */
export const stressPathControl = (slope: number): Control => [[0, 0, 1, 0, 1], [1 - slope / 3, -1 - (2 * slope) / 3, 0, 0, 0]];
