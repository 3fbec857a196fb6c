import { InputError } from "@inversa/core";
import { matrix, multiply, symmetricEigen } from "@inversa/numerics";

export type ScalingMethod = "range" | "mean" | "standard" | "none" | "whitening";

/** The linear map y = W (x - shift) as data: W is diagonal (`factors`) or a rotation to principal components with rows scaled (`rotation`, components x columns). */
export interface SavedScaling {
  readonly method: ScalingMethod;
  readonly shift: Float64Array;
  readonly factors?: Float64Array;
  readonly rotation?: Float64Array;
}

/** Scales rows before they enter a network and brings its answers back. */
export interface Scaling {
  /** Numbers a row before and after. */
  readonly columns: number;
  readonly scaled: number;
  apply(rows: Float64Array): Float64Array;
  /** The inverse; components that whitening left out come back as their mean. */
  invert(rows: Float64Array): Float64Array;
  save(): SavedScaling;
}

/** Whitening keeps the components that carry at least this share of the largest component's variance. */
const leastVariance = 1e-7;

/**
 * Learns a scaling from rows.
 * @param period Columns k, k + period, k + 2 period, ... are scaled alike (the channels of a convolutional network); `columns` scales each on its own.
 * @param bounds Known range of each column, used by `range` in place of the smallest and largest value seen.
 */
export function fitScaling(method: ScalingMethod, rows: Float64Array, columns: number, period = columns, bounds?: { readonly lower: Float64Array; readonly upper: Float64Array }): Scaling {
  if (method === "whitening") {
    if (period !== columns) throw new InputError("option-invalid", { where: "input scaling", what: "whitening mixes the points of a curve, which a convolution cannot read", expected: "range, mean, standard or none" });
    return restoreScaling(fitWhitening(rows, columns));
  }
  const shift = new Float64Array(columns);
  const factors = new Float64Array(columns).fill(1);
  const groups = method === "none" ? 0 : period;
  for (let group = 0; group < groups; group++) {
    const { mean, deviation, min, max } = spreadOf(rows, columns, period, group);
    const [low, high] = bounds ? [bounds.lower[group]!, bounds.upper[group]!] : [min, max];
    for (let j = group; j < columns; j += period) {
      shift[j] = method === "range" ? (low + high) / 2 : mean;
      // A column that never changes says nothing; it becomes zero and not infinite.
      if (method === "range") factors[j] = high > low ? 2 / (high - low) : 0;
      if (method === "standard") factors[j] = deviation > 0 ? 1 / deviation : 0;
    }
  }
  return restoreScaling({ method, shift, factors });
}

function spreadOf(rows: Float64Array, columns: number, period: number, group: number): { mean: number; deviation: number; min: number; max: number } {
  let [count, mean, squares, min, max] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let start = 0; start < rows.length; start += columns) {
    for (let j = group; j < columns; j += period) {
      const value = rows[start + j]!;
      count += 1;
      const off = value - mean;
      mean += off / count;
      squares += off * (value - mean);
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { mean, deviation: Math.sqrt(squares / Math.max(1, count)), min, max };
}

function fitWhitening(rows: Float64Array, columns: number): SavedScaling {
  const count = rows.length / columns;
  const shift = new Float64Array(columns);
  for (let j = 0; j < columns; j++) shift[j] = spreadOf(rows, columns, columns, j).mean;
  const centred = matrix(count, columns, rows.map((value, i) => value - shift[i % columns]!));
  const { values, vectors } = symmetricEigen(multiply(centred, centred, { transposeA: true }));
  const largest = values.at(-1) ?? 0;
  const kept = [...values.keys()].filter((k) => values[k]! > leastVariance * largest && values[k]! > 0).reverse();
  const rotation = new Float64Array(kept.length * columns);
  for (const [row, k] of kept.entries()) for (let j = 0; j < columns; j++) rotation[row * columns + j] = vectors.data[j * columns + k]! / Math.sqrt(values[k]! / count);
  return { method: "whitening", shift, rotation };
}

/** The scaling that {@link Scaling.save} kept. */
export function restoreScaling(saved: SavedScaling): Scaling {
  const { shift, factors, rotation } = saved;
  const columns = shift.length;
  if (rotation) return whiteningOf(saved, rotation, columns);
  const scale = factors ?? new Float64Array(columns).fill(1);
  return {
    columns, scaled: columns, save: () => saved,
    apply: (rows) => rows.map((value, i) => (value - shift[i % columns]!) * scale[i % columns]!),
    invert: (rows) => rows.map((value, i) => (scale[i % columns] === 0 ? 0 : value / scale[i % columns]!) + shift[i % columns]!),
  };
}

function whiteningOf(saved: SavedScaling, rotation: Float64Array, columns: number): Scaling {
  const scaled = rotation.length / columns;
  const forward = matrix(scaled, columns, rotation);
  // The rows of the rotation are orthogonal, so its pseudo-inverse is its transpose with each row divided by its squared length.
  const back = matrix(scaled, columns, rotation.map((value, i) => {
    const row = Math.floor(i / columns);
    return value / rotation.subarray(row * columns, (row + 1) * columns).reduce((sum, v) => sum + v * v, 0);
  }));
  const { shift } = saved;
  return {
    columns, scaled, save: () => saved,
    apply: (rows) => multiply(matrix(rows.length / columns, columns, rows.map((value, i) => value - shift[i % columns]!)), forward, { transposeB: true }).data,
    invert: (rows) => multiply(matrix(rows.length / scaled, scaled, rows), back).data.map((value, i) => value + shift[i % columns]!),
  };
}
