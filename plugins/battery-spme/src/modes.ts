/**
 * Linear states x' = -rate λ x + gain u(t) that share one drive u, which is a straight line within a step: carried over a step exactly, however long it is.
 */
export class Modes {
  readonly eigenvalue: Float64Array;
  readonly gain: Float64Array;
  readonly #decay: Float64Array;
  readonly #before: Float64Array;
  readonly #after: Float64Array;
  #step = Number.NaN;
  #rate = Number.NaN;

  constructor(eigenvalue: Float64Array, gain: Float64Array) {
    const { length } = eigenvalue;
    [this.eigenvalue, this.gain] = [eigenvalue, gain];
    [this.#decay, this.#before, this.#after] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  }

  /** Carries `from` over a step in which the drive goes from `u0` to `u1`; `into` may not be `from`. */
  advance(from: Float64Array, step: number, rate: number, u0: number, u1: number, into: Float64Array): void {
    if (step !== this.#step || rate !== this.#rate) this.#weigh(step, rate);
    const { gain } = this;
    const decay = this.#decay;
    const before = this.#before;
    const after = this.#after;
    for (let m = 0; m < into.length; m++) into[m] = decay[m]! * from[m]! + gain[m]! * (before[m]! * u0 + after[m]! * u1);
  }

  /** Integrals of e^{-μ(h-t)} times the two straight lines that share the step; series where μh is small. */
  #weigh(step: number, rate: number): void {
    for (let m = 0; m < this.eigenvalue.length; m++) {
      const x = rate * this.eigenvalue[m]! * step;
      const decay = Math.exp(-x);
      const whole = x < 1e-2 ? 1 - x * (1 / 2 - x * (1 / 6 - x / 24)) : (1 - decay) / x;
      const after = x < 1e-2 ? 1 / 2 - x * (1 / 6 - x * (1 / 24 - x / 120)) : (1 - whole) / x;
      this.#decay[m] = decay;
      this.#after[m] = step * after;
      this.#before[m] = step * (whole - after);
    }
    [this.#step, this.#rate] = [step, rate];
  }
}

/** Slow modes that are kept one by one, and how much wider each group of faster ones is than the one before. */
const [singleModes, groups, widening] = [10, 9, 1.5] as const;

/** Root n of tan λ = λ, just below (n + 3/2) π. */
function root(n: number): number {
  let guess = (n + 1.5) * Math.PI;
  guess -= 1 / guess;
  // Newton's method on λ cos λ - sin λ, whose slope is -λ sin λ.
  for (let i = 0; i < 8; i++) guess += (guess * Math.cos(guess) - Math.sin(guess)) / (guess * Math.sin(guess));
  return guess;
}

/**
 * Diffusion in a sphere of radius 1 with a prescribed flux at its surface: surface less mean is -Σ w_n (1 - e^{-λ_n² t}) under a constant unit flux, λ_n the roots of tan λ = λ, w_n = 2/λ_n², Σ w_n = 1/5.
 * The fast modes are taken together in groups that have the weight and the initial slope of their members; what is left beyond mode 324 follows at once.
 */
export const sphere: { readonly rate: Float64Array; readonly weight: Float64Array; readonly tail: number } = (() => {
  const [rate, weight]: [number[], number[]] = [[], []];
  const members = (from: number, count: number): void => {
    let sum = 0;
    for (let n = from; n < from + count; n++) sum += 2 / root(n) ** 2;
    rate.push((2 * count) / sum);
    weight.push(sum);
  };
  let next = 0;
  for (; next < singleModes; next++) members(next, 1);
  for (let g = 0, width = 4; g < groups; g++, width = Math.round(width * widening)) {
    members(next, width);
    next += width;
  }
  return { rate: Float64Array.from(rate), weight: Float64Array.from(weight), tail: 1 / 5 - weight.reduce((sum, w) => sum + w, 0) };
})();
