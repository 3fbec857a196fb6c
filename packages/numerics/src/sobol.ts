import type { Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";

/**
 * The first n points of the Sobol sequence in [0, 1)^d, a point a row. With a generator the points are Owen-scrambled
 * (each alone is uniform, together they keep the sequence's evenness); without one they are the plain sequence, whose
 * first point is the origin. Balanced best when n is a power of two.
 */
export function sobol(scramble: Random | undefined, n: number, d: number): Matrix {
  throw new Error(`not written yet: ${scramble} ${n} ${d}`);
}
