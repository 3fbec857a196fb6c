/** Volumetric strain at constant minor stress, contraction positive. Axial strains count from the isotropic state. */
export interface Volume {
  /** On first loading up to the limit. */
  before(strain: number, stress: number): number;
  /** On first loading beyond the limit. */
  beyond(strain: number): number;
  /** A primitive of the elastic volumetric strain over the deviator stress: unloading from q1 to q2 takes elastic(q1) - elastic(q2) back. */
  elastic(stress: number): number;
}
