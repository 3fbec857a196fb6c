import type { InputBlock } from "./estimator.ts";
import type { NoiseLevel } from "./study.ts";

/** Standard deviation of the measurement error of one curve: sqrt(absolute^2 + (relative * largest absolute value)^2). Gaps (NaN) do not count. */
export function noiseDeviation({ relative, absolute }: NoiseLevel, row: Float64Array, offset = 0, length = row.length): number {
  let largest = 0;
  for (let i = offset; i < offset + length; i++) {
    const value = Math.abs(row[i]!);
    if (value > largest) largest = value;
  }
  return Math.hypot(absolute, relative * largest);
}

/** Adds the measurement error of each block to a row, in place. @param generator Gives standard normal numbers. */
export function addNoise(row: Float64Array, blocks: readonly Pick<InputBlock, "noise" | "offset" | "length">[], generator: { normal(): number }): Float64Array {
  for (const { noise, offset, length } of blocks) {
    const sd = noiseDeviation(noise, row, offset, length);
    if (sd > 0) for (let i = offset; i < offset + length; i++) row[i]! += sd * generator.normal();
  }
  return row;
}
