import { carried, carriedCount } from "./carried.ts";
import type { CellStart } from "./kernel-cell.ts";
import type { Control } from "./newton.ts";
import { probe, probeCount } from "./probes.ts";
import type { StepState, Surroundings } from "./state.ts";
import { TangentElectrolyte } from "./tangent-electrolyte.ts";
import { TangentElements } from "./tangent-elements.ts";
import { TangentHeat } from "./tangent-heat.ts";
import { TangentHistory } from "./tangent-history.ts";
import { TangentModes } from "./tangent-modes.ts";
import type { TangentParticles } from "./tangent-particles.ts";
import { Partials } from "./tangent-partials.ts";
import { TangentStep } from "./tangent-step.ts";
import { voltage } from "./voltage.ts";

/** What derivatives need of a cell in the course of a test. */
export interface CellCourse {
  readonly state: StepState;
  readonly history: { readonly now: Float64Array; readonly size: number };
  readonly values: Float64Array;
  readonly jAt: number;
  readonly carriedAt: number;
  readonly particlesAt: number;
  readonly positiveAt: number;
  readonly probing: boolean;
  readonly surroundings: Surroundings;
}

/**
 * Derivatives of a cell's discrete solution by its parameters, led along its steps: one linearisation a step and one pass over its factors for all parameters.
 *
 * One after another: c of the electrolyte cells, the carried quantities, the particles; each with its derivatives by all parameters side by side, so that the loops
 * over cells, modes and parameters are long, plain and independent.
 */
export class Tangents {
  readonly count: number;
  readonly history: TangentHistory;
  /** How the time from which the present step of the cycler counts moves with each parameter, and whether it does. */
  readonly delays: Float64Array;
  delayed = false;
  readonly #delay: Float64Array;
  readonly #run: CellCourse;
  readonly #carriedAt: number;
  readonly #temperatureAt: number;
  readonly #negativeAt: number;
  readonly #positiveAt: number;
  readonly #partials: Partials;
  readonly #step: TangentStep;
  readonly #heat: TangentHeat;
  readonly #negative: TangentParticles;
  readonly #positive: TangentParticles;
  readonly #electrolyte: TangentElectrolyte;
  /** Of the surface concentrations at given current densities, by cell of the electrolyte. */
  readonly #surface: Float64Array;
  readonly #probes = new Float64Array(probeCount);

