import { carried } from "./carried.ts";
import type { CellRun } from "./cell-run.ts";
import { electrolyteRate } from "./electrolyte.ts";
import { afterWeight, wholeWeight } from "./exponential-weights.ts";
import { heat } from "./heat.ts";
import type { Control } from "./newton.ts";
import { radialModes, type RadialModes } from "./radial-modes.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/**
 * Integrates a cell by one-step formulas: particles exactly for a current density that is linear in the step, electrolyte by the trapezoidal rule. Needs no past, so
 * a jump of the current costs one solution for the current densities. For particles with a constant diffusivity.
 */
export class ExponentialStep {
  readonly run: CellRun;
  readonly #negative: ExponentialParticles;
  readonly #positive: ExponentialParticles;
  readonly #rate: Float64Array;
  readonly #base: Float64Array;
  #warming = 0;
  readonly #control: Control = { mode: "current", value: 0 };

  constructor(run: CellRun) {
    this.run = run;
    const modes = radialModes(run.state.mesh.modes);
    this.#negative = new ExponentialParticles(modes);
    this.#positive = new ExponentialParticles(modes);
    this.#rate = new Float64Array(run.state.cells);
    this.#base = new Float64Array(run.values.length);
  }

  /** Takes up a state that has just been settled. */
  begin(): void {
    const { run } = this;
    for (let i = 0; i < run.state.cells; i++) run.state.c[i] = run.history.now[i]!;
    electrolyteRate(run.state, run.history.now, run.jAt, this.#rate);
    if (run.surroundings.lumped) this.#warming = this.#warmingOf(run.history.now);
    run.tangents?.begin();
  }

  /**
   * Takes one step in which the current goes to `current` (A) on a straight line.
   * @returns False where there is no solution; the state is then as before.
   */
  advance(current: number, step: number): boolean {
    const { run } = this;
    const { state } = run;
    this.#prepare(current, step);
    this.#control.value = current;
    if (!run.newton.solve(state, this.#control, 0.3 * state.mesh.tolerance)) return false;
    run.tangents?.exponential(this.#control, step);
    this.#finish(current, step);
    run.time += step;
    run.steps++;
    return true;
  }

  #prepare(current: number, step: number): void {
    const { run } = this;
    const { state, history: { now }, carriedAt } = run;
    const base = this.#base;
    if (run.surroundings.lumped) state.warm(now[carriedAt + carried.temperature]! + 0.5 * step * this.#warming);
    state.gamma = 0.5 * step;
    for (let i = 0; i < state.cells; i++) {
      state.c[i] = Math.max(now[i]! + step * this.#rate[i]!, 0.1 * now[i]!);
      state.cBase[i] = now[i]! + 0.5 * step * this.#rate[i]!;
    }
    const change = (current - now[carriedAt + carried.current]!) / state.numbers!.area;
    guess(state, state.negative, now, run.jAt, change);
    guess(state, state.positive, now, run.jAt, -change);
    this.#negative.close(state, state.negative, step, now, run.jAt, run.particlesAt, base);
    this.#positive.close(state, state.positive, step, now, run.jAt, run.positiveAt, base);
  }

  #finish(current: number, step: number): void {
    const { run } = this;
    const { state, history: { now }, values, carriedAt } = run;
    const warm = now[carriedAt + carried.temperature]!;
    run.collect(values);
    values[carriedAt + carried.charge] = now[carriedAt + carried.charge]! + 0.5 * step * (current + now[carriedAt + carried.current]!);
    values[carriedAt + carried.temperature] = warm;
    if (run.surroundings.lumped) {
      const before = this.#warming;
      // The heat of a current and voltage that are both linear in the step is not: this is what the trapezoidal rule leaves out.
      const bow = ((current - now[carriedAt + carried.current]!) * (values[carriedAt + carried.voltage]! - now[carriedAt + carried.voltage]!)) / state.numbers!.thermal.heatCapacity / 6;
      values[carriedAt + carried.temperature] = warm + step * before;
      this.#warming = this.#warmingOf(values);
      values[carriedAt + carried.temperature] = warm + step * (0.5 * (before + this.#warming) + bow);
    }
    this.#negative.finish(state, state.negative, this.#base, run.particlesAt, values);
    this.#positive.finish(state, state.positive, this.#base, run.positiveAt, values);
    electrolyteRate(state, values, run.jAt, this.#rate);
    now.set(values);
  }

  #warmingOf(values: Float64Array): number {
    const { run } = this;
    const { heatCapacity, cooling } = run.state.numbers!.thermal;
    return (heat(run.state, values[run.carriedAt + carried.voltage]!) - cooling * (values[run.carriedAt + carried.temperature]! - run.surroundings.temperature)) / heatCapacity;
  }
}

/** Weights of one electrode's modes for a step; kept while step and diffusivity stay the same. */
class ExponentialParticles {
  readonly #modes: RadialModes;
  readonly #decay: Float64Array;
  readonly #before: Float64Array;
  readonly #after: Float64Array;
  #rate = Number.NaN;
  #step = Number.NaN;

  constructor(modes: RadialModes) {
    this.#modes = modes;
    const { length } = modes.eigenvalue;
    [this.#decay, this.#before, this.#after] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  }

  close(state: StepState, electrode: ElectrodeKernel, step: number, now: Float64Array, jAt: number, at: number, base: Float64Array): void {
    const { surface, eigenvalue } = this.#modes;
    if (step !== this.#step || electrode.rate !== this.#rate) this.#weigh(electrode.rate, step);
    const decay = this.#decay;
    const before = this.#before;
    const after = this.#after;
    const size = eigenvalue.length;
    let answer = 0;
    for (let m = 0; m < size; m++) answer += surface[m]! * after[m]!;
    answer *= electrode.flux;
    for (let i = 0; i < electrode.count; i++) {
      const e = electrode.first + i;
      const from = at + i * size;
      const taken = electrode.flux * now[jAt + e]!;
      let sum = 0;
      for (let m = 0; m < size; m++) {
        const z = decay[m]! * now[from + m]! - taken * before[m]!;
        base[from + m] = z;
        sum += surface[m]! * z;
      }
      state.surfaceBase[e] = sum;
      state.response[e] = answer;
    }
  }

  finish(state: StepState, electrode: ElectrodeKernel, base: Float64Array, at: number, values: Float64Array): void {
    const after = this.#after;
    const size = after.length;
    for (let i = 0; i < electrode.count; i++) {
      const from = at + i * size;
      const taken = electrode.flux * state.j[electrode.first + i]!;
      for (let m = 0; m < size; m++) values[from + m] = base[from + m]! - taken * after[m]!;
    }
  }

  /** Integrals of e^{-μ(h-t)} times the two straight lines that share the step, times the mode's surface value. */
  #weigh(rate: number, step: number): void {
    const { surface, eigenvalue } = this.#modes;
    for (let m = 0; m < eigenvalue.length; m++) {
      const x = rate * eigenvalue[m]! * step;
      const decay = Math.exp(-x);
      const whole = wholeWeight(x, decay);
      const after = afterWeight(x, whole);
      this.#decay[m] = decay;
      this.#after[m] = step * after * surface[m]!;
      this.#before[m] = step * (whole - after) * surface[m]!;
    }
    this.#rate = rate;
    this.#step = step;
  }
}

function guess(state: StepState, electrode: ElectrodeKernel, now: Float64Array, jAt: number, change: number): void {
  const even = change / (electrode.surface * electrode.count);
  for (let e = electrode.first; e < electrode.first + electrode.count; e++) state.j[e] = now[jAt + e]! + even;
}
