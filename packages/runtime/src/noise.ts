import type { InputBlock, NoiseLevel, Table } from "@inversa/core";
import { random, type Random } from "@inversa/numerics";

/** Standard deviation of the measurement error of one curve: sqrt(absolute^2 + (relative * largest absolute value)^2). Gaps (NaN) do not count. */
export function noiseDeviation({ relative, absolute }: NoiseLevel, row: Float64Array, offset = 0, length = row.length): number {
  let largest = 0;
  for (let i = offset; i < offset + length; i++) {
    const value = Math.abs(row[i]!);
    if (value > largest) largest = value;
  }
  return Math.hypot(absolute, relative * largest);
}

/** Adds the measurement error of each block to a row, in place. */
export function addNoise(row: Float64Array, blocks: readonly InputBlock[], generator: Random): Float64Array {
  for (const { noise, offset, length } of blocks) {
    const sd = noiseDeviation(noise, row, offset, length);
    if (sd > 0) for (let i = offset; i < offset + length; i++) row[i]! += sd * generator.normal();
  }
  return row;
}

/** A copy of a table of curves with measurement error; row i depends on the seed, the stream and i alone. */
export function withNoise(curves: Table, blocks: readonly InputBlock[], seed: number, stream: number): Table {
  const data = curves.data.slice();
  for (let i = 0; i < curves.rows; i++) addNoise(data.subarray(i * curves.columns, (i + 1) * curves.columns), blocks, random(seed, stream, i));
  return { ...curves, data };
}
