import { noiseDeviation, type InputBlock, type SavedInverse, type Table } from "@inversa/core";
import { quantile } from "@inversa/numerics";
import { column } from "../space/interval.ts";

/** How a measurement compares with the curves that an estimator was trained on. */
export interface FamiliarityCheck {
  /** Distance to the nearest training-like curve over the largest such distance among held-out simulations; above 1 is strange. */
  readonly distance: number;
  /** For each block, the share of its points outside everything that the simulations showed, noise allowed for. */
  readonly outside: readonly number[];
}

/** Knows which curves an estimator has seen, so that a measurement unlike all of them is not answered in silence. */
export interface Familiarity {
  check(inputs: Float64Array): FamiliarityCheck;
  save(): SavedInverse["arrays"];
}

/**
 * Learns the range of every point over the training curves and the usual distance between one simulation and its nearest neighbour.
 * @param curves Training curves without noise (M x D).
 * @param heldOut Simulations with noise that were not trained on (H x D).
 */
export function familiarityWith(curves: Table, heldOut: Table, blocks: readonly InputBlock[]): Familiarity {
  const D = curves.columns;
  const low = new Float64Array(D).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(D).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < curves.rows; i++) {
    const row = curves.data.subarray(i * D, (i + 1) * D);
    for (const { noise, offset, length } of blocks) {
      const margin = 3 * noiseDeviation(noise, row, offset, length);
      for (let c = offset; c < offset + length; c++) {
        if (row[c]! - margin < low[c]!) low[c] = row[c]! - margin;
        if (row[c]! + margin > high[c]!) high[c] = row[c]! + margin;
      }
    }
  }
  // A few hundred neighbours settle what is usual; more would only cost time.
  const rows = Math.min(heldOut.rows, 500);
  return familiarity({ low, high, known: { rows, columns: D, data: heldOut.data.slice(0, rows * D) } }, blocks);
}

/** The familiarity that {@link Familiarity.save} kept. */
export function restoreFamiliarity(arrays: SavedInverse["arrays"], blocks: readonly InputBlock[]): Familiarity {
  const array = (name: string): Float64Array => Float64Array.from(arrays[name] ?? []);
  const low = array("low");
  const data = array("known");
  return familiarity({ low, high: array("high"), known: { rows: data.length / low.length, columns: low.length, data } }, blocks);
}

function familiarity({ low, high, known }: { low: Float64Array; high: Float64Array; known: Table }, blocks: readonly InputBlock[]): Familiarity {
  const { rows: H, columns: D } = known;
  const scale = Float64Array.from({ length: D }, (_, c) => robustSpread(column(known, c)));
  const distanceTo = (inputs: Float64Array, without = -1): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < H; i++) {
      if (i === without) continue;
      let sum = 0;
      for (let c = 0; c < D && sum < least; c++) sum += ((inputs[c]! - known.data[i * D + c]!) / scale[c]!) ** 2;
      if (sum < least) least = sum;
    }
    return least < Number.POSITIVE_INFINITY ? Math.sqrt(least / D) : 0;
  };
  let usual = 0;
  for (let i = 0; i < H; i++) usual = Math.max(usual, distanceTo(known.data.subarray(i * D, (i + 1) * D), i));

  const check = (inputs: Float64Array): FamiliarityCheck => ({
    distance: usual > 0 ? distanceTo(inputs) / usual : 0,
    outside: blocks.map(({ offset, length }) => {
      let count = 0;
      for (let c = offset; c < offset + length; c++) if (inputs[c]! < low[c]! || inputs[c]! > high[c]!) count++;
      return count / length;
    }),
  });
  return { check, save: () => ({ low, high, known: known.data }) };
}

/** The interquartile range as a standard deviation, which a few wild curves do not move; 1 for a column that never changes. */
function robustSpread(values: Float64Array): number {
  const iqr = (quantile(values, 0.75) - quantile(values, 0.25)) / 1.349;
  return iqr > 0 ? iqr : 1;
}
