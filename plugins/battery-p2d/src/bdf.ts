import { carried } from "./carried.ts";
import { temperatureScale, type CellRun } from "./cell-run.ts";
import { heat } from "./heat.ts";
import { alpha, errorConstant, highestOrder } from "./history.ts";
import type { Control } from "./newton.ts";

const safety = 0.9;
/** A change of voltage that counts as 1 in the error of a step, V: without it the knee at the end of a discharge passes unseen. */
const voltageScale = 1;
/** Share of the step's tolerance left to Newton's method. */
const newtonShare = 0.3;
const shortestStep = 1e-9;
/** Rejected steps in a row after which the past is forgotten. */
const triesBeforeRestart = 4;
/** A cell that needs more steps than this for a test is given up. */
const mostSteps = 100_000;

/** A control whose value may change with time. */
export interface TimedControl extends Control {
  /** Change of the value per second. */
  slope: number;
}

/** Integrates a cell by numerical differentiation formulas of order 1 to 5 with steps of its own choice: for controls that are smooth for longer than a few samples. */
export class Bdf {
  readonly run: CellRun;
  /** Length and order of the step that led to the present time. */
  step = 0;
  order = 1;
  #equal = 0;
  #fresh = true;
  #error = 0;
  #confidence = 1;
  readonly #predicted: Float64Array;
  readonly #base: Float64Array;

  constructor(run: CellRun) {
    this.run = run;
    this.#predicted = new Float64Array(run.nonlinear ? run.history.size : run.particlesAt);
    this.#base = new Float64Array(run.history.size);
  }

  /** Begins anew from a settled state. */
  begin(firstStep: number): void {
    this.order = 1;
    this.step = firstStep;
    this.#equal = 0;
    this.#fresh = true;
  }

  /**
   * Takes one step that does not pass `end`.
   * @returns False where no step is short enough for a solution.
   */
  advance(control: TimedControl, end: number): boolean {
    const { run } = this;
    const { history, newton, state } = run;
    if (run.steps > mostSteps) return false;
    const left = end - run.time;
    if (this.step > left * (1 - 1e-12)) this.#stretch(left / this.step);
    const value = control.value;
    for (let tries = 1; ; tries++) {
      const { order, step } = this;
      control.value = value + control.slope * step;
      const before = newton.iterations;
      this.#prepare();
      const solved = newton.solve(state, control, newtonShare * state.mesh.tolerance, run.nonlinear ? run : undefined);
      control.value = value;
      if (solved) this.#collect(run.values);
      const found = solved ? this.#size(run.values, this.#predicted, errorConstant[order]!) : Number.POSITIVE_INFINITY;
      // What is no number is no solution.
      const error = found >= 0 ? found : Number.POSITIVE_INFINITY;
      const confidence = (safety * 25) / (24 + newton.iterations - before);
      if (error <= 1) {
        control.value = value + control.slope * step;
        // Rounding must not leave a sliver of time before the end.
        run.time = run.time + step > end - 1e-9 * step ? end : run.time + step;
        run.steps++;
        this.#complete(run.values);
        run.tangents?.implicit(control, order, run.values);
        this.#fresh = false;
        history.accept(run.values, this.order);
        this.#equal++;
        this.#error = error;
        this.#confidence = confidence;
        return true;
      }
      run.rejected++;
      // An error that does not go with the step is one of the past: current densities that were not solved well enough.
      if (tries === triesBeforeRestart && run.settle(control)) {
        this.begin(step);
        continue;
      }
      if (step < shortestStep || run.steps > mostSteps) return false;
      this.#stretch(error < Number.POSITIVE_INFINITY ? Math.max(0.2, confidence * error ** (-1 / (order + 1))) : 0.25);
    }
  }

