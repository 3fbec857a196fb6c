/** Nodes and weights of the Gauss-Legendre rule of four points on [-1, 1]. Abramowitz and Stegun (1964), table 25.4. */
const inner = 0.339981043584856;
const outer = 0.861136311594053;
const innerWeight = 0.652145154862546;
const outerWeight = 0.347854845137454;

/** Longest piece in w for one rule. The rates' nearest poles lie π/4 off the real axis, which leaves a relative error of 1e-8 or less a piece. */
const longest = 0.3;
/** Beyond this w the stress ratio is critical to rounding, and the strain proportional to w. */
const critical = 40;

/** Pieces to the critical state and Newton steps, many times over. */
const most = 5000;

/** How far a yielding element got: the `strain` asked for, the `end` met before it, or to where yielding would turn the strain `back`. */
export type Met = "strain" | "end" | "back";

/**
 * Follows yielding along w from one axial strain to the next: the integral of the rate is inverted by Newton's method with the integral itself accumulated on the way,
 * so nothing is interpolated and no step is chosen.
 */
export class Yielding {
  readonly #rate: (eta: number, left: number) => number;
  readonly #c: number;
  readonly #side: number;
  readonly #sense: number;
  readonly #end: number;
  /** Position, and strain there. */
  w: number;
  strain: number;

  /**
   * @param rate dεa/dw at a stress ratio and its distance from c
   * @param eta stress ratio where yielding begins; not c itself
   * @param c critical stress ratio approached
   * @param sense +1 or -1: direction of the axial strain
   * @param endRatio a stress ratio on the way at which to end, or undefined
   */
  constructor(rate: (eta: number, left: number) => number, eta: number, c: number, sense: number, strain: number, endRatio: number | undefined) {
    this.#rate = rate;
    this.#c = c;
    this.#side = Math.sign(c - eta);
    this.#sense = sense;
    this.w = -Math.log(Math.abs(c - eta));
    this.strain = strain;
    this.#end = endRatio === undefined ? Number.POSITIVE_INFINITY : -Math.log(Math.abs(c - endRatio));
  }

  /** Stress ratio reached. */
  get ratio(): number {
    return this.#c - this.#side * Math.exp(-this.w);
  }

  #at(w: number): number {
    const left = this.#side * Math.exp(-w);
    return this.#sense * this.#rate(this.#c - left, left);
  }

  /** Strain gained from the position to another w, in the direction of the test. */
  #gain(to: number): number {
    const half = (to - this.w) / 2;
    const middle = this.w + half;
    if (Math.abs(half) < 1e-7) return 2 * half * this.#at(middle);
    const a = inner * half;
    const b = outer * half;
    return half * (innerWeight * (this.#at(middle - a) + this.#at(middle + a)) + outerWeight * (this.#at(middle - b) + this.#at(middle + b)));
  }

  #move(to: number): void {
    this.strain += this.#sense * this.#gain(to);
    this.w = to;
  }

  /** Goes on to an axial strain. */
  to(target: number): Met {
    for (let pieces = 0; pieces < most; pieces++) {
      const rest = this.#sense * (target - this.strain);
      const rate = this.#at(this.w);
      if (!(rate > 0)) return "back";
      const step = rest / rate;
      if (this.w + step < this.#end && (Math.abs(step) < 1e-8 || this.w >= critical)) {
        this.w += step;
        this.strain = target;
        return "strain";
      }
      const next = this.w + Math.max(-longest, Math.min(step, longest));
      if (next >= this.#end) {
        while (this.#end - this.w > longest) this.#move(this.w + longest);
        this.#move(this.#end);
        if (this.#sense * (target - this.strain) >= 0) return "end";
      } else this.#move(next);
    }
    throw new RangeError(`no stress ratio found for an axial strain of ${target} near w = ${this.w}`);
  }
}
