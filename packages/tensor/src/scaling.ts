import { InputError } from "@inversa/core";
import { matrix, multiply, symmetricEigen } from "@inversa/numerics";

export type ScalingMethod = "range" | "mean" | "standard" | "none" | "whitening";

/** The linear map y = R F (x - shift) as data: F is diagonal (`factors`), R a rotation to principal components with rows scaled (`rotation`, components x columns); either may be missing. */
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

/**
 * Whitening keeps the components that carry at least this share of the largest component's variance and more than noise alone does: among n rows of D
 * columns of unit noise the largest variance is about (1 + sqrt(D / n))^2 (V. A. Marchenko and L. A. Pastur, Math. USSR Sb. 1 (1967) 457-483).
 */
const leastVariance = 1e-7;
const aboveNoise = 1.15;

/** Columns of one unit, and the root mean square of their measurement error; 0 or left out where there is none. */
export interface Part {
  readonly offset: number;
  readonly length: number;
  readonly noise?: number;
}

/** What is known of the columns before their rows are looked at. */
export interface Known {
  readonly bounds?: { readonly lower: Float64Array; readonly upper: Float64Array };
  readonly parts?: readonly Part[];
}

/**
 * Learns a scaling from rows.
 * @param period Columns k, k + period, k + 2 period, ... are scaled alike (the channels of a convolutional network); `columns` scales each on its own.
 * @param known `bounds`: the range of each column, used by `range` in place of the smallest and largest value seen. `parts`: the columns that share a unit
 * (one curve), which whitening brings to the same noise (without any: the same spread) before it looks for components; each column by itself if left out.
 */
export function fitScaling(method: ScalingMethod, rows: Float64Array, columns: number, period = columns, known: Known = {}): Scaling {
  if (method === "whitening") {
    if (period !== columns) throw new InputError("option-invalid", { where: "input scaling", what: "whitening mixes the points of a curve, which a convolution cannot read", expected: "range, mean, standard or none" });
    return restoreScaling(fitWhitening(rows, columns, known.parts ?? Array.from({ length: columns }, (_, offset) => ({ offset, length: 1 }))));
  }
  const { bounds } = known;
  const shift = new Float64Array(columns);
  const factors = new Float64Array(columns).fill(1);
  const groups = method === "none" ? 0 : period;
  for (let group = 0; group < groups; group++) {
    const { mean, deviation, min, max } = spreadOf(rows, columns, period, group);
    const [low, high] = bounds ? [bounds.lower[group]!, bounds.upper[group]!] : [min, max];
    const centred = method === "standard" && period < columns ? centre(rows, columns, period, group, shift) : deviation;
    for (let j = group; j < columns; j += period) {
      if (method === "range") shift[j] = (low + high) / 2;
      else if (method === "mean" || period === columns) shift[j] = mean;
      // A column that never changes says nothing; it becomes zero and not infinite.
      if (method === "range") factors[j] = high > low ? 2 / (high - low) : 0;
      if (method === "standard") factors[j] = centred > 0 ? 1 / centred : 0;
    }
  }
  return restoreScaling({ method, shift, factors });
}

/**
 * Sets the shift of a channel's columns to its mean curve and returns the standard deviation about that: a network then reads how a curve differs from
 * the usual one, which is small beside the curve itself.
 */
function centre(rows: Float64Array, columns: number, period: number, group: number, shift: Float64Array): number {
  let variance = 0;
  for (let j = group; j < columns; j += period) {
    const { mean, deviation } = spreadOf(rows, columns, columns, j);
    shift[j] = mean;
    variance += deviation ** 2;
  }
  return Math.sqrt((variance * period) / columns);
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

function fitWhitening(rows: Float64Array, columns: number, parts: NonNullable<Known["parts"]>): SavedScaling {
  const count = rows.length / columns;
  const shift = new Float64Array(columns);
  const variance = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const { mean, deviation } = spreadOf(rows, columns, columns, j);
    shift[j] = mean;
    variance[j] = deviation ** 2;
  }
  // Kilopascals would drown strains. With the same noise in all columns, components of noise alone have the variance 1 whatever their direction.
  const unit = new Float64Array(columns);
  const isNoisy = parts.every(({ noise = 0 }) => noise > 0);
  for (const { offset, length, noise = 0 } of parts) {
    const spread = isNoisy ? noise : Math.sqrt(variance.subarray(offset, offset + length).reduce((sum, v) => sum + v, 0) / length);
    unit.fill(spread > 0 ? 1 / spread : 0, offset, offset + length);
  }
  const centred = matrix(count, columns, rows.map((value, i) => (value - shift[i % columns]!) * unit[i % columns]!));
  const { values, vectors } = symmetricEigen(multiply(centred, centred, { transposeA: true }));
  const largest = values.at(-1) ?? 0;
  const noise = isNoisy ? aboveNoise * (Math.sqrt(count) + Math.sqrt(columns)) ** 2 : 0;
  const kept = [...values.keys()].filter((k) => values[k]! > Math.max(leastVariance * largest, noise, 0)).reverse();
  const rotation = new Float64Array(kept.length * columns);
  for (const [row, k] of kept.entries()) for (let j = 0; j < columns; j++) rotation[row * columns + j] = vectors.data[j * columns + k]! / Math.sqrt(values[k]! / count);
  return { method: "whitening", shift, factors: unit, rotation };
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
  const { shift, factors = new Float64Array(columns).fill(1) } = saved;
  return {
    columns, scaled, save: () => saved,
    apply: (rows) => multiply(matrix(rows.length / columns, columns, rows.map((value, i) => (value - shift[i % columns]!) * factors[i % columns]!)), forward, { transposeB: true }).data,
    invert: (rows) => multiply(matrix(rows.length / scaled, scaled, rows), back).data.map((value, i) => (factors[i % columns] === 0 ? 0 : value / factors[i % columns]!) + shift[i % columns]!),
  };
}
