import { behindCurrent, behindVoltage, endOfSteps, type CyclingStep, type StepEnding } from "@inversa/battery";
import type { StopReason } from "@inversa/core";
import { brent } from "@inversa/numerics";
import type { Reading, SpmeCell, State } from "./spme-cell.ts";

/** Why a test ended before the last point of its axis. */
export interface End {
  readonly reason: StopReason;
  readonly message: string;
}

/** What the cell is asked for within a step; the current may run along a straight line. */
type Control = { readonly mode: "current"; readonly from: number; readonly to: number } | { readonly mode: "voltage" | "power"; readonly value: number };

/** `how` a step ended that came to it, and how one that had passed it at its start. */
type Limit = { readonly how: string; readonly passed: string; beyond(reading: Reading, state: State): number };
/** What ended a step before its time. */
type Ended = ({ readonly by: "limit" } & StepEnding) | { readonly by: "physics"; readonly end: End };

/** Largest share of the nominal charge that flows within a step: where ends are looked for, and where coefficients change as well. */
const [shareToLook, shareToChange] = [0.02, 0.005];
/** Share of the time since the last switch that a step takes where coefficients change, and what it takes at least, s. */
const [growth, shortest] = [0.25, 0.05];
/** Salt left where the electrolyte counts as depleted, over that at rest. */
const depletion = 1e-3;

/** Leads a cell through a test and calls `record` at every point of the axis, in order. */
export class Course {
  readonly #cell: SpmeCell;
  readonly #axis: Float64Array;
  readonly #record: (point: number, reading: Reading, state: State) => void;
  now: State;
  #next: State;
  #trial: State;
  #read = 0;
  #switched = 0;

  constructor(cell: SpmeCell, axis: Float64Array, temperature: number, record: (point: number, reading: Reading, state: State) => void) {
    [this.#cell, this.#axis, this.#record] = [cell, axis, record];
    [this.now, this.#next, this.#trial] = [cell.rest(temperature), cell.rest(temperature), cell.rest(temperature)];
  }

  /** Points of the axis that were recorded. */
  get recorded(): number {
    return this.#read;
  }

  get complete(): boolean {
    return this.#read >= this.#axis.length;
  }

  /** A current sampled on the axis. */
  sampled(current: Float64Array, hold: "linear" | "step"): End | undefined {
    const axis = this.#axis;
    this.#jump(current[0]!);
    const first = this.#exit();
    if (first) return first;
    this.#recordHere(1);
    for (let k = 1; k < axis.length; k++) {
      if (axis[k]! > axis[k - 1]!) {
        const end = this.#hold({ mode: "current", from: current[k - 1]!, to: hold === "step" ? current[k - 1]! : current[k]! }, axis[k]!, [], k);
        if (end) return end.by === "physics" ? end.end : undefined;
      }
      if (this.now.current !== current[k]!) this.#jump(current[k]!);
      const exit = this.#exit();
      if (exit) return exit;
      this.#recordHere(k + 1);
    }
    return undefined;
  }

  /** A list of steps of the cycler. */
  steps(list: readonly CyclingStep[]): End | undefined {
    const endings: StepEnding[] = [];
    for (const [k, { mode, value = 0, duration, until }] of list.entries()) {
      const control: Control = mode === "voltage" || mode === "power" ? { mode, value } : { mode: "current", from: mode === "rest" ? 0 : value, to: mode === "rest" ? 0 : value };
      const name = `${mode} (step ${k + 1} of ${list.length})`;
      const settled = control.mode === "current" ? control.from : this.#solve(control, 0);
      if (settled === undefined) return { reason: "no-solution", message: `no current answers ${name} after ${show(this.now.time)} s` };
      this.#jump(settled);
      const exit = this.#exit();
      if (exit) return exit;
      this.#recordHere(this.#axis.length);
      const end = this.#hold(control, duration === undefined ? Number.POSITIVE_INFINITY : this.now.time + duration, this.#limits(control, until), this.#axis.length);
      if (end?.by === "physics") return end.end;
      if (this.complete) return undefined;
      endings.push(end ?? { how: "at its time", atOnce: false });
    }
    return { reason: "cut-off", message: endOfSteps(this.now.time, list, endings) };
  }

  #jump(current: number): void {
    this.#cell.jump(this.now, current);
    this.#switched = this.now.time;
  }

  /** Points of the axis, up to the `upTo`th, at which the cell is now. */
  #recordHere(upTo: number): void {
    while (this.#read < upTo && this.#read < this.#axis.length && this.#axis[this.#read]! <= this.now.time) {
      this.#record(this.#read, this.#cell.read(this.now), this.now);
      this.#read++;
    }
  }