  /** Chooses order and length of the next step; until then the last step can be read between its ends. */
  plan(): void {
    const { order } = this;
    const { history } = this.run;
    if (this.#equal <= order) return;
    let growth = grown(this.#error, order);
    let next = order;
    if (order > 1) {
      const lower = grown(this.#size(history.difference(order), undefined, errorConstant[order - 1]!), order - 1);
      if (lower > growth) [growth, next] = [lower, order - 1];
    }
    if (order < highestOrder) {
      const higher = grown(this.#size(history.difference(order + 2), undefined, errorConstant[order + 1]!), order + 1);
      if (higher > growth) [growth, next] = [higher, order + 1];
    }
    growth = Math.min(10, this.#confidence * growth);
    // A step that would hardly change is left as it is: respacing costs as much as a step.
    if (next === order && growth > 0.9 && growth < 1.2) return;
    this.order = next;
    this.#stretch(growth);
  }

  #stretch(factor: number): void {
    this.run.history.respace(this.order, factor);
    this.run.tangents?.history.respace(this.order, factor);
    this.step *= factor;
    this.#equal = 0;
  }

  /** Predicts the unknowns and prepares the step. */
  #prepare(): void {
    const { run, order } = this;
    const { state, history } = run;
    const { now } = history;
    const predicted = this.#predicted;
    history.predict(order, predicted);
    this.#shape();
    for (let i = 0; i < state.cells; i++) state.c[i] = Math.max(predicted[i]!, 0.1 * now[i]!);
    for (let e = 0; e < state.electrodeCells; e++) state.j[e] = predicted[run.jAt + e]!;
    this.#close(predicted);
  }

  /** Base, coefficient and temperature of the step. */
  #shape(): void {
    const { run, order, step } = this;
    const { state, history } = run;
    const base = this.#base;
    history.base(order, base);
    // Without a past the formula of order 1 is the backward Euler method.
    state.gamma = this.#fresh ? step : step / alpha[order]!;
    if (run.surroundings.lumped) state.warm(history.ahead(run.carriedAt + carried.temperature, order));
    for (let i = 0; i < state.cells; i++) state.cBase[i] = base[i]!;
  }

  /** Prepares the particles. @param near Where those that answer nonlinearly are linearised first. */
  #close(near: Float64Array): void {
    const { run } = this;
    const { state } = run;
    const base = this.#base;
    run.negative.close(state, state.negative, base, run.particlesAt, near, run.particlesAt);
    run.positive.close(state, state.positive, base, run.positiveAt, near, run.positiveAt);
  }

  /** Writes the solution, but for the particles. */
  #collect(values: Float64Array): void {
    const { run } = this;
    const { state, carriedAt } = run;
    const base = this.#base;
    run.collect(values);
    const { gamma } = state;
    values[carriedAt + carried.charge] = base[carriedAt + carried.charge]! + gamma * values[carriedAt + carried.current]!;
    values[carriedAt + carried.temperature] = state.temperature;
    if (!run.surroundings.lumped) return;
    const { heatCapacity, cooling } = state.numbers!.thermal;
    values[carriedAt + carried.temperature] = (base[carriedAt + carried.temperature]! + (gamma / heatCapacity) * (heat(state, values[carriedAt + carried.voltage]!) + cooling * run.surroundings.temperature)) / (1 + (gamma * cooling) / heatCapacity);
  }

  #complete(values: Float64Array): void {
    const { run } = this;
    run.negative.finish(run.state, run.state.negative, this.#base, run.particlesAt, values);
    run.positive.finish(run.state, run.state.positive, this.#base, run.positiveAt, values);
  }

  /** Size of constant (values - predicted) over the tolerance, in the root mean square of concentrations and with the temperature. */
  #size(values: Float64Array, predicted: Float64Array | undefined, constant: number): number {
    const { run } = this;
    const { state, surfaceAt, jAt } = run;
    const split = surfaceAt + state.negative.count;
    let sum = squares(values, predicted, 0, surfaceAt) / state.numbers!.electrolyte.initialConcentration ** 2;
    sum += squares(values, predicted, surfaceAt, split) / state.negative.maximum ** 2;
    sum += squares(values, predicted, split, jAt) / state.positive.maximum ** 2;
    sum /= jAt;
    const volt = run.carriedAt + carried.voltage;
    sum += squares(values, predicted, volt, volt + 1) / voltageScale ** 2;
    if (run.surroundings.lumped) {
      const at = run.carriedAt + carried.temperature;
      sum += squares(values, predicted, at, at + 1) / temperatureScale ** 2;
    }
    return (constant * Math.sqrt(sum)) / state.mesh.tolerance;
  }
}

const grown = (error: number, order: number): number => (error > 0 ? error ** (-1 / (order + 1)) : 10);

function squares(values: Float64Array, predicted: Float64Array | undefined, from: number, to: number): number {
  let sum = 0;
  if (predicted === undefined) for (let i = from; i < to; i++) sum += values[i]! * values[i]!;
  else for (let i = from; i < to; i++) sum += (values[i]! - predicted[i]!) ** 2;
  return sum;
}
