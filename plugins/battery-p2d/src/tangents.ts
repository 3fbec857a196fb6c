import { carried, carriedCount } from "./carried.ts";
import { electrolyteRate } from "./electrolyte.ts";
import type { Control } from "./newton.ts";
import { probe } from "./probes.ts";
import { TangentHistory } from "./tangent-history.ts";
import { TangentParticles } from "./tangent-particles.ts";
import { partialsOf, type Partials } from "./tangent-partials.ts";
import { TangentStep } from "./tangent-step.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

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
}

/**
 * Derivatives of a cell's discrete solution by its parameters, led along its steps at the temperature it has: one linearisation a step, one back-substitution a parameter.
 * For particles with a constant diffusivity.
 *
 * By parameter, one after another: c of the electrolyte cells, the carried quantities, the modes of the particles.
 */
export class Tangents {
  readonly count: number;
  readonly #run: CellCourse;
  readonly history: TangentHistory;
  readonly #stride: number;
  readonly #modesAt: number;
  readonly #positiveAt: number;
  readonly #step: TangentStep;
  readonly #negative: TangentParticles;
  readonly #positive: TangentParticles;
  readonly #surface: Float64Array;
  /** Of the current densities, and of the electrolyte's rate of change, by parameter. */
  readonly #j: Float64Array;
  readonly #rate: Float64Array;
  readonly #own: Float64Array;
  readonly #beside: Float64Array;
  #partials: readonly Partials[] = [];

