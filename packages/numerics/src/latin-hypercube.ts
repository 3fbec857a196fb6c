import { matrix, type Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";

/**
 * n points in [0, 1)^d, a point a row: each of the n equal slices of each axis holds exactly one point.
 * Source: M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21 (1979) 239-245.
 */
export function latinHypercube(random: Random, n: number, d: number): Matrix {
  const points = matrix(n, d);
  for (let j = 0; j < d; j++) {
    const slices = random.permutation(n);
    for (let i = 0; i < n; i++) {
      const value = (slices[i]! + random.next()) / n;
      // The division can round the last point of the last slice up to 1.
      points.data[i * d + j] = Math.min(value, 1 - 2 ** -53);
    }
  }
  return points;
}
