import { brent } from "@inversa/numerics";
import { behindCurrent, behindVoltage, endOfSteps, type CyclingStep, type StepEnding } from "@inversa/battery";
import type { Bdf, TimedControl } from "./bdf.ts";
import { carried } from "./carried.ts";
import type { CellRun } from "./cell-run.ts";
import { endAt, endWithout, exitOf, show, type End, type Exit } from "./ends.ts";
import type { Recorder } from "./recorder.ts";
import type { Workspace } from "./workspace.ts";

/** First step after a switch, s. */
const firstStep = 0.05;

/** What ends a step of the cycler. */
export type Until = Pick<CyclingStep, "duration" | "until">;

/** Why a step ended: at its time, at a limit of the cycler (`atOnce` where it stood there from the start), because everything asked for has been read, or because the physics ended. */
export type StepEnd = { readonly by: "duration" | "read" } | ({ readonly by: "limit"; readonly quantity: number } & StepEnding) | { readonly by: "physics"; readonly end: End };

/** Leads a cell through one step of constant current, voltage or power, reading the axis on the way; ends are located exactly. */
export function holdControl(run: CellRun, bdf: Bdf, control: TimedControl, { duration, until }: Until, recorder: Recorder): StepEnd {
  const { history: { now }, carriedAt } = run;
  const begun = run.time;
  if (!run.settle(control)) return { by: "physics", end: endWithout(run) };
  while (recorder.read < recorder.limit && recorder.axis[recorder.read]! <= begun) recorder.readNow(run);
  const [voltage, current] = [now[carriedAt + carried.voltage]!, Math.abs(now[carriedAt + carried.current]!)];
  const at = limitsOf(control, until, voltage);
  if (passes(at.voltage, voltage)) return { by: "limit", quantity: carried.voltage, how: behindVoltage(until.voltage!, voltage, control.mode === "voltage" ? 0 : control.value), atOnce: true };
  if (passes(at.current, current)) return { by: "limit", quantity: carried.current, how: behindCurrent(until.current!, current), atOnce: true };
  const end = duration === undefined ? Number.POSITIVE_INFINITY : begun + duration;
  bdf.begin(Math.min(firstStep, (end - begun) / 4));
  for (;;) {
    if (!bdf.advance(control, end)) return { by: "physics", end: endWithout(run) };
    const exit = exitOf(run);
    const ended = exit !== undefined || passes(at.voltage, now[carriedAt + carried.voltage]!) || passes(at.current, Math.abs(now[carriedAt + carried.current]!));
    const first = ended ? firstEnd(run, bdf, exit, at, until) : undefined;
    const stopped = first ? run.time + first.fraction * bdf.step : run.time;
    recorder.readStep(run, bdf.order, bdf.step, stopped);
    if (first) {
      run.rewind(bdf.order, first.fraction, bdf.step, first.end.by === "limit" ? first.end.quantity : undefined);
      return first.end;
    }
    if (recorder.complete) return { by: "read" };
    if (run.time >= end) return { by: "duration" };
    bdf.plan();
  }
}

/** A limit of the cycler: a value is beyond it when sign (value - limit) is not positive. */
interface Limit {
  readonly value: number;
  readonly sign: 1 | -1;
}

const passes = (limit: Limit | undefined, value: number): boolean => limit !== undefined && limit.sign * (value - limit.value) <= 0;

/** A current or power comes to a voltage from the side on which it drives it, anything else from where it starts. */
function limitsOf({ mode, value }: TimedControl, { voltage, current }: CyclingStep["until"], start: number): { readonly voltage: Limit | undefined; readonly current: Limit | undefined } {
  const falling = mode !== "voltage" && value !== 0 ? value > 0 : voltage !== undefined && start > voltage;
  return { voltage: voltage === undefined ? undefined : { value: voltage, sign: falling ? 1 : -1 }, current: current === undefined ? undefined : { value: current, sign: 1 } };
}

const atVoltage = ({ voltage }: CyclingStep["until"]): StepEnd => ({ by: "limit", quantity: carried.voltage, how: `when the voltage reached ${show(voltage!)} V`, atOnce: false });
const atCurrent = ({ current }: CyclingStep["until"]): StepEnd => ({ by: "limit", quantity: carried.current, how: `when the current fell to ${show(current!)} A`, atOnce: false });

/** The earliest of the ends that lie within the last step. */
function firstEnd(run: CellRun, { order, step }: Bdf, exit: Exit | undefined, at: ReturnType<typeof limitsOf>, until: CyclingStep["until"]): { readonly fraction: number; readonly end: StepEnd } | undefined {
  const { history: { now }, carriedAt } = run;
  const found: { fraction: number; end: StepEnd }[] = [];
  if (passes(at.voltage, now[carriedAt + carried.voltage]!)) found.push({ fraction: crossing(run, carriedAt + carried.voltage, order, until.voltage!), end: atVoltage(until) });
  if (passes(at.current, Math.abs(now[carriedAt + carried.current]!))) {
    const sign = Math.sign(run.history.at(carriedAt + carried.current, order, -1));
    found.push({ fraction: crossing(run, carriedAt + carried.current, order, sign * until.current!), end: atCurrent(until) });
  }
  if (exit) {
    const fraction = crossing(run, exit.entry, order, exit.limit);
    found.push({ fraction, end: { by: "physics", end: endAt(run, exit, run.time + fraction * step) } });
  }
  return found.toSorted((a, b) => a.fraction - b.fraction)[0];
}

/** Fraction of the last step (-1..0) at which entry i of the history passes a limit. */
function crossing(run: CellRun, i: number, order: number, limit: number): number {
  const excess = (fraction: number): number => run.history.at(i, order, fraction) - limit;
  return Math.sign(excess(-1)) === Math.sign(excess(0)) ? 0 : brent(excess, -1, 0, 1e-12);
}

/** Leads a cell through a list of steps. @returns Why it ended before the last point of the axis; undefined when everything was read. */
export function followSteps({ run, bdf }: Workspace, steps: readonly CyclingStep[], recorder: Recorder): End | undefined {
  const endings: StepEnding[] = [];
  for (const { mode, value, duration, until } of steps) {
    const control: TimedControl = { mode: mode === "rest" ? "current" : mode, value: mode === "rest" ? 0 : value!, slope: 0 };
    const end = holdControl(run, bdf, control, { duration, until }, recorder);
    if (recorder.complete) return undefined;
    if (end.by === "physics") return end.end;
    endings.push(end.by === "limit" ? end : { how: "at its time", atOnce: false });
  }
  return { reason: "cut-off", time: run.time, message: endOfSteps(run.time, steps, endings) };
}
