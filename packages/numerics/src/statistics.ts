import { matrix, type Matrix } from "./matrix.ts";

/** The arithmetic mean; NaN of nothing. */
export function mean(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]!;
  const first = sum / x.length;
  // A second pass takes out the rounding of the first.
  let rest = 0;
  for (let i = 0; i < x.length; i++) rest += x[i]! - first;
  return Number.isFinite(rest) ? first + rest / x.length : first;
}

/** The unbiased variance (divisor n - 1), in two passes; NaN of fewer than two numbers. */
export function variance(x: ArrayLike<number>): number {
  if (x.length < 2) return NaN;
  const centre = mean(x);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - centre) ** 2;
  return sum / (x.length - 1);
}

/** The square root of the unbiased variance. */
export function standardDeviation(x: ArrayLike<number>): number {
  return Math.sqrt(variance(x));
}

/**
 * The p-quantile by linear interpolation between order statistics: type 7 of R. J. Hyndman and Y. Fan, "Sample
 * quantiles in statistical packages", American Statistician 50 (1996) 361-365, the default of R and NumPy.
 * NaN of nothing. @throws RangeError if p is outside [0, 1]
 */
export function quantile(x: ArrayLike<number>, p: number): number {
  return quantiles(x, [p])[0]!;
}

/** Several quantiles of one sample for the price of one sort; see {@link quantile}. */
export function quantiles(x: ArrayLike<number>, p: readonly number[]): Float64Array {
  const sorted = Float64Array.from(x).sort();
  return Float64Array.from(p, (level) => {
    if (!(level >= 0 && level <= 1)) throw new RangeError(`A quantile's level is from 0 to 1, not ${level}.`);
    if (sorted.length === 0) return NaN;
    const position = level * (sorted.length - 1);
    const below = Math.floor(position);
    const lower = sorted[below]!;
    const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
    return lower === upper ? lower : lower + (position - below) * (upper - lower);
  });
}

/** The middle of a sample. */
export function median(x: ArrayLike<number>): number {
  return quantile(x, 0.5);
}

/** The unbiased covariance (d x d) of samples (n x d, one sample a row). @throws RangeError if n < 2 */
export function covariance(samples: Matrix): Matrix {
  const { rows: n, columns: d, data } = samples;
  if (n < 2) throw new RangeError(`A covariance needs at least two samples, not ${n}.`);
  const centre = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) centre[j]! += data[i * d + j]! / n;
  const result = matrix(d, d);
  const deviation = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) deviation[j] = data[i * d + j]! - centre[j]!;
    for (let j = 0; j < d; j++) {
      for (let k = 0; k <= j; k++) result.data[j * d + k]! += deviation[j]! * deviation[k]!;
    }
  }
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      const value = result.data[j * d + k]! / (n - 1);
      result.data[j * d + k] = value;
      result.data[k * d + j] = value;
    }
  }
  return result;
}

/** The correlation matrix (d x d) of samples (n x d); NaN beside a column without spread. */
export function correlation(samples: Matrix): Matrix {
  return correlationOf(covariance(samples));
}

/** The correlation matrix that belongs to a covariance matrix. */
export function correlationOf(covariance: Matrix): Matrix {
  const d = covariance.rows;
  const result = matrix(d, d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k < d; k++) {
      const scale = Math.sqrt(covariance.data[j * d + j]!) * Math.sqrt(covariance.data[k * d + k]!);
      const value = covariance.data[j * d + k]! / scale;
      result.data[j * d + k] = j === k && scale > 0 ? 1 : Math.max(-1, Math.min(1, value));
    }
  }
  return result;
}

/** The root of the mean squared difference. @throws RangeError if the lengths differ */
export function rmse(observed: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return Math.sqrt(squaredDifferences(observed, predicted) / observed.length);
}

/**
 * The coefficient of determination, 1 - (sum of squared residuals) / (sum of squares about the observed mean).
 * 1 is perfect, 0 is as good as the mean, negative is worse; NaN if the observations do not vary.
 */
export function r2(observed: ArrayLike<number>, predicted: ArrayLike<number>): number {
  const centre = mean(observed);
  let total = 0;
  for (let i = 0; i < observed.length; i++) total += (observed[i]! - centre) ** 2;
  return total > 0 ? 1 - squaredDifferences(observed, predicted) / total : NaN;
}

function squaredDifferences(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`Cannot compare ${a.length} numbers with ${b.length}.`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
