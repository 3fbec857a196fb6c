/**
 * A yield surface of the Cam-Clay family, ln p + ψ(η) = ln pc with η = q/p, and associated plastic flow. Both models differ in this only.
 *
 * From normality, dεs/dεv = ψ' / (1 - η ψ') for the plastic strains.
 */
export interface Surface {
  readonly M: number;
  /** ψ(η) = ln(pc/p) on the surface. */
  readonly size: (eta: number) => number;
  /** ψ'(η). @param towards where η goes from a corner, +1 or -1. */
  readonly slope: (eta: number, towards: number) => number;
  /** (c - η) dεs/dεv of plastic flow, regular at the critical state c = M or -M. */
  readonly flow: (eta: number, c: number) => number;
  /** Whether the surface has a corner on the isotropic axis. */
  readonly corner: boolean;
}

/** The ellipse of modified Cam-Clay, q²/M² + p (p - pc) = 0 (Roscoe and Burland 1968). */
export const ellipse = (M: number): Surface => {
  const square = M * M;
  return {
    M,
    corner: false,
    size: (eta) => Math.log1p((eta * eta) / square),
    slope: (eta) => (2 * eta) / (square + eta * eta),
    flow: (eta, c) => (2 * eta) / (c + eta),
  };
};

/** The logarithmic curve of original Cam-Clay, |q| = M p ln(pc/p) (Roscoe, Schofield and Thurairajah 1963; Schofield and Wroth 1968). */
export const logarithm = (M: number): Surface => ({
  M,
  corner: true,
  size: (eta) => Math.abs(eta) / M,
  slope: (eta, towards) => (eta === 0 ? towards : Math.sign(eta)) / M,
  flow: (eta, c) => (eta * c >= 0 ? 1 : ((c - eta) * Math.sign(eta)) / (M - Math.abs(eta))),
});
