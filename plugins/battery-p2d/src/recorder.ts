import type { CellRun } from "./cell-run.ts";
import { highestOrder, interpolate } from "./history.ts";
import type { Tangents } from "./tangents.ts";

const weights = new Float64Array(highestOrder + 1);

/** Reads what is carried along at the points of an axis. */
export class Recorder {
  readonly axis: Float64Array;
  /** One series for each carried quantity, in the order of {@link carried}. */
  readonly series: readonly Float64Array[];
  /** Points read so far, and how many may be read for now. */
  read = 0;
  limit: number;
  /** The same for each twin of the run. */
  readonly twins: readonly Recorder[];

  constructor(axis: Float64Array, quantities: number, twins = 0) {
    this.axis = axis;
    this.limit = axis.length;
    this.twins = Array.from({ length: twins }, () => new Recorder(axis, quantities));
    this.series = Array.from({ length: quantities }, () => new Float64Array(axis.length));
  }

  get complete(): boolean {
    return this.read === this.axis.length;
  }

  /** Reads all points up to `until` from the interpolant of the last step. */
  readStep(run: CellRun, order: number, step: number, until: number): void {
    const { axis, limit, twins } = this;
    for (; this.read < limit && axis[this.read]! <= until; this.read++) {
      interpolate(order, (axis[this.read]! - run.time) / step, weights);
      this.#readPoint(run, order, this.read);
      if (run.tangents) this.#readTangents(run.tangents, order, this.read, (this.axis[this.read]! - run.time) / step);
      else for (let k = 0; k < twins.length; k++) twins[k]!.#readPoint(run.twins[k]!, order, this.read);
    }
  }

  #readPoint({ history, carriedAt }: CellRun, order: number, point: number): void {
    const { series } = this;
    for (let q = 0; q < series.length; q++) series[q]![point] = history.weighed(carriedAt + q, order, weights);
  }

  #readTangents(tangents: Tangents, order: number, point: number, fraction: number): void {
    const { series, twins } = this;
    if (order > 0) tangents.history.at(order, fraction);
    for (let k = 0; k < twins.length; k++) {
      const there = twins[k]!.series;
      for (let q = 0; q < series.length; q++) {
        const own = series[q]![point]!;
        there[q]![point] = order > 0 ? tangents.besideWithin(k, q, own) : tangents.beside(k, q, own);
      }
    }
  }

  /** Reads the next point from the present values. */
  readNow(run: CellRun): void {
    const { twins } = this;
    this.#readPoint(run, 0, this.read);
    if (run.tangents) this.#readTangents(run.tangents, 0, this.read, 0);
    else for (let k = 0; k < twins.length; k++) twins[k]!.#readPoint(run.twins[k]!, 0, this.read);
    this.read++;
  }
}
