import { carried, carriedCount } from "./carried.ts";
import { electrolyteRate } from "./electrolyte.ts";
import type { Control } from "./newton.ts";
import { probe, probeCount } from "./probes.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import { TangentHistory } from "./tangent-history.ts";
import { TangentModes } from "./tangent-particles.ts";
import { Partials } from "./tangent-partials.ts";
import { TangentStep } from "./tangent-step.ts";

/** What derivatives need of a cell in the course of a test. */
export interface CellCourse {
  readonly state: StepState;
  readonly history: { readonly now: Float64Array; readonly size: number };
  readonly values: Float64Array;
  readonly surfaceAt: number;
  readonly jAt: number;
  readonly carriedAt: number;
  readonly particlesAt: number;
  readonly positiveAt: number;
  readonly probing: boolean;
}

/**
 * Derivatives of a cell's discrete solution by its parameters, led along its steps at the temperature it has: one linearisation a step and one pass over its factors for all parameters.
 * For particles with a constant diffusivity.
 *
 * One after another: c of the electrolyte cells, the carried quantities, the modes of the particles; each with its derivatives by all parameters side by side, so that the loops
 * over cells, modes and parameters are long, plain and independent.
 */
export class Tangents {
  readonly count: number;
  readonly history: TangentHistory;
  readonly #run: CellCourse;
  readonly #carriedAt: number;
  readonly #modesAt: number;
  readonly #positiveAt: number;
  readonly #partials: Partials;
  readonly #step: TangentStep;
  readonly #negative: TangentModes;
  readonly #positive: TangentModes;
  /** Of the surface concentrations at given current densities, and of the electrolyte's rate of change, by cell of the electrolyte. */
  readonly #surface: Float64Array;
  readonly #rate: Float64Array;
  readonly #own: Float64Array;
  readonly #beside: Float64Array;
  readonly #probes = new Float64Array(probeCount);

