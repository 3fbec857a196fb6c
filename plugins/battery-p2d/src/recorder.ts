import type { CellRun } from "./cell-run.ts";
import { highestOrder, interpolate, interpolateSlope, type History } from "./history.ts";

const weights = new Float64Array(highestOrder + 1);

/** Reads what is carried along, and its derivatives, at the points of an axis. */
export class Recorder {
  readonly axis: Float64Array;
  /** One series for each carried quantity, in the order of {@link carried}. */
  readonly series: readonly Float64Array[];
  /** By parameter, the derivatives of these series. */
  readonly slopes: readonly (readonly Float64Array[])[];
  /** Points read so far, and how many may be read for now. */
  read = 0;
  limit: number;
  /** All of them, and what belongs to one point. */
  readonly #all: Float64Array;
  readonly #within: Float64Array;

  /** @param parameters How many the derivatives are by. */
  constructor(axis: Float64Array, quantities: number, parameters = 0) {
    this.axis = axis;
    this.limit = axis.length;
    this.series = Array.from({ length: quantities }, () => new Float64Array(axis.length));
    // Views of one array: many arrays would be as much work for the collector as several simulations.
    this.#all = new Float64Array(quantities * parameters * axis.length);
    this.slopes = Array.from({ length: parameters }, (_, k) => this.series.map((series, q) => this.#all.subarray((q * parameters + k) * series.length, (q * parameters + k + 1) * series.length)));
    this.#within = new Float64Array(quantities * parameters);
  }

  get complete(): boolean {
    return this.read === this.axis.length;
  }

  /** Reads all points up to `until` from the interpolant of the last step. */
  readStep(run: CellRun, order: number, step: number, until: number): void {
    const { axis, limit } = this;
    for (; this.read < limit && axis[this.read]! <= until; this.read++) this.#readPoint(run, order, (axis[this.read]! - run.time) / step, step);
  }

  /** Reads the next point from the present values. */
  readNow(run: CellRun): void {
    this.#readPoint(run, 0, 0, 1);
    this.read++;
  }

  #readPoint({ carriedAt, history, tangents }: CellRun, order: number, fraction: number, step: number): void {
    const { axis, series, read } = this;
    interpolate(order, fraction, weights);
    for (let q = 0; q < series.length; q++) series[q]![read] = history.weighed(carriedAt + q, order, weights);
    if (!tangents) return;
    const within = this.#within;
    tangents.read(order, fraction, within);
    if (tangents.delayed) this.#delay(carriedAt, history, tangents.delays, order, fraction, step);
    for (let p = 0, at = read; p < within.length; p++, at += axis.length) this.#all[at] = within[p]!;
  }

  /** Takes the time at which the axis reads, where derivatives count from an instant that moves. */
  #delay(carriedAt: number, history: History, delays: Float64Array, order: number, fraction: number, step: number): void {
    interpolateSlope(order, fraction, weights);
    for (let q = 0, p = 0; q < this.series.length; q++) {
      const rate = history.slope(carriedAt + q, order, weights) / step;
      for (let k = 0; k < delays.length; k++, p++) this.#within[p]! -= rate * delays[k]!;
    }
  }
}