  constructor(run: CellCourse, count: number) {
    [this.#run, this.count] = [run, count];
    const { cells, electrodeCells, mesh } = run.state;
    this.#modesAt = cells + carriedCount;
    this.#positiveAt = this.#modesAt + run.positiveAt - run.particlesAt;
    this.#stride = this.#modesAt + run.history.size - run.particlesAt;
    this.history = new TangentHistory(count * this.#stride);
    this.#step = new TangentStep(run.state);
    [this.#negative, this.#positive] = [new TangentParticles(mesh.modes), new TangentParticles(mesh.modes)];
    this.#surface = new Float64Array(electrodeCells);
    [this.#j, this.#rate] = [new Float64Array(count * electrodeCells), new Float64Array(count * cells)];
    [this.#own, this.#beside] = [new Float64Array(cells), new Float64Array(cells)];
  }

  /** Takes up the cell and its twins at their start. */
  start(twins: readonly CellCourse[], changes: readonly number[]): void {
    const { state, history, carriedAt } = this.#run;
    this.#partials = twins.map((twin, k) => partialsOf(state, twin.state, changes[k]!));
    const { now } = this.history;
    for (const [k, twin] of twins.entries()) {
      const at = k * this.#stride;
      for (let i = 0; i < this.#stride; i++) {
        const from = i < state.cells ? i : carriedAt + i - state.cells;
        now[at + i] = (twin.history.now[from]! - history.now[from]!) / changes[k]!;
      }
    }
  }

  /** A carried quantity of the twin with parameter k changed a little. @param own That of the cell. */
  beside(k: number, quantity: number, own: number): number {
    return own + this.#partials[k]!.change * this.history.now[k * this.#stride + this.#run.state.cells + quantity]!;
  }

  /** The same within the last step, where {@link TangentHistory.at} has put it. */
  besideWithin(k: number, quantity: number, own: number): number {
    return own + this.#partials[k]!.change * this.history.weighed(k * this.#stride + this.#run.state.cells + quantity);
  }

  /** Current densities for a control that has just been settled. */
  settle(control: Control): void {
    const { state } = this.#run;
    this.history.restart();
    this.#step.linearise(state, control, this.#partials);
    this.#negative.implicit(0, state.negative);
    this.#positive.implicit(0, state.positive);
    const { now } = this.history;
    for (let k = 0; k < this.#partials.length; k++) this.#solve(k, control, now);
  }

  /** Takes the implicit step that the cell has just taken to `values`. */
  implicit(control: Control, order: number, values: Float64Array): void {
    const { state, particlesAt, positiveAt } = this.#run;
    const { next } = this.history;
    this.history.base(order, next);
    this.#step.linearise(state, control, this.#partials);
    this.#negative.implicit(state.gamma, state.negative);
    this.#positive.implicit(state.gamma, state.positive);
    for (let k = 0; k < this.#partials.length; k++) {
      const { negative, positive } = this.#partials[k]!;
      const at = k * this.#stride;
      this.#negative.implicitSource(state, state.negative, negative, values, particlesAt, next, at + this.#modesAt);
      this.#positive.implicitSource(state, state.positive, positive, values, positiveAt, next, at + this.#positiveAt);
      this.#solve(k, control, next);
      this.#finish(at, next, true);
      next[at + state.cells + carried.charge]! += state.gamma * this.#step.answer.current;
    }
    this.history.accept();
  }

  /** Takes up exponential steps from a state that has just been settled. */
  begin(): void {
    for (let k = 0; k < this.#partials.length; k++) this.#electrolyteRate(k, this.#run.history.now);
  }

  /** Takes the exponential step that has just been solved; the cell's history still holds its start. */
  exponential(control: Control, step: number): void {
    const { state, history: { now }, jAt, particlesAt, positiveAt, values } = this.#run;
    const base = this.history.now;
    this.#step.linearise(state, control, this.#partials);
    this.#negative.exponential(step, state.negative);
    this.#positive.exponential(step, state.positive);
    const { cells, electrodeCells } = state;
    for (let e = 0; e < electrodeCells; e++) values[jAt + e] = state.j[e]!;
    for (let k = 0; k < this.#partials.length; k++) {
      const { negative, positive } = this.#partials[k]!;
      const at = k * this.#stride;
      for (let i = 0; i < cells; i++) base[at + i]! += 0.5 * step * this.#rate[k * cells + i]!;
      this.#negative.exponentialBase(state, state.negative, negative, now, jAt, particlesAt, this.#j, k * electrodeCells, base, at + this.#modesAt);
      this.#positive.exponentialBase(state, state.positive, positive, now, jAt, positiveAt, this.#j, k * electrodeCells, base, at + this.#positiveAt);
      const current = base[at + cells + carried.current]!;
      this.#solve(k, control, base);
      this.#finish(at, base, false);
      base[at + cells + carried.charge]! += 0.5 * step * (current + this.#step.answer.current);
      this.#electrolyteRate(k, values);
    }
  }

  /** Solves for parameter k; its base becomes its concentrations and carried quantities. */
  #solve(k: number, control: Control, base: Float64Array): void {
    const { state, probing } = this.#run;
    const { negative, positive, cells, electrodeCells, response } = state;
    const at = k * this.#stride;
    const surface = this.#surface;
    this.#negative.surfaces(negative, base, at + this.#modesAt, surface);
    this.#positive.surfaces(positive, base, at + this.#positiveAt, surface);
    const partials = this.#partials[k]!;
    this.#step.solve(state, control, partials, base, at, surface);
    const { right, answer } = this.#step;
    for (let i = 0; i < cells; i++) base[at + i] = right[2 * i]!;
    const jAt = k * electrodeCells;
    for (let i = 0; i < negative.count; i++) this.#j[jAt + i] = right[2 * i + 1]!;
    for (let i = 0; i < positive.count; i++) this.#j[jAt + positive.first + i] = right[2 * (positive.cell + i) + 1]!;
    base[at + cells + carried.voltage] = answer.voltage;
    base[at + cells + carried.current] = answer.current;
    if (!probing) return;
    const { twin } = partials;
    for (let i = 0; i < cells; i++) twin.c[i] = base[at + i]!;
    for (let e = 0; e < electrodeCells; e++) twin.surface[e] = surface[e]! - response[e]! * this.#j[jAt + e]!;
    probe(twin, base, at + cells + carried.probes);
  }

  #finish(at: number, base: Float64Array, implicit: boolean): void {
    const { negative, positive } = this.#run.state;
    this.#negative.finish(negative, base, at + this.#modesAt, this.#step.right, implicit);
    this.#positive.finish(positive, base, at + this.#positiveAt, this.#step.right, implicit);
  }

  /** How the electrolyte's rate of change follows concentrations and current densities, and the parameter itself. @param values Of the cell, for its current densities. */
  #electrolyteRate(k: number, values: Float64Array): void {
    const { state, jAt } = this.#run;
    const { cells, conductance, diffusivity, diffusivityFactor, kirchhoff, volume, release, negative, positive } = state;
    const { other, twin, change, diffusivity: byDiffusivity } = this.#partials[k]!;
    const { now } = this.history;
    const at = k * this.#stride;
    const out = this.#rate;
    const direct = other ? 0 : byDiffusivity;
    let left = 0;
    for (let i = 0; i < cells; i++) {
      let right = 0;
      if (i + 1 < cells) right = conductance[i]! * (diffusivityFactor * (diffusivity[i + 1]! * now[at + i + 1]! - diffusivity[i]! * now[at + i]!) + direct * (kirchhoff[i + 1]! - kirchhoff[i]!));
      out[k * cells + i] = (right - left) / volume[i]!;
      left = right;
    }
    this.#release(k, negative, release);
    this.#release(k, positive, release);
    if (!other) return;
    twin.c.set(state.c);
    electrolyteRate(state, values, jAt, this.#own);
    electrolyteRate(twin, values, jAt, this.#beside);
    for (let i = 0; i < cells; i++) out[k * cells + i]! += (this.#beside[i]! - this.#own[i]!) / change;
  }

  #release(k: number, { cell, first, count, surface, volume }: ElectrodeKernel, perCharge: number): void {
    const { cells, electrodeCells } = this.#run.state;
    const factor = (perCharge * surface) / volume;
    for (let i = 0; i < count; i++) this.#rate[k * cells + cell + i]! += factor * this.#j[k * electrodeCells + first + i]!;
  }
}