  constructor(run: CellCourse, count: number) {
    [this.#run, this.count] = [run, count];
    const { cells, mesh } = run.state;
    [this.#negative, this.#positive] = [new TangentModes(mesh.modes, count), new TangentModes(mesh.modes, count)];
    this.#carriedAt = cells * count;
    this.#modesAt = this.#carriedAt + carriedCount * count;
    this.#positiveAt = this.#modesAt + this.#negative.rows * mesh.negative * count;
    this.history = new TangentHistory(this.#positiveAt + this.#positive.rows * mesh.positive * count);
    this.#partials = new Partials(count);
    this.#step = new TangentStep(run.state, this.#partials);
    [this.#surface, this.#rate] = [new Float64Array(cells * count), new Float64Array(cells * count)];
    [this.#own, this.#beside] = [new Float64Array(cells), new Float64Array(cells)];
  }

  /** Takes up the cell and its twins at their start, where everything is even. */
  start(twins: readonly CellCourse[], changes: readonly number[]): void {
    const { state, history, surfaceAt, jAt, carriedAt } = this.#run;
    this.#partials.load(state, twins.map((twin) => twin.state), changes);
    const { now } = this.history;
    now.fill(0);
    for (const [k, twin] of twins.entries()) {
      const by = (i: number): number => (twin.history.now[i]! - history.now[i]!) / changes[k]!;
      for (let i = 0; i < state.cells; i++) now[i * this.count + k] = by(i);
      now[this.#carriedAt + carried.temperature * this.count + k] = by(carriedAt + carried.temperature);
      this.#negative.fill(k, state.negative, now, this.#modesAt, by(surfaceAt));
      this.#positive.fill(k, state.positive, now, this.#positiveAt, by(jAt - 1));
    }
  }

  /** The derivative of a carried quantity by parameter k now. */
  now(quantity: number, k: number): number {
    return this.history.now[this.#carriedAt + quantity * this.count + k]!;
  }

  /** Reads the leading carried quantities where {@link TangentHistory.at} has put the history. @param out By quantity and parameter. */
  within(out: Float64Array): void {
    this.history.weighed(this.#carriedAt, out);
  }

  /** Current densities for a control that has just been settled. */
  settle(control: Control): void {
    const { state } = this.#run;
    const { now } = this.history;
    this.#finish();
    this.#negative.hold(state.negative, now, this.#modesAt, this.#surface);
    this.#positive.hold(state.positive, now, this.#positiveAt, this.#surface);
    this.history.restart();
    this.#step.linearise(state, control);
    this.#solve(control, now);
  }

  /** Takes the implicit step that the cell has just taken to `values`. */
  implicit(control: Control, order: number, values: Float64Array): void {
    const { state, particlesAt, positiveAt } = this.#run;
    const { history } = this;
    const { next } = history;
    const { negative, positive } = this.#partials;
    history.base(order, this.#modesAt, next);
    this.#step.linearise(state, control);
    this.#negative.implicit(state, state.negative, negative, values, particlesAt, history, next, this.#modesAt, this.#step.j, this.#surface);
    this.#positive.implicit(state, state.positive, positive, values, positiveAt, history, next, this.#positiveAt, this.#step.j, this.#surface);
    this.#solve(control, next);
    for (let k = 0, at = this.#carriedAt + carried.charge * this.count; k < this.count; k++) next[at + k]! += state.gamma * this.#step.current[k]!;
    history.accept();
  }

  /** Goes back to what was at `fraction` of the last step. */
  rewind(order: number, fraction: number): void {
    this.#finish();
    this.history.rewind(order, fraction);
  }

  #finish(): void {
    const { state } = this.#run;
    this.#negative.finish(state.negative, this.history.now, this.#modesAt, this.#step.j);
    this.#positive.finish(state.positive, this.history.now, this.#positiveAt, this.#step.j);
  }

  /** Takes up exponential steps from a state that has just been settled. */
  begin(): void {
    this.#electrolyteRates(this.#run.history.now);
  }

  /** Takes the exponential step that has just been solved; the cell's history still holds its start. */
  exponential(control: Control, step: number): void {
    const { state, history: { now }, jAt, particlesAt, positiveAt, values } = this.#run;
    const { count } = this;
    const { negative, positive } = this.#partials;
    const base = this.history.now;
    this.#step.linearise(state, control);
    const rate = this.#rate;
    for (let i = 0; i < rate.length; i++) base[i]! += 0.5 * step * rate[i]!;
    this.#negative.exponential(state, step, state.negative, negative, now, jAt, particlesAt, base, this.#modesAt, this.#step.j, this.#surface);
    this.#positive.exponential(state, step, state.positive, positive, now, jAt, positiveAt, base, this.#positiveAt, this.#step.j, this.#surface);
    const [currentAt, chargeAt] = [this.#carriedAt + carried.current * count, this.#carriedAt + carried.charge * count];
    for (let k = 0; k < count; k++) base[chargeAt + k]! += 0.5 * step * base[currentAt + k]!;
    this.#solve(control, base);
    for (let k = 0; k < count; k++) base[chargeAt + k]! += 0.5 * step * base[currentAt + k]!;
    for (let e = 0; e < state.electrodeCells; e++) values[jAt + e] = state.j[e]!;
    this.#electrolyteRates(values);
  }

  /** Solves the step; its base receives concentrations and carried quantities. */
  #solve(control: Control, base: Float64Array): void {
    const { state, probing } = this.#run;
    const { count } = this;
    const { voltage, current } = this.#step;
    this.#step.solve(state, control, base, this.#surface);
    base.set(voltage, this.#carriedAt + carried.voltage * count);
    base.set(current, this.#carriedAt + carried.current * count);
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

  /** How the electrolyte's rate of change follows concentrations and current densities, and the parameters themselves. @param values Of the cell, for its current densities. */
  #electrolyteRates(values: Float64Array): void {
    const { state, jAt } = this.#run;
    const { cells, conductance, diffusivity, diffusivityFactor, kirchhoff, volume } = state;
    const { count } = this;
    const { others, twins, changes, diffusivity: direct } = this.#partials;
    const { now } = this.history;
    const out = this.#rate;
    out.fill(0, 0, count);
    for (let i = 0; i + 1 < cells; i++) {
      const spread = conductance[i]! * diffusivityFactor;
      const here = spread * diffusivity[i]!;
      const next = spread * diffusivity[i + 1]!;
      const flux = conductance[i]! * (kirchhoff[i + 1]! - kirchhoff[i]!);
      const perHere = 1 / volume[i]!;
      const perNext = 1 / volume[i + 1]!;
      for (let k = 0, p = i * count; k < count; k++, p++) {
        const flow = next * now[p + count]! - here * now[p]! + flux * direct[k]!;
        out[p]! += perHere * flow;
        out[p + count] = -perNext * flow;
      }
    }
    this.#release(state.negative);
    this.#release(state.positive);
    if (others.length === 0) return;
    electrolyteRate(state, values, jAt, this.#own);
    for (const k of others) {
      const twin = twins[k]!;
      twin.c.set(state.c);
      electrolyteRate(twin, values, jAt, this.#beside);
      for (let i = 0; i < cells; i++) out[i * count + k]! += (this.#beside[i]! - this.#own[i]!) / changes[k]!;
    }
  }

  #release({ cell, count: cells, surface, volume }: ElectrodeKernel): void {
    const { j } = this.#step;
    const factor = (this.#run.state.release * surface) / volume;
    for (let p = cell * this.count, end = p + cells * this.count; p < end; p++) this.#rate[p]! += factor * j[p]!;
  }
}
