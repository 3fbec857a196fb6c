const word = new Float64Array(1);
const halves = new Uint32Array(word.buffer);

const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

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
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + even + odd) + k * ln2Low) - f);
}