  /** Where a current or power drives the voltage, the limit is met from that side; a held voltage lets the current fall. */
  #limits(control: Control, { voltage, current }: CyclingStep["until"]): readonly Limit[] {
    const { voltage: start } = this.#cell.read(this.now);
    const { current: flowing } = this.now;
    const drive = control.mode === "current" ? control.from : control.mode === "power" ? control.value : 0;
    const falling = drive === 0 ? voltage !== undefined && start > voltage : drive > 0;
    return [
      ...(voltage === undefined ? [] : [{ how: `when the voltage reached ${show(voltage)} V`, passed: behindVoltage(voltage, start, drive), beyond: (reading: Reading) => (falling ? voltage - reading.voltage : reading.voltage - voltage) }]),
      ...(current === undefined ? [] : [{ how: `when the current fell to ${show(current)} A`, passed: behindCurrent(current, Math.abs(flowing)), beyond: (_: Reading, state: State) => current - Math.abs(state.current) }]),
    ];
  }

  /** Holds a control until a time or a limit. @returns What ended it, if not the time. */
  #hold(control: Control, until: number, limits: readonly Limit[], recordUpTo: number): Ended | undefined {
    const begun = this.now.time;
    const met = limits.find((limit) => limit.beyond(this.#cell.read(this.now), this.now) >= 0);
    if (met) return { by: "limit", how: met.passed, atOnce: true };
    while (this.now.time < until && !this.complete) {
      const step = this.#stepLength(control, until);
      const whole = this.#advance(control, begun, until, step);
      const found = whole ? this.#passed(control, begun, until, step, limits) : this.#withoutSolution();
      [this.now, this.#next] = [this.#next, this.now];
      if (found?.by === "physics") return found;
      // Rounding must not leave a sliver of time before a point of the axis.
      const at = this.#axis[this.#read];
      if (at !== undefined && Math.abs(at - this.now.time) <= 1e-9 * Math.max(1, at)) this.now.time = at;
      if (until - this.now.time <= 1e-9 * Math.max(1, this.now.time)) this.now.time = until;
      this.#recordHere(recordUpTo);
      if (found) return found;
    }
    return undefined;
  }

  #stepLength(control: Control, until: number): number {
    const { now } = this;
    const changing = this.#cell.nonlinear || control.mode !== "current";
    const charge = (changing ? shareToChange : shareToLook) * 3600 * this.#cell.cell.nominalCapacity;
    const bySpeed = charge / Math.max(Math.abs(now.current), 1e-9);
    const byTime = changing ? Math.max(shortest, growth * (now.time - this.#switched)) : Number.POSITIVE_INFINITY;
    const point = this.#axis[this.#read];
    const longest = Math.min(bySpeed, byTime, until - now.time, changing ? 600 : 3600);
    return point !== undefined && point > now.time ? Math.min(longest, point - now.time) : longest;
  }

  /** Puts the state after a step into `#next`. @returns Whether there is one. */
  #advance(control: Control, begun: number, until: number, step: number): boolean {
    if (control.mode === "current") {
      const along = Number.isFinite(until) ? (this.now.time + step - begun) / (until - begun) : 0;
      this.#cell.advance(this.now, step, control.from + Math.min(1, along) * (control.to - control.from), this.#next);
      return true;
    }
    const current = this.#solve(control, step);
    if (current === undefined) return false;
    this.#cell.advance(this.now, step, current, this.#next);
    return true;
  }

  /** The current that answers a voltage or power at the end of a step; at once for a step of zero. */
  #solve({ mode, value }: Extract<Control, { mode: "voltage" | "power" }>, step: number): number | undefined {
    const cell = this.#cell;
    const trial = this.#trial;
    const excess = (current: number): number => {
      if (step > 0) cell.advance(this.now, step, current, trial);
      else {
        cell.copy(this.now, trial);
        cell.jump(trial, current);
      }
      const { voltage } = cell.read(trial);
      // Beyond what the surfaces hold there is no voltage; the way back is known.
      if (Number.isNaN(voltage)) return current > this.now.current ? -1e3 : 1e3;
      return mode === "voltage" ? voltage - value : value - voltage * current;
    };
    // With the current a voltage falls and a power rises: either excess falls.
    let [low, high] = [this.now.current, this.now.current];
    let width = 0.02 * cell.cell.nominalCapacity;
    for (let i = 0; i < 40 && !(excess(low) >= 0 && excess(high) <= 0); i++, width *= 2) [low, high] = [excess(low) >= 0 ? low : low - width, excess(high) <= 0 ? high : high + width];
    if (!(excess(low) >= 0 && excess(high) <= 0)) return undefined;
    const root = brent(excess, low, high, 1e-10 * cell.cell.nominalCapacity);
    return Math.abs(excess(root)) < 1e-6 * Math.max(1, Math.abs(value)) ? root : undefined;
  }

  /** Looks whether the step that led to `#next` passed a limit or left what a cell can be, and if so puts the state there in its place. */
  #passed(control: Control, begun: number, until: number, step: number, limits: readonly Limit[]): Ended | undefined {
    const cell = this.#cell;
    const margins: readonly (readonly [(reading: Reading, state: State) => number, (reading: Reading) => string | undefined])[] = [
      ...limits.map((limit) => [(reading: Reading, state: State): number => limit.beyond(reading, state), () => undefined] as const),
      [(reading) => beyondOf(cell, reading), () => "physics"],
    ];
    const reading = cell.read(this.#next);
    const passed = margins.map(([beyond]) => !(beyond(reading, this.#next) < 0));
    if (!passed.some(Boolean)) return undefined;
    // The earliest of all that were passed within the step.
    let [earliest, which] = [step, passed.indexOf(true)];
    for (const [k, [beyond]] of margins.entries()) {
      if (!passed[k]) continue;
      const at = (h: number): number => {
        if (h <= 0) return beyond(cell.read(this.now), this.now);
        if (!this.#advance(control, begun, until, h)) return 1;
        const value = beyond(cell.read(this.#next), this.#next);
        return Number.isNaN(value) ? 1 : value;
      };
      const time = at(0) >= 0 ? 0 : brent(at, 0, step, 1e-9);
      if (time <= earliest) [earliest, which] = [time, k];
    }
    if (earliest > 0) this.#advance(control, begun, until, earliest);
    else cell.copy(this.now, this.#next);
    const limit = limits[which];
    return limit ? { by: "limit", how: limit.how, atOnce: false } : { by: "physics", end: endOf(cell, cell.read(this.#next), this.#next.time) };
  }

  #exit(): End | undefined {
    const reading = this.#cell.read(this.now);
    return beyondOf(this.#cell, reading) < 0 ? undefined : endOf(this.#cell, reading, this.now.time);
  }

  #withoutSolution(): { readonly by: "physics"; readonly end: End } {
    this.#cell.copy(this.now, this.#next);
    return { by: "physics", end: { reason: "no-solution", message: `no current answers what is asked of the cell after ${show(this.now.time)} s` } };
  }
}

/** How far a cell is beyond what it can be: negative inside. */
function beyondOf({ cell: { electrolyte } }: SpmeCell, { negativeSurface, positiveSurface, leastConcentration }: Reading): number {
  const salt = depletion - leastConcentration / electrolyte.initialConcentration;
  const value = Math.max(1e-6 - negativeSurface, negativeSurface - (1 - 1e-6), 1e-6 - positiveSurface, positiveSurface - (1 - 1e-6), salt);
  return Number.isNaN(value) ? 1 : value;
}

function endOf({ cell: { electrolyte } }: SpmeCell, { negativeSurface, positiveSurface, leastConcentration }: Reading, time: number): End {
  const at = `after ${show(time)} s`;
  const room = (s: number): number => Math.min(s, 1 - s);
  const salt = leastConcentration / electrolyte.initialConcentration - depletion;
  if (salt < Math.min(room(negativeSurface), room(positiveSurface))) return { reason: "depleted", message: `the electrolyte has run out of salt ${at}; this model gives it the diffusivity at rest everywhere, so at such a current P2D is the judge` };
  const [side, s] = room(negativeSurface) < room(positiveSurface) ? ["negative", negativeSurface] as const : ["positive", positiveSurface] as const;
  return { reason: "saturated", message: `the particles of the ${side} electrode are ${s < 0.5 ? "empty" : "full"} at their surface ${at}, so they cannot ${s < 0.5 ? "give" : "take"} the current any longer` };
}

const show = (value: number): string => String(Number(value.toPrecision(6)));
