import type { Table } from "@inversa/core";
import { quantiles, symmetricEigen, type Random } from "@inversa/numerics";

/** 97.5 % point of the standard normal. */
const z975 = 1.959963984540054;

/** 95 % interval of each coordinate. */
export interface Interval {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The range that coordinates may have; infinite where it is open. */
export type Range = Interval;

/** Value +- 1.96 standard deviations in working coordinates, clipped to the range. On a logarithmic scale this is asymmetric in the parameter. */
export function normalInterval(value: Float64Array, covariance: Table, range: Range): Interval {
  const half = value.map((_, j) => z975 * Math.sqrt(covariance.data[j * covariance.columns + j]!));
  return { lower: value.map((v, j) => clip(v - half[j]!, range, j)), upper: value.map((v, j) => clip(v + half[j]!, range, j)) };
}

/** 2.5 % and 97.5 % quantiles of draws. */
export function sampleInterval(samples: Table): Interval {
  const lower = new Float64Array(samples.columns);
  const upper = new Float64Array(samples.columns);
  for (let j = 0; j < samples.columns; j++) [lower[j], upper[j]] = quantiles(column(samples, j), [0.025, 0.975]) as unknown as [number, number];
  return { lower, upper };
}

/** Draws from a normal distribution, clipped to the range. A singular covariance is fine: its directions do not move. */
export function normalDraws(mean: Float64Array, covariance: Table, range: Range, count: number, generator: Random): Table {
  const P = mean.length;
  const { values, vectors } = symmetricEigen(covariance);
  const data = new Float64Array(count * P);
  for (let i = 0; i < count; i++) {
    data.set(mean, i * P);
    for (let k = 0; k < P; k++) {
      const along = Math.sqrt(Math.max(0, values[k]!)) * generator.normal();
      for (let j = 0; j < P; j++) data[i * P + j]! += along * vectors.data[j * P + k]!;
    }
    for (let j = 0; j < P; j++) data[i * P + j] = clip(data[i * P + j]!, range, j);
  }
  return { rows: count, columns: P, data };
}

/** One column of a table. */
export const column = ({ rows, columns, data }: Table, j: number): Float64Array => Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]!);

/** One row of a table; shares its memory. */
export const rowOf = ({ columns, data }: Table, i: number): Float64Array => data.subarray(i * columns, (i + 1) * columns);

export const clip = (value: number, { lower, upper }: Range, j: number): number => Math.min(Math.max(value, lower[j]!), upper[j]!);
