/*
 * Sentences for the ends of a test, the same from the fast path and the driver.
 */

export const tangentMessage = (deviatorStress: number, strain: number): string =>
  `the stress ratio came within 0.5 % of the common tangent of the ellipses, at a deviator stress of ${deviatorStress.toFixed(1)} kPa and ${(100 * strain).toFixed(2)} % axial strain`;

export const peakMessage = (deviatorStress: number, strain: number): string =>
  `dilation outweighs shear hardening (a peak before the strength line), at a deviator stress of ${deviatorStress.toFixed(1)} kPa and ${(100 * strain).toFixed(2)} % axial strain; the model has no softening`;

/** kPa; grains are crushed long before. */
export const largestMeanStress = 1e6;

export const beyondMessage = (strain: number): string => `the mean effective stress grew beyond 1 GPa at ${(100 * strain).toFixed(2)} % axial strain`;

export const outsideMessage = (p: number, h: number): string =>
  `at a mean effective stress of ${p.toPrecision(4)} kPa the element left the ellipse with centre ${h.toPrecision(4)} kPa on the side of the origin, where the model is not defined`;
