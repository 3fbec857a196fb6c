import { matrix, type Matrix } from "./matrix.ts";
import type { RungeKuttaStep } from "./runge-kutta-step.ts";

/** Collects the states at the output times as integration passes them. */
export class Outputs {
  /** The last output time, or the start if there is none. */
  readonly end: number;
  /** 1 forward, -1 backward. */
  readonly direction: number;
  readonly #times: Float64Array;
  readonly #states: Matrix;
  #count = 0;

  /** @throws RangeError if the times are not finite and strictly monotone from the start on */
  constructor(start: number, times: ArrayLike<number>, dimension: number) {
    this.#times = Float64Array.from(times);
    this.#states = matrix(times.length, dimension);
    this.end = times.length > 0 ? times[times.length - 1]! : start;
    this.direction = this.end >= start ? 1 : -1;
    for (let k = 0; k < times.length; k++) {
      const before = k > 0 ? times[k - 1]! : start;
      const advance = (times[k]! - before) * this.direction;
      if (!(advance > 0 || (k === 0 && advance === 0)) || !Number.isFinite(times[k]!)) {
        throw new RangeError(`Output times run strictly one way from the start: ${times[k]} cannot follow ${before}.`);
      }
    }
  }

  /** Takes the outputs that lie strictly inside a step. */
  between(from: number, to: number, step: RungeKuttaStep, h: number): void {
    while (this.#count < this.#times.length && (to - this.#times[this.#count]!) * this.direction > 0) {
      step.interpolate(h, (this.#times[this.#count]! - from) / h, this.#row());
      this.#count++;
    }
  }

  /** Takes the state at t if t is the next output time. */
  take(t: number, y: Float64Array): void {
    if (this.#times[this.#count] !== t) return;
    this.#row().set(y);
    this.#count++;
  }

  /** The output times passed so far and the states there. */
  reached(): { readonly t: Float64Array; readonly y: Matrix } {
    const { columns, data } = this.#states;
    return {
      t: this.#times.slice(0, this.#count),
      y: matrix(this.#count, columns, data.slice(0, this.#count * columns)),
    };
  }

  #row(): Float64Array {
    const { columns, data } = this.#states;
    return data.subarray(this.#count * columns, (this.#count + 1) * columns);
  }
}
