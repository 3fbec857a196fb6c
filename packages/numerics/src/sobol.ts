import { matrix, type Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";
import { sobolDirections } from "./sobol-directions.ts";

const bits = 32;
const dimensions = sobolDirections.length + 1;

/**
 * The first n points of the Sobol sequence in [0, 1)^d, a point a row. With a generator the points are Owen-scrambled:
 * each alone is uniform, together they keep the sequence's evenness. Without one they are the plain sequence, whose
 * first point is the origin. Most even when n is a power of two.
 *
 * Sources: I. M. Sobol, USSR Comput. Math. Math. Phys. 7 (1967) 86-112; order of points: I. A. Antonov and V. M. Saleev,
 * ibid. 19 (1979) 252-256; scrambling: A. B. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences" (1995).
 *
 * @throws RangeError if d is not from 1 to 128 or n above 2^32
 */
export function sobol(scramble: Random | undefined, n: number, d: number): Matrix {
  if (!Number.isInteger(d) || d < 1 || d > dimensions) {
    throw new RangeError(`The Sobol sequence is tabulated for 1 to ${dimensions} dimensions, not ${d}.`);
  }
  if (!Number.isInteger(n) || n < 0 || n > 2 ** bits) throw new RangeError(`Cannot make ${n} Sobol points.`);
  const points = matrix(n, d);
  for (let j = 0; j < d; j++) {
    const directions = directionNumbers(j);
    const permute = scramble === undefined ? undefined : owenScrambling(scramble);
    let state = 0;
    for (let i = 0; i < n; i++) {
      if (i > 0) state ^= directions[31 - Math.clz32(i & -i)]!;
      // Scrambled digits below the 32nd are plain random ones.
      const value = permute === undefined ? state >>> 0 : permute(state) + Math.floor(scramble!.next() * 2 ** 21) / 2 ** 21;
      points.data[i * d + j] = value / 2 ** bits;
    }
  }
  return points;
}

/** The 32 direction numbers of a dimension, the first bit after the point on the left. */
function directionNumbers(dimension: number): Int32Array {
  const v = new Int32Array(bits);
  if (dimension === 0) {
    for (let k = 0; k < bits; k++) v[k] = 1 << (31 - k);
    return v;
  }
  const [polynomial, ...initial] = sobolDirections[dimension - 1]!;
  const degree = initial.length;
  for (let k = 0; k < degree; k++) v[k] = initial[k]! << (31 - k);
  for (let k = degree; k < bits; k++) {
    let value = v[k - degree]! ^ (v[k - degree]! >>> degree);
    for (let i = 1; i < degree; i++) if ((polynomial! >>> (degree - i)) & 1) value ^= v[k - i]!;
    v[k] = value;
  }
  return v;
}

/**
 * A nested uniform scrambling of 32-bit fractions: each bit is flipped or not by a coin that depends on all bits before
 * it. The coins come from a hash of the leading bits under a random key (B. Burley, "Practical hash-based Owen
 * scrambling", JCGT 9 (2020) no. 4, section 3, with a full-avalanche hash for every prefix).
 */
function owenScrambling(random: Random): (fraction: number) => number {
  const key = random.uint32();
  const second = random.uint32();
  return (fraction) => {
    let flips = 0;
    for (let bit = 0; bit < bits; bit++) {
      const prefix = bit === 0 ? 0 : (fraction >>> (bits - bit)) | 0;
      let hash = Math.imul(prefix ^ key, 0x85ebca6b) ^ Math.imul(bit + 1, 0x9e3779b1) ^ second;
      hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
      hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
      flips |= ((hash ^ (hash >>> 16)) & 1) << (31 - bit);
    }
    return (fraction ^ flips) >>> 0;
  };
}
