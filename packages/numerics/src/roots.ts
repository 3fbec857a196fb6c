/**
 * A root of a continuous function between a and b, where its values have opposite signs (or one is zero).
 *
 * @param tolerance on the root, absolute; machine precision of the root is added. Default 0.
 * @throws RangeError if f(a) and f(b) have the same sign, or a value is NaN
 *
 * Source: R. P. Brent, "Algorithms for minimization without derivatives", Prentice-Hall (1973), chapter 4, procedure
 * zero.
 */
export function brent(f: (x: number) => number, a: number, b: number, tolerance = 0): number {
  let fa = f(a);
  let fb = f(b);
  if (!(fa * fb <= 0) && !(Math.sign(fa) * Math.sign(fb) < 0)) {
    throw new RangeError(`f(${a}) = ${fa} and f(${b}) = ${fb} do not have opposite signs: no root is bracketed.`);
  }
  let c = a;
  let fc = fa;
  let d = b - a;
  let e = d;
  for (;;) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const limit = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const middle = (c - b) / 2;
    if (Math.abs(middle) <= limit || fb === 0) return b;
    if (Math.abs(e) < limit || Math.abs(fa) <= Math.abs(fb)) {
      d = middle;
      e = middle;
    } else {
      let p: number;
      let q: number;
      const s = fb / fa;
      if (a === c) {
        p = 2 * middle * s;
        q = 1 - s;
      } else {
        const r = fb / fc;
        const t = fa / fc;
        p = s * (2 * middle * t * (t - r) - (b - a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      const accepted = 2 * p < Math.min(3 * middle * q - Math.abs(limit * q), Math.abs(e * q));
      e = accepted ? d : middle;
      d = accepted ? p / q : middle;
    }
    a = b;
    fa = fb;
    b += Math.abs(d) > limit ? d : middle > 0 ? limit : -limit;
    fb = f(b);
    if (Number.isNaN(fb)) throw new RangeError(`f(${b}) is NaN inside the bracket.`);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      d = b - a;
      e = d;
    }
  }
}
