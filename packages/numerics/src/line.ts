/** A least-squares line y = intercept + slope x with what its scatter says of it. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
  /** Half widths of the 95 % intervals (Student's t with n - 2 degrees of freedom); NaN for fewer than three points. */
  readonly interceptMargin: number;
  readonly slopeMargin: number;
  /** Variance of the intercept, covariance, variance of the slope, by the scatter; NaN for fewer than three points. */
  readonly covariance: readonly [number, number, number];
  readonly freedom: number;
}

/** The line through points of which at least two differ in x. */
export function lineThrough(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const n = x.length;
  let [mx, my] = [0, 0];
  for (let i = 0; i < n; i++) [mx, my] = [mx + x[i]! / n, my + y[i]! / n];
  let [sxx, sxy] = [0, 0];
  for (let i = 0; i < n; i++) [sxx, sxy] = [sxx + (x[i]! - mx) ** 2, sxy + (x[i]! - mx) * (y[i]! - my)];
  const slope = sxy / sxx;
  const intercept = my - slope * mx;
  const freedom = n - 2;
  let rest = 0;
  for (let i = 0; i < n; i++) rest += (y[i]! - intercept - slope * x[i]!) ** 2;
  const s2 = freedom > 0 ? rest / freedom : Number.NaN;
  const t = studentQuantile975(freedom);
  const covariance = [s2 * (1 / n + (mx * mx) / sxx), (-s2 * mx) / sxx, s2 / sxx] as const;
  return { intercept, slope, interceptMargin: t * Math.sqrt(covariance[0]), slopeMargin: t * Math.sqrt(covariance[2]), covariance, freedom };
}

/** The mean of numbers and the half width of its 95 % interval; NaN for one number. */
export function meanMargin(values: ArrayLike<number>): { readonly mean: number; readonly margin: number } {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let rest = 0;
  for (let i = 0; i < n; i++) rest += (values[i]! - mean) ** 2;
  return { mean, margin: studentQuantile975(n - 1) * Math.sqrt(rest / (n - 1) / n) };
}

const table = [Number.NaN, 12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139];

/**
 * The 97.5 % point of Student's t, to 1e-4; NaN without a degree of freedom. Beyond ten degrees the Cornish-Fisher expansion about the normal.
 *
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), table 26.10 and formula 26.7.5.
 */
export function studentQuantile975(freedom: number): number {
  if (freedom < table.length) return table[Math.max(0, freedom)]!;
  const z = 1.959963984540054;
  const z2 = z * z;
  return z + (z * (z2 + 1)) / (4 * freedom) + (z * ((5 * z2 + 16) * z2 + 3)) / (96 * freedom ** 2) + (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / (384 * freedom ** 3);
}
