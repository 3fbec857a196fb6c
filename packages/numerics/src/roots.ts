/**
 * A root of a continuous function between a and b, where its values have opposite signs (or one is zero).
 *
 * @param tolerance on the root, absolute; machine precision of the root is added. Default 0.
 * @throws RangeError if f(a) and f(b) have the same sign or a value is NaN
 *
 * Source: R. P. Brent, "Algorithms for minimization without derivatives", Prentice-Hall (1973), chapter 4.
 */
export function brent(f: (x: number) => number, a: number, b: number, tolerance = 0): number {
  throw new Error(`not written yet: ${f} ${a} ${b} ${tolerance}`);
}
