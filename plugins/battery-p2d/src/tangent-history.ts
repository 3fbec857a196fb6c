import { baseWeights, highestOrder, interpolate } from "./history.ts";

/** Values of the equal grid that any formula asks for. */
const rows = highestOrder + 2;
/** Solutions that are kept. */
const room = 20;

/**
 * The past of derivatives. What {@link History} does to differences this does to weights: the solutions stay where they are, and a small matrix says how the values on the present
 * grid of equal steps follow from them. One linear combination a step is then all that goes through memory.
 */
export class TangentHistory {
  readonly #kept: Float64Array[];
  /** Row l: the value l steps ago as a combination of the kept solutions, the newest first. */
  #grid = new Float64Array(rows * room);
  #other = new Float64Array(rows * room);
  readonly #byDifference = new Float64Array(rows);
  readonly #byRow = new Float64Array(rows);
  readonly #weight = new Float64Array(room);
  /** What the base of a step is made up of: streams and their weights, and whether the first four are all. */
  readonly streams: Float64Array[];
  readonly weights = new Float64Array(6);
  few = true;

  constructor(size: number) {
    this.#kept = Array.from({ length: room }, () => new Float64Array(size));
    this.streams = Array.from({ length: 6 }, () => this.now);
  }

  get now(): Float64Array {
    return this.#kept[0]!;
  }

  /** Room for the next solution, which {@link accept} makes the present one. */
  get next(): Float64Array {
    return this.#kept[room - 1]!;
  }

  /** Forgets the past and keeps the present values. */
  restart(): void {
    this.#grid.fill(0);
    for (let l = 0; l < rows; l++) this.#grid[l * room] = 1;
  }

  accept(): void {
    const kept = this.#kept;
    kept.unshift(kept.pop()!);
    const grid = this.#grid;
    // What was l steps ago is l + 1 steps ago, and every solution is one older: down a row and right a column.
    grid.copyWithin(room + 1, 0, (rows - 1) * room - 1);
    grid.fill(0, 0, room);
    for (let l = 1; l < rows; l++) grid[l * room] = 0;
    grid[0] = 1;
    for (let l = 0; l < rows; l++) if (grid[l * room + room - 1] !== 0) return this.#gather();
  }

  /** The next step is `factor` times as long. */
  respace(order: number, factor: number): void {
    const from = this.#grid;
    const to = this.#other;
    to.fill(0);
    for (let l = 0; l <= order; l++) {
      interpolate(order, -factor * l, this.#byDifference);
      this.#toRows(order, this.#byDifference);
      for (let r = 0, p = 0; r <= order; r++) {
        const by = this.#byRow[r]!;
        for (let q = l * room, end = q + room; q < end; p++, q++) to[q]! += by * from[p]!;
      }
    }
    [this.#grid, this.#other] = [to, from];
  }

  /**
   * Makes up the base of the implicit step from at most six streams of numbers, and takes their leading entries together; the rest is left to who has something to do on the way.
   * @param out Receives the leading entries up to `end`.
   */
  base(order: number, end: number, out: Float64Array): void {
    this.#toRows(order, baseWeights[order]!);
    this.#weigh(order);
    this.#gatherStreams(out);
    this.combine(0, end, out);
  }

  /** Takes the streams together. */
  combine(from: number, end: number, out: Float64Array): void {
    const [a, b, c, d, e, f] = this.streams as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const wa = this.weights[0]!;
    const wb = this.weights[1]!;
    const wc = this.weights[2]!;
    const wd = this.weights[3]!;
    const we = this.weights[4]!;
    const wf = this.weights[5]!;
    if (this.few) for (let i = from; i < end; i++) out[i] = wa * a[i]! + wb * b[i]! + wc * c[i]! + wd * d[i]!;
    else for (let i = from; i < end; i++) out[i] = wa * a[i]! + wb * b[i]! + wc * c[i]! + wd * d[i]! + we * e[i]! + wf * f[i]!;
  }

  /** Weights of the kept solutions at `fraction` of a step before (negative) the present time. */
  at(order: number, fraction: number): void {
    interpolate(order, fraction, this.#byDifference);
    this.#toRows(order, this.#byDifference);
    this.#weigh(order);
  }

  /** The entries from `from` on with the weights of {@link at}. */
  weighed(from: number, out: Float64Array): void {
    out.fill(0);
    for (let k = 0; k < room; k++) {
      const weight = this.#weight[k]!;
      if (weight === 0) continue;
      const kept = this.#kept[k]!;
      for (let i = 0; i < out.length; i++) out[i]! += weight * kept[from + i]!;
    }
  }

  /** Moves all entries to what they were at `fraction` of a step. */
  rewind(order: number, fraction: number): void {
    this.at(order, fraction);
    const { next } = this;
    this.#gatherStreams(next);
    this.combine(0, next.length, next);
    this.now.set(next);
  }

  /** Weights of backward differences (1 for the value itself) as weights of the values. */
  #toRows(order: number, differences: Float64Array): void {
    const out = this.#byRow;
    out.fill(0);
    for (let k = 0; k <= order; k++) {
      let term = k === 0 ? 1 : differences[k]!;
      for (let l = 0; l <= k; l++) {
        out[l]! += term;
        term *= -(k - l) / (l + 1);
      }
    }
  }

  #weigh(order: number): void {
    const weight = this.#weight;
    weight.fill(0);
    const grid = this.#grid;
    for (let l = 0, p = 0; l <= order; l++) {
      const by = this.#byRow[l]!;
      for (let k = 0; k < room; k++, p++) weight[k]! += by * grid[p]!;
    }
  }

  /** The solutions with a weight, the newest first. Where there are more than six, which is rare, all from the sixth on are taken together in `out`, and that is the sixth stream. */
  #gatherStreams(out: Float64Array): void {
    const { streams, weights } = this;
    weights.fill(0);
    streams.fill(this.now);
    let count = 0;
    for (let k = 0; k < room; k++) {
      const weight = this.#weight[k]!;
      // The newest is always the first stream: who leads it on may still have to finish it.
      if (weight === 0 && k > 0) continue;
      if (count < 6) [streams[count], weights[count]] = [this.#kept[k]!, weight];
      else this.#intoSixth(weight, this.#kept[k]!, out);
      count++;
    }
    this.few = count <= 4;
  }

  #intoSixth(weight: number, kept: Float64Array, out: Float64Array): void {
    const { streams, weights } = this;
    const before = streams[5]!;
    const share = weights[5]!;
    for (let i = 0; i < out.length; i++) out[i] = share * before[i]! + weight * kept[i]!;
    [streams[5], weights[5]] = [out, 1];
  }

  /** Works the values of the grid out, where a solution would be needed longer than it is kept. */
  #gather(): void {
    const made = Array.from({ length: rows }, (_, l) => {
      this.#weight.set(this.#grid.subarray(l * room, (l + 1) * room));
      const out = new Float64Array(this.now.length);
      this.weighed(0, out);
      return out;
    });
    for (let l = 0; l < rows; l++) this.#kept[l]!.set(made[l]!);
    this.#grid.fill(0);
    for (let l = 0; l < rows; l++) this.#grid[l * room + l] = 1;
  }
}
