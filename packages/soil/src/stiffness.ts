/**
 * Tangent stiffness of an axisymmetric element, `[aa, ar, ra, rr]`: dsa = aa dea + ar der, dsr = ra dea + rr der. Both radial directions together, so
 * it is symmetric in the work sense when `ar = 2 ra`.
 */
export type Stiffness = Float64Array;

/** Isotropic elasticity from bulk and shear modulus. */
export function isotropicStiffness(bulk: number, shear: number, out: Stiffness): void {
  const offDiagonal = bulk - (2 / 3) * shear;
  out[0] = bulk + (4 / 3) * shear;
  out[1] = 2 * offDiagonal;
  out[2] = offDiagonal;
  out[3] = 2 * (bulk + shear / 3);
}

/** A stiffness in invariants: dp = a dev + b des, dq = c dev + d des. */
export function invariantStiffness(a: number, b: number, c: number, d: number, out: Stiffness): void {
  // dev = dea + 2 der and des = 2/3 (dea - der), then dsa = dp + 2/3 dq and dsr = dp - dq/3.
  const pa = a + (2 / 3) * b;
  const pr = 2 * a - (2 / 3) * b;
  const qa = c + (2 / 3) * d;
  const qr = 2 * c - (2 / 3) * d;
  out[0] = pa + (2 / 3) * qa;
  out[1] = pr + (2 / 3) * qr;
  out[2] = pa - qa / 3;
  out[3] = pr - qr / 3;
}

/** A 3 x 3 stiffness in principal axes (row-major, axial first) under equal radial strains; the two radial stresses are averaged. */
export function principalStiffness(d: ArrayLike<number>, out: Stiffness): void {
  out[0] = d[0]!;
  out[1] = d[1]! + d[2]!;
  out[2] = (d[3]! + d[6]!) / 2;
  out[3] = (d[4]! + d[5]! + d[7]! + d[8]!) / 2;
}
