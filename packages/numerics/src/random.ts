import { normalQuantile } from "./normal.ts";
import { seedState } from "./seed-sequence.ts";

/**
 * A seeded generator whose numbers are the same on every machine, in every engine and for any number of threads:
 * xoshiro128** on 32-bit integers, period 2^128 - 1.
 *
 * Independent streams come from a path of numbers below the seed, not from the order in which numbers are drawn:
 * `random(7, sample, attempt)` is one stream per sample and attempt, whoever computes it.
 *
 * Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021) 36.
 */
export class Random {
  readonly seed: number;
  readonly stream: readonly number[];
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Prefer {@link random}. @throws RangeError if a number is not an integer from 0 to 2^53 - 1 */
  constructor(seed: number, stream: readonly number[] = []) {
    this.seed = seed;
    this.stream = stream;
    const state = seedState(seed, stream, 4);
    this.#a = state[0]! | 0;
    this.#b = state[1]! | 0;
    this.#c = state[2]! | 0;
    this.#d = state[3]! | 0;
    // The all-zero state is the one fixed point of the recurrence.
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#a = 1;
  }

  /** A uniform integer in [0, 2^32). */
  uint32(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** A uniform number in [0, 1) on the grid of 2^-53. */
  next(): number {
    const high = this.uint32() >>> 5;
    return (high * 0x4000000 + (this.uint32() >>> 6)) * 2 ** -53;
  }

  /** A standard normal number, by inversion of one uniform number: |z| < 8.3. */
  normal(): number {
    // Midpoints of the grid of 2^-52: never 0 or 1, and exactly symmetric about 1/2.
    const high = this.uint32() >>> 6;
    return normalQuantile((high * 0x4000000 + (this.uint32() >>> 6) + 0.5) * 2 ** -52);
  }

  /** A uniform integer in [0, n), without bias. @throws RangeError unless n is an integer from 1 to 2^53 - 1 */
  integer(n: number): number {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`integer(n) needs an integer n >= 1, not ${n}.`);
    if (n <= 2 ** 32) {
      const limit = 2 ** 32 - (2 ** 32 % n);
      for (;;) {
        const value = this.uint32();
        if (value < limit) return value % n;
      }
    }
    const limit = 2 ** 53 - (2 ** 53 % n);
    for (;;) {
      const value = this.next() * 2 ** 53;
      if (value < limit) return value % n;
    }
  }

  /** The numbers 0 to n - 1 in random order (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) {
      const j = this.integer(i + 1);
      order[i] = order[j]!;
      order[j] = i;
    }
    return order;
  }

  /**
   * A generator for a stream below this one. It depends on the seed and the path alone, not on how many numbers
   * were drawn before; `random(7).fork(1).fork(2)` is `random(7, 1, 2)`.
   */
  fork(...stream: number[]): Random {
    return new Random(this.seed, [...this.stream, ...stream]);
  }
}

/** The generator of a seed, or of an independent stream below it. Numbers are integers from 0 to 2^53 - 1. */
export function random(seed: number, ...stream: number[]): Random {
  return new Random(seed, stream);
}
