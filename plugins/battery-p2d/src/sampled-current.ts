import { F } from "@inversa/battery";
import type { Bdf, TimedControl } from "./bdf.ts";
import { carried } from "./carried.ts";
import type { CellRun } from "./cell-run.ts";
import { holdControl } from "./cycler-steps.ts";
import { EvenStretches } from "./even-stretch.ts";
import { endAt, endWithout, exitOf, type End } from "./ends.ts";
import type { ExponentialStep } from "./exponential-step.ts";
import type { Recorder } from "./recorder.ts";
import type { Workspace } from "./workspace.ts";

/** Share of the largest current by which a straight line must leave the one before it, until the next sample, to count as a kink. */
const kink = 0.01;
/** Share of the cell's charge that may flow in one step, and share of the time since the last jump that a step may take. */
const chargeShare = 0.004;
const timeShare = 0.5;

/**
 * Leads a cell through a current sampled on the axis of the recorder.
 * @param hold `linear`: straight lines between samples, a jump is two samples at one time; `step`: each sample holds until the next.
 * @param capacity The cell's nominal capacity, A h: what counts as noise of a constant current goes by that.
 * @returns Why the test ended before its last point; undefined when everything was read.
 */
export function followCurrent(workspace: Workspace, current: Float64Array, hold: "linear" | "step", recorder: Recorder, capacity: number): End | undefined {
  const { axis } = recorder;
  const { run } = workspace;
  const drive = new Drive(workspace, current.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0));
  const even = new EvenStretches(axis, current, hold, capacity, run.state.mesh.sampleStep);
  if (!drive.jump(current[0]!)) return endWithout(run);
  recorder.readNow(run);
  for (let k = 0; k + 1 < axis.length;) {
    const stretch = even.from(k);
    const last = stretch?.last ?? k + 1;
    if (stretch) {
      recorder.limit = hold === "step" ? last : last + 1;
      const end = holdControl(run, drive.bdf, { mode: "current", value: stretch.mean, slope: 0 }, { duration: axis[last]! - axis[k]!, until: { voltage: undefined, current: undefined } }, recorder);
      recorder.limit = axis.length;
      // The current is what was given, not its mean.
      recorder.series[carried.current]!.set(current.subarray(k + 1, recorder.read), k + 1);
      if (end.by === "physics") return end.end;
      if (!drive.jump(current[last]!)) return endWithout(run);
    } else {
      const end = axis[last]! > axis[k]! ? drive.go(hold === "step" ? current[k]! : current[last]!, axis[last]!) : undefined;
      if (end) return end;
      const jumps = axis[last] === axis[k] || (hold === "step" && current[last] !== current[k]);
      if (jumps && !drive.jump(current[last]!)) return endWithout(run);
    }
    if (recorder.read <= last) recorder.readNow(run);
    k = last;
  }
  return undefined;
}

/** Takes a cell from one sample to the next. */
class Drive {
  readonly bdf: Bdf;
  readonly #run: CellRun;
  readonly #step: ExponentialStep | undefined;
  readonly #control: TimedControl = { mode: "current", value: 0, slope: 0 };
  #jumped = 0;
  readonly #capacity: number;
  readonly #most: number;

  /** @param most Largest current, A. */
  constructor({ run, bdf, exponential }: Workspace, most: number) {
    this.#most = most;
    this.#run = run;
    this.bdf = bdf;
    this.#step = exponential;
    const { negative, area } = run.state.numbers!;
    this.#capacity = (F * area * negative.thickness * negative.surfaceArea * negative.radius * negative.maximumConcentration) / 3;
  }

  /** Sets a current at once. @returns Whether the cell can. */
  jump(current: number): boolean {
    this.#control.value = current;
    this.#jumped = this.#run.time;
    if (!this.#run.settle(this.#control)) return false;
    this.#step?.begin();
    this.bdf.begin(0.05);
    return true;
  }

  /** Goes to a time on a straight line to a current. */
  go(current: number, time: number): End | undefined {
    const run = this.#run;
    const control = this.#control;
    const begun = run.time;
    const slope = (current - control.value) / (time - begun);
    // A kink is a small jump; one that leads away by next to nothing, such as the noise of a constant current that was measured, is none.
    if (Math.abs(slope - control.slope) * (time - begun) > kink * run.state.mesh.sampleStep * this.#most) this.#jumped = begun;
    control.slope = slope;
    const from = control.value;
    let shorter = 1;
    while (run.time < time) {
      if (this.#step) {
        const left = time - run.time;
        const most = Math.max(Math.abs(from), Math.abs(current));
        const { sampleStep } = run.state.mesh;
        const longest = shorter * Math.min(Math.max(sampleStep, timeShare * sampleStep * (run.time - this.#jumped)), (chargeShare * sampleStep * this.#capacity) / (most + 1e-9));
        const step = left / Math.ceil(left / longest - 1e-9);
        if (!this.#step.advance(from + slope * (run.time + step - begun), step)) {
          shorter /= 4;
          if (shorter < 1e-6) return endWithout(run);
          continue;
        }
        if (step >= left) run.time = time;
      } else {
        control.value = from + slope * (run.time - begun);
        if (!this.bdf.advance(control, time)) return endWithout(run);
        this.bdf.plan();
      }
      const exit = exitOf(run);
      if (exit) return endAt(run, exit, run.time);
    }
    control.value = current;
    return undefined;
  }
}
