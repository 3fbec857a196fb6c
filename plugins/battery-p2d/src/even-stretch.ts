/** Currents that differ by less than this share of the largest are one current: what a cycler calls constant. */
const sameCurrent = 2e-4;
/** So are those that differ by less than this share of the cell's current at 1C, whatever the current is: some tenth of a millivolt in the voltage. */
const littleCurrent = 5e-4;
/** Share of the cell's nominal charge by which one constant current may be ahead of the samples or behind them. */
const littleCharge = 5e-5;
/** A current that stays the same for more samples than this is left to steps of variable length. */
const longStretch = 30;
/** Samples that are looked at together: more are taken in pieces, which keeps the search short. */
const mostSamples = 4096;

/** Samples up to `last` that one constant current stands for: the one that moves the same charge, A. */
export interface EvenStretch {
  readonly last: number;
  readonly mean: number;
}

/** Finds in a sampled current what was meant to be constant and was measured with noise. */
export class EvenStretches {
  readonly #axis: Float64Array;
  readonly #current: Float64Array;
  readonly #steps: boolean;
  readonly #band: number;
  readonly #charge: number;
  /** No stretch is looked for before this sample: there was none just before. */
  #uneven = 0;

  /**
   * @param hold Whether a sample holds until the next, or straight lines lead from one to the other.
   * @param capacity Nominal, A h; @param exactness 1 or less: the smaller, the less is taken for noise.
   */
  constructor(axis: Float64Array, current: Float64Array, hold: "linear" | "step", capacity: number, exactness: number) {
    [this.#axis, this.#current, this.#steps] = [axis, current, hold === "step"];
    const most = current.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    this.#band = Math.max(sameCurrent * most, littleCurrent * exactness * capacity);
    this.#charge = littleCharge * exactness * 3600 * capacity;
  }

  /** The stretch that begins at sample k, if it is a long one. */
  from(k: number): EvenStretch | undefined {
    if (k < this.#uneven) return undefined;
    for (let last = this.#within(k); last - k > longStretch; last = k + ((last - k) >> 1)) {
      const mean = this.#mean(k, last);
      if (this.#ahead(k, last, mean) <= this.#charge) return { last, mean };
    }
    this.#uneven = k + longStretch / 2;
    return undefined;
  }

  /** The last sample up to which the current stays within the band around its middle, without a jump. */
  #within(k: number): number {
    const axis = this.#axis;
    let [low, high] = [this.#current[k]!, this.#current[k]!];
    let last = k;
    while (last + 1 < axis.length && last - k < mostSamples && axis[last + 1]! > axis[last]!) {
      const value = this.#current[this.#steps ? last : last + 1]!;
      [low, high] = [Math.min(low, value), Math.max(high, value)];
      if (high - low > 2 * this.#band) break;
      last++;
    }
    return last;
  }

  /** Charge between samples i and i + 1, C. */
  #between(i: number): number {
    const [here, next] = [this.#current[i]!, this.#current[i + 1]!];
    return (this.#axis[i + 1]! - this.#axis[i]!) * (this.#steps ? here : 0.5 * (here + next));
  }

  #mean(k: number, last: number): number {
    let charge = 0;
    for (let i = k; i < last; i++) charge += this.#between(i);
    return charge / (this.#axis[last]! - this.#axis[k]!);
  }

  /** The most by which the mean current's charge differs from that of the samples, C. */
  #ahead(k: number, last: number, mean: number): number {
    let [charge, most] = [0, 0];
    for (let i = k; i < last; i++) {
      charge += this.#between(i);
      most = Math.max(most, Math.abs(charge - mean * (this.#axis[i + 1]! - this.#axis[k]!)));
    }
    return most;
  }
}
