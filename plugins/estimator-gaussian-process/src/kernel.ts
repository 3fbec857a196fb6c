/** How alike two rows are as their distance grows; the smoothness that is assumed of the answer. */
export type Smoothness = "squared-exponential" | "matern-52" | "matern-32";

/**
 * Covariance at the scaled distance r, and d covariance / d ln(length) per unit of the distance's share (squared distance over squared length) in one block.
 * Source: C. E. Rasmussen and C. K. I. Williams, Gaussian Processes for Machine Learning (MIT Press 2006), eqs. 4.9, 4.17.
 */
export function covarianceAt(smoothness: Smoothness, squared: number): { readonly value: number; readonly slope: number } {
  switch (smoothness) {
    case "squared-exponential": {
      const value = Math.exp(-squared / 2);
      return { value, slope: value };
    }
    case "matern-52": {
      const r = Math.sqrt(5 * squared);
      const decay = Math.exp(-r);
      return { value: (1 + r + (r * r) / 3) * decay, slope: (5 / 3) * (1 + r) * decay };
    }
    case "matern-32": {
      const r = Math.sqrt(3 * squared);
      const decay = Math.exp(-r);
      return { value: (1 + r) * decay, slope: 3 * decay };
    }
  }
}

/** Where each curve lies in a row. */
export interface Span { readonly offset: number; readonly length: number }

/**
 * Hyperparameters as logarithms: one length for each curve, then the standard deviations of the smooth part, of the linear part and of the noise.
 * Distances are root mean squares over the points of a curve, so that long curves count no more than short ones.
 */
export interface Hyperparameters {
  readonly lengths: Float64Array;
  readonly smooth: number;
  readonly linear: number;
  readonly noise: number;
}

export const unpacked = (packed: Float64Array): Hyperparameters => {
  const curves = packed.length - 3;
  return { lengths: packed.slice(0, curves).map(Math.exp), smooth: Math.exp(packed[curves]!), linear: Math.exp(packed[curves + 1]!), noise: Math.exp(packed[curves + 2]!) };
};

/** Mean squared distance of two rows along one curve. */
export function meanSquare(a: Float64Array, b: Float64Array, { offset, length }: Span): number {
  let sum = 0;
  for (let c = offset; c < offset + length; c++) sum += (a[c]! - b[c]!) ** 2;
  return sum / length;
}

/** Mean over the points of the product of two rows. */
export function meanProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c]! * b[c]!;
  return sum / a.length;
}
