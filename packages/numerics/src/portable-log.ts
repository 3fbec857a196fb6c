const word = new Float64Array(1);
const halves = new Uint32Array(word.buffer);

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/**
 * The natural logarithm of a positive normal number, the same to the last bit in every engine (`Math.log` is not:
 * ECMAScript leaves its rounding open). Error below 1 ulp.
 *
 * Source: fdlibm 5.3, e_log.c, Copyright (C) 1993 by Sun Microsystems; permission to use, copy, modify and distribute
 * is granted there provided that this notice is preserved.
 */
export function portableLog(x: number): number {
  word[0] = x;
  let high = halves[1]!;
  let k = (high >>> 20) - 1023;
  high &= 0xfffff;
  const carry = (high + 0x95f64) & 0x100000;
  halves[1] = high | (carry ^ 0x3ff00000);
  k += carry >>> 20;
  const f = word[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + even + odd) + k * ln2Low) - f);
}
