import { addNoise, type InputBlock, type Table } from "@inversa/core";
import { random } from "@inversa/numerics";

/** A copy of a table of curves with measurement error; row i depends on the seed, the stream and i alone. */
export function withNoise(curves: Table, blocks: readonly InputBlock[], seed: number, stream: number): Table {
  const data = curves.data.slice();
  for (let i = 0; i < curves.rows; i++) addNoise(data.subarray(i * curves.columns, (i + 1) * curves.columns), blocks, random(seed, stream, i));
  return { ...curves, data };
}
