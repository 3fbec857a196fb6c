import type { CellRun } from "./cell-run.ts";

/** Reads what is carried along at the points of an axis. */
export class Recorder {
  readonly axis: Float64Array;
  /** One series for each carried quantity, in the order of {@link carried}. */
  readonly series: readonly Float64Array[];
  /** Points read so far, and how many may be read for now. */
  read = 0;
  limit: number;

  constructor(axis: Float64Array, quantities: number) {
    this.axis = axis;
    this.limit = axis.length;
    this.series = Array.from({ length: quantities }, () => new Float64Array(axis.length));
  }

  get complete(): boolean {
    return this.read === this.axis.length;
  }

  /** Reads all points up to `until` from the interpolant of the last step. */
  readStep(run: CellRun, order: number, step: number, until: number): void {
    const { axis, series, limit } = this;
    for (; this.read < limit && axis[this.read]! <= until; this.read++) {
      const fraction = (axis[this.read]! - run.time) / step;
      for (let q = 0; q < series.length; q++) series[q]![this.read] = run.history.at(run.carriedAt + q, order, fraction);
    }
  }

  /** Reads the next point from the present values. */
  readNow(run: CellRun): void {
    const { series } = this;
    for (let q = 0; q < series.length; q++) series[q]![this.read] = run.history.now[run.carriedAt + q]!;
    this.read++;
  }
}
