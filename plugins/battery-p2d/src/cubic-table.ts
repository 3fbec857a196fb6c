/**
 * A function of one number as cubic pieces on equal intervals: value and slope cost a dozen multiplications instead of a handful of transcendental calls,
 * and thousands of solves share them. Beyond its range the function goes on as a straight line.
 */
export class CubicTable {
  readonly low: number;
  readonly high: number;
  /** Intervals per unit of the argument. */
  readonly density: number;
  readonly intervals: number;
  /** Four coefficients an interval, in the fraction t of the interval: f = a + t (b + t (c + t d)). */
  readonly coefficients: Float64Array;

  /**
   * Hermite interpolation: fourth order in the interval.
   * @param value,slope The function and its derivative; exact at the nodes.
   */
  constructor(value: (x: number) => number, slope: (x: number) => number, low: number, high: number, intervals: number) {
    this.low = low;
    this.high = high;
    this.intervals = intervals;
    this.density = intervals / (high - low);
    this.coefficients = new Float64Array(4 * intervals);
    const h = 1 / this.density;
    let [f, g] = [value(low), h * slope(low)];
    for (let i = 0; i < intervals; i++) {
      const x = i + 1 === intervals ? high : low + (i + 1) * h;
      const [fNext, gNext] = [value(x), h * slope(x)];
      const difference = fNext - f;
      this.coefficients.set([f, g, 3 * difference - 2 * g - gNext, g + gNext - 2 * difference], 4 * i);
      [f, g] = [fNext, gNext];
    }
  }

  value(x: number): number {
    const q = this.coefficients;
    const s = (x - this.low) * this.density;
    if (s >= 0 && s < this.intervals) {
      const at = 4 * (s | 0);
      const t = s - (s | 0);
      return q[at]! + t * (q[at + 1]! + t * (q[at + 2]! + t * q[at + 3]!));
    }
    return s < 0 ? q[0]! + s * q[1]! : this.#endValue() + (s - this.intervals) * this.#endSlope();
  }

  slope(x: number): number {
    const q = this.coefficients;
    const s = (x - this.low) * this.density;
    if (s >= 0 && s < this.intervals) {
      const at = 4 * (s | 0);
      const t = s - (s | 0);
      return (q[at + 1]! + t * (2 * q[at + 2]! + t * 3 * q[at + 3]!)) * this.density;
    }
    return (s < 0 ? q[1]! : this.#endSlope()) * this.density;
  }

  /** Second derivative; it jumps at the nodes and is zero beyond the range. */
  curvature(x: number): number {
    const q = this.coefficients;
    const s = (x - this.low) * this.density;
    if (!(s >= 0 && s < this.intervals)) return 0;
    const at = 4 * (s | 0);
    return (2 * q[at + 2]! + 6 * (s - (s | 0)) * q[at + 3]!) * this.density ** 2;
  }

  #endValue(): number {
    const at = 4 * this.intervals - 4;
    const q = this.coefficients;
    return q[at]! + q[at + 1]! + q[at + 2]! + q[at + 3]!;
  }

  #endSlope(): number {
    const at = 4 * this.intervals - 4;
    const q = this.coefficients;
    return q[at + 1]! + 2 * q[at + 2]! + 3 * q[at + 3]!;
  }
}
