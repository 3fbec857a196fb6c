import type { Tableau } from "./tableau.ts";

/** Writes dy/dt at (t, y) into dydt. Values that are not finite make the solver retry with a shorter step. */
export type RightHandSide = (t: number, y: Float64Array, dydt: Float64Array) => void;

/** One step of an explicit Runge-Kutta pair, on arrays allocated once. */
export class RungeKuttaStep {
  evaluations = 0;
  /** The state at the start of the step. */
  y: Float64Array;
  /** The state at its end, after {@link attempt}. */
  next: Float64Array;
  readonly #rhs: RightHandSide;
  readonly #tableau: Tableau;
  readonly #slopes: Float64Array[];
  readonly #stage: Float64Array;
  readonly #quartic: Float64Array;
  #endSlope: Float64Array;
  /** Whether the last stage is evaluated at the end of the step (first same as last). */
  readonly #reusesLast: boolean;

  constructor(rhs: RightHandSide, tableau: Tableau, t: number, y: ArrayLike<number>) {
    const n = y.length;
    this.#rhs = rhs;
    this.#tableau = tableau;
    this.y = Float64Array.from(y);
    this.next = new Float64Array(n);
    this.#slopes = tableau.c.map(() => new Float64Array(n));
    this.#stage = new Float64Array(n);
    this.#quartic = new Float64Array(n);
    const last = tableau.c.length - 1;
    this.#reusesLast = tableau.c[last] === 1 && tableau.b.every((weight, s) => weight === (tableau.a[last]![s] ?? 0));
    this.#endSlope = this.#reusesLast ? this.#slopes[last]! : new Float64Array(n);
    this.slopeAt(t, this.y, this.#slopes[0]!);
  }

  /** The slope at the start of the step. */
  get slope(): Float64Array {
    return this.#slopes[0]!;
  }

  slopeAt(t: number, y: Float64Array, out: Float64Array): void {
    this.evaluations++;
    this.#rhs(t, y, out);
  }

  /** Computes {@link next} at t + h; the root mean square of the error in units of the tolerance, NaN if not finite. */
  attempt(t: number, h: number, rtol: number, atol: Float64Array): number {
    const { a, b, c, e } = this.#tableau;
    const slopes = this.#slopes;
    const last = c.length - 1;
    for (let s = 1; s <= last; s++) {
      const into = s === last && this.#reusesLast ? this.next : this.#stage;
      this.#advance(h, a[s]!, s, into);
      this.slopeAt(t + c[s]! * h, into, slopes[s]!);
    }
    if (!this.#reusesLast) {
      this.#advance(h, b, last + 1, this.next);
      this.slopeAt(t + h, this.next, this.#endSlope);
    }
    const { y, next } = this;
    let sum = 0;
    for (let i = 0; i < y.length; i++) {
      let error = 0;
      for (let s = 0; s <= last; s++) error += e[s]! * slopes[s]![i]!;
      sum += ((h * error) / (atol[i]! + rtol * Math.max(Math.abs(y[i]!), Math.abs(next[i]!)))) ** 2;
      if (!Number.isFinite(this.#endSlope[i]!)) return NaN;
    }
    return Number.isFinite(sum) ? Math.sqrt(sum / Math.max(1, y.length)) : NaN;
  }

  /** |h λ| estimated for free: how much the slope changes between the last inner stage and the end of the step. */
  stiffness(h: number): number {
    const slope = this.#slopes[this.#slopes.length - (this.#reusesLast ? 2 : 1)]!;
    let change = 0;
    let distance = 0;
    for (let i = 0; i < slope.length; i++) {
      change += (this.#endSlope[i]! - slope[i]!) ** 2;
      distance += (this.next[i]! - this.#stage[i]!) ** 2;
    }
    return distance > 0 ? Math.abs(h) * Math.sqrt(change / distance) : 0;
  }

  /** Makes {@link interpolate} ready for the step just attempted. */
  prepareDense(h: number): void {
    const { dense } = this.#tableau;
    this.#quartic.fill(0);
    dense?.forEach((weight, s) => {
      const slope = this.#slopes[s]!;
      for (let i = 0; i < slope.length; i++) this.#quartic[i]! += h * weight * slope[i]!;
    });
  }

  /** The state at the fraction of the step, by the pair's dense output. */
  interpolate(h: number, fraction: number, out: Float64Array): void {
    const rest = 1 - fraction;
    const start = this.#slopes[0]!;
    for (let i = 0; i < out.length; i++) {
      const change = this.next[i]! - this.y[i]!;
      const bend = h * start[i]! - change;
      const twist = change - h * this.#endSlope[i]! - bend;
      out[i] = this.y[i]! + fraction * (change + rest * (bend + fraction * (twist + rest * this.#quartic[i]!)));
    }
  }

  /** Makes the end of the step the start of the next one. */
  accept(): void {
    [this.y, this.next] = [this.next, this.y];
    const last = this.#slopes.length - 1;
    const start = this.#slopes[0]!;
    this.#slopes[0] = this.#endSlope;
    this.#endSlope = start;
    if (this.#reusesLast) this.#slopes[last] = start;
  }

  #advance(h: number, weights: readonly number[], stages: number, out: Float64Array): void {
    const { y } = this;
    const slopes = this.#slopes;
    for (let i = 0; i < y.length; i++) {
      let sum = 0;
      for (let s = 0; s < stages; s++) sum += weights[s]! * slopes[s]![i]!;
      out[i] = y[i]! + h * sum;
    }
  }
}