  /** @param nonlinear Which electrodes have a diffusivity that depends on the concentration. */
  constructor(run: CellCourse, nonlinear: { readonly negative: boolean; readonly positive: boolean }, count: number) {
    [this.#run, this.count] = [run, count];
    const { cells, mesh } = run.state;
    this.#negative = nonlinear.negative ? new TangentElements(mesh.elements, mesh.negative, count) : new TangentModes(mesh.modes, count);
    this.#positive = nonlinear.positive ? new TangentElements(mesh.elements, mesh.positive, count) : new TangentModes(mesh.modes, count);
    this.#carriedAt = cells * count;
    this.#temperatureAt = this.#carriedAt + carried.temperature * count;
    this.#negativeAt = this.#carriedAt + carriedCount * count;
    this.#positiveAt = this.#negativeAt + this.#negative.rows * mesh.negative * count;
    this.history = new TangentHistory(this.#positiveAt + this.#positive.rows * mesh.positive * count);
    this.#partials = new Partials(run.state, count);
    this.#step = new TangentStep(run.state, this.#partials);
    this.#heat = new TangentHeat(run.state, this.#partials);
    this.#electrolyte = new TangentElectrolyte(run.state, this.#partials);
    this.#surface = new Float64Array(cells * count);
    [this.delays, this.#delay] = [new Float64Array(count), new Float64Array(count)];
  }

  /** Takes up the cell at its start and the cells with one parameter changed a little each. */
  start(cell: CellStart, twins: readonly CellStart[], changes: readonly number[]): void {
    const { state, surroundings } = this.#run;
    const { now } = this.history;
    now.fill(0);
    this.delays.fill(0);
    this.delayed = false;
    this.#partials.load(state, twins, changes);
    this.#step.warming = surroundings.lumped;
    for (const [k, twin] of twins.entries()) {
      const change = changes[k]!;
      const salt = (twin.numbers.electrolyte.initialConcentration - cell.numbers.electrolyte.initialConcentration) / change;
      for (let i = 0; i < state.cells; i++) now[i * this.count + k] = salt;
      this.#step.temperature[k] = now[this.#temperatureAt + k] = (twin.temperature - cell.temperature) / change;
      this.#negative.fill(k, state.negative, now, this.#negativeAt, (twin.negative - cell.negative) / change);
      this.#positive.fill(k, state.positive, now, this.#positiveAt, (twin.positive - cell.positive) / change);
    }
    this.#partials.warm(state, this.#step.temperature);
  }

  /** The derivative of a carried quantity by parameter k now. */
  now(quantity: number, k: number): number {
    return this.history.now[this.#carriedAt + quantity * this.count + k]!;
  }

  /** Reads the leading carried quantities at `fraction` of a step before (negative) the present time; of order 0 now. @param out By quantity and parameter. */
  read(order: number, fraction: number, out: Float64Array): void {
    const { history } = this;
    if (order > 0) {
      history.at(order, fraction);
      history.weighed(this.#carriedAt, out);
    } else for (let i = 0, p = this.#carriedAt; i < out.length; i++, p++) out[i] = history.now[p]!;
  }

  /** Current densities for a control that has just been settled. */
  settle(control: Control): void {
    const { state } = this.#run;
    const { now } = this.history;
    this.#finish();
    this.#negative.hold(state.negative, now, this.#negativeAt, this.#surface);
    this.#positive.hold(state.positive, now, this.#positiveAt, this.#surface);
    this.history.restart();
    this.#step.linearise(state, control);
    this.#solve(control, now);
  }

  /** Takes the implicit step that the cell has just taken to `values`. */
  implicit(control: Control, order: number, values: Float64Array): void {
    const { state, carriedAt, particlesAt, positiveAt, surroundings } = this.#run;
    const { history, count } = this;
    const { now, next } = history;
    const { j } = this.#step;
    const partials = this.#partials;
    if (surroundings.lumped) {
      history.at(order, 1);
      history.weighed(this.#temperatureAt, this.#step.temperature);
      partials.warm(state, this.#step.temperature);
    }
    // Of the carried quantities, voltage, current and probes follow from the rest.
    history.base(order, this.#carriedAt + carried.probes * count, next);
    this.#negative.linearise?.(state, state.negative, values, particlesAt, now, this.#negativeAt, j);
    this.#positive.linearise?.(state, state.positive, values, positiveAt, now, this.#positiveAt, j);
    this.#step.linearise(state, control);
    this.#negative.implicit(state, state.negative, partials, values, particlesAt, history, next, this.#negativeAt, j, this.#surface);
    this.#positive.implicit(state, state.positive, partials, values, positiveAt, history, next, this.#positiveAt, j, this.#surface);
    this.#solve(control, next);
    for (let k = 0, at = this.#carriedAt + carried.charge * count; k < count; k++) next[at + k]! += state.gamma * this.#step.current[k]!;
    if (surroundings.lumped) {
      this.#heat.take(state, values[carriedAt + carried.voltage]!, this.#step, this.#surface);
      this.#heat.implicit(state, surroundings.temperature, values[carriedAt + carried.temperature]!, next, this.#temperatureAt);
    }
    history.accept();
  }

  /** Goes back to what was at `fraction` of the last step. */
  rewind(order: number, fraction: number): void {
    this.#finish();
    this.history.rewind(order, fraction);
  }

  /**
   * The test has been brought to the instant at which a carried quantity came to its limit; that instant moves with the parameters so that the quantity stays what it is. From here on
   * derivatives are those at times counted from it, and `delays` say how it moves.
   * @param rates Of the cell, per second, laid out as its history.
   */
  delay(quantity: number, rates: Float64Array): void {
    const { state, carriedAt, particlesAt, positiveAt } = this.#run;
    const { count, delays } = this;
    const { now } = this.history;
    const rate = rates[carriedAt + quantity]!;
    if (rate === 0) return;
    const by = this.#delay;
    for (let k = 0; k < count; k++) by[k] = -this.now(quantity, k) / rate;
    move(now, 0, by, rates, 0, state.cells);
    move(now, this.#carriedAt, by, rates, carriedAt, carriedCount);
    now.fill(0, this.#carriedAt + quantity * count, this.#carriedAt + (quantity + 1) * count);
    this.#negative.move(state.negative, now, this.#negativeAt, by, rates, particlesAt);
    this.#positive.move(state.positive, now, this.#positiveAt, by, rates, positiveAt);
    for (let k = 0; k < count; k++) delays[k]! += by[k]!;
    this.delayed = true;
  }

  #finish(): void {
    const { state } = this.#run;
    this.#negative.finish(state.negative, this.history.now, this.#negativeAt, this.#step.j);
    this.#positive.finish(state.positive, this.history.now, this.#positiveAt, this.#step.j);
  }

  /** Takes up exponential steps from a state that has just been settled. */
  begin(): void {
    const { state, history: { now }, jAt, carriedAt, surroundings } = this.#run;
    this.#electrolyte.take(state, now, jAt, this.history.now, this.#step.j);
    if (!surroundings.lumped) return;
    this.#heat.take(state, now[carriedAt + carried.voltage]!, this.#step, this.#surface);
    this.#heat.begin(state, surroundings.temperature, now[carriedAt + carried.temperature]!, this.history.now, this.#temperatureAt);
  }

  /** Takes the exponential step that has just been solved; the cell's history still holds its start. */
  exponential(control: Control, step: number): void {
    const { state, history: { now }, jAt, carriedAt, particlesAt, positiveAt, values, surroundings } = this.#run;
    const { count } = this;
    const { j, temperature, current } = this.#step;
    const partials = this.#partials;
    const base = this.history.now;
    if (surroundings.lumped) {
      for (let k = 0; k < count; k++) temperature[k] = base[this.#temperatureAt + k]! + 0.5 * step * this.#heat.warming[k]!;
      partials.warm(state, temperature);
    }
    this.#step.linearise(state, control);
    const { rate } = this.#electrolyte;
    for (let i = 0; i < rate.length; i++) base[i]! += 0.5 * step * rate[i]!;
    this.#negative.exponential!(state, step, state.negative, partials, now, jAt, particlesAt, base, this.#negativeAt, j, this.#surface);
    this.#positive.exponential!(state, step, state.positive, partials, now, jAt, positiveAt, base, this.#positiveAt, j, this.#surface);
    const chargeAt = this.#carriedAt + carried.charge * count;
    for (let k = 0; k < count; k++) base[chargeAt + k]! += 0.5 * step * current[k]!;
    this.#solve(control, base);
    for (let k = 0; k < count; k++) base[chargeAt + k]! += 0.5 * step * current[k]!;
    if (surroundings.lumped) {
      this.#heat.take(state, voltage(state), this.#step, this.#surface);
      this.#heat.exponential(state, step, surroundings.temperature, now[carriedAt + carried.temperature]!, base, this.#temperatureAt);
    }
    for (let e = 0; e < state.electrodeCells; e++) values[jAt + e] = state.j[e]!;
    this.#electrolyte.take(state, values, jAt, base, j);
  }

  /** Solves the step; its base receives concentrations and carried quantities. */
  #solve(control: Control, base: Float64Array): void {
    const { state, probing } = this.#run;
    const { count } = this;
    this.#step.solve(state, control, base, this.#surface);
    base.set(this.#step.voltage, this.#carriedAt + carried.voltage * count);
    base.set(this.#step.current, this.#carriedAt + carried.current * count);
    if (probing) for (let k = 0; k < count; k++) this.#probe(k, base);
  }

  #probe(k: number, base: Float64Array): void {
    const { state } = this.#run;
    const { count } = this;
    const twin = this.#partials.twins[k]!;
    for (let i = 0; i < state.cells; i++) twin.c[i] = base[i * count + k]!;
    for (const { cell, first, count: cells } of [state.negative, state.positive]) {
      for (let i = 0, p = cell * count + k; i < cells; i++, p += count) twin.surface[first + i] = this.#surface[p]! - state.response[first + i]! * this.#step.j[p]!;
    }
    probe(twin, this.#probes, 0);
    for (let i = 0; i < probeCount; i++) base[this.#carriedAt + (carried.probes + i) * count + k] = this.#probes[i]!;
  }
}

/** Adds what entries change while their instant moves. @param by Its delay by parameter. */
export function move(base: Float64Array, at: number, by: Float64Array, rates: Float64Array, ratesAt: number, entries: number): void {
  for (let i = 0, p = at; i < entries; i++) for (let k = 0; k < by.length; k++, p++) base[p]! += rates[ratesAt + i]! * by[k]!;
}
