import type { CellNumbers, CellTables } from "./kernel-cell.ts";
import { History } from "./history.ts";
import type { Mesh } from "./mesh.ts";
import { carried, carriedCount } from "./carried.ts";
import { ElementParticles } from "./element-particles.ts";
import { ModalParticles } from "./modal-particles.ts";
import { Newton, type Closure, type Control } from "./newton.ts";
import type { Particles } from "./particles.ts";
import { potentials } from "./potential.ts";
import { probe } from "./probes.ts";
import { Shadow } from "./shadow.ts";
import { StepState, type ElectrodeKernel } from "./state.ts";
import { Tangents } from "./tangents.ts";
import { voltage } from "./voltage.ts";

/** What surrounds a cell. */
export interface Surroundings {
  readonly temperature: number;
  /** Whether the cell warms up; it stays at its initial temperature otherwise. */
  readonly lumped: boolean;
}

/** A change of temperature that counts as 1 in the error of a step, K: it moves the voltage by some 50 mV. */
export const temperatureScale = 50;

/**
 * A cell in the course of a test: its present state, the step that is being tried, and all memory that both integrators need. Made once for a mesh and reused.
 *
 * `history.now` holds, one after another: c of the electrolyte cells, surface concentrations and current densities of the electrode cells, the carried quantities, the particles.
 */
export class CellRun implements Closure {
  readonly state: StepState;
  readonly newton: Newton;
  readonly history: History;
  readonly negative: Particles;
  readonly positive: Particles;
  readonly surfaceAt: number;
  readonly jAt: number;
  readonly carriedAt: number;
  readonly particlesAt: number;
  readonly positiveAt: number;
  /** The next step's values, laid out as `history.now`. */
  readonly values: Float64Array;
  /** Whether any particle answers nonlinearly. */
  readonly nonlinear: boolean;
  /** The same cell with one parameter changed a little each, carried along on the linearised equations: what derivatives come from. */
  twins: readonly CellRun[] = [];
  readonly shadow: Shadow;
  /** What leads derivatives along in the twins' stead, where temperature and diffusivities are constant. */
  tangents: Tangents | undefined;
  #knownTangents: Tangents | undefined;
  /** Change of the carried quantities per second where a step of the cycler ended at a limit. */
  readonly rates = new Float64Array(carriedCount);
  time = 0;
  steps = 0;
  rejected = 0;
  /** Fields are looked at only where somebody asks for them. */
  probing = false;
  surroundings: Surroundings = { temperature: 298.15, lumped: false };

  /** @param nonlinear Which electrodes have a diffusivity that depends on the concentration. */
  constructor(mesh: Mesh, nonlinear: { readonly negative: boolean; readonly positive: boolean } = { negative: false, positive: false }) {
    const state = new StepState(mesh);
    this.state = state;
    this.newton = new Newton(state.cells);
    this.shadow = new Shadow(state.cells);
    this.negative = nonlinear.negative ? new ElementParticles(mesh.elements, mesh.negative) : new ModalParticles(mesh.modes);
    this.positive = nonlinear.positive ? new ElementParticles(mesh.elements, mesh.positive) : new ModalParticles(mesh.modes);
    this.surfaceAt = state.cells;
    this.jAt = this.surfaceAt + state.electrodeCells;
    this.carriedAt = this.jAt + state.electrodeCells;
    this.particlesAt = this.carriedAt + carriedCount;
    this.positiveAt = this.particlesAt + mesh.negative * this.negative.size;
    const size = this.positiveAt + mesh.positive * this.positive.size;
    this.history = new History(size);
    this.values = new Float64Array(size);
    this.nonlinear = nonlinear.negative || nonlinear.positive;
  }

  linearise(): void {
    this.negative.linearise?.(this.state, this.state.negative);
    this.positive.linearise?.(this.state, this.state.positive);
  }

  /** A cell at rest, filled evenly (mol/m³). */
  start(numbers: CellNumbers, tables: CellTables, negative: number, positive: number, temperature: number, surroundings: Surroundings): void {
    const { state, history } = this;
    const { now } = history;
    state.load(numbers, tables);
    history.restart();
    now.fill(numbers.electrolyte.initialConcentration, 0, state.cells);
    now.fill(negative, this.surfaceAt, this.surfaceAt + state.negative.count);
    now.fill(positive, this.surfaceAt + state.negative.count, this.jAt);
    now.fill(0, this.jAt, this.particlesAt);
    this.negative.fill(state.negative, now, this.particlesAt, negative);
    this.positive.fill(state.positive, now, this.positiveAt, positive);
    now[this.carriedAt + carried.temperature] = temperature;
    this.surroundings = surroundings;
    state.warm(temperature);
    [this.time, this.steps, this.rejected, this.newton.iterations] = [0, 0, 0, 0];
  }

  /** Readies the derivatives by the parameters in which the twins, all at their start, differ. */
  startTangents(changes: readonly number[]): void {
    const count = changes.length;
    this.tangents = undefined;
    if (count === 0 || this.nonlinear || this.surroundings.lumped) return;
    if (this.#knownTangents?.count !== count) this.#knownTangents = new Tangents(this, count);
    this.tangents = this.#knownTangents;
    this.tangents.start(this.twins, changes);
  }

  /**
   * Finds the current densities for a control that sets in now, at concentrations that stay as they are. The past is forgotten.
   * @returns Whether there are any.
   */
  settle(control: Control): boolean {
    const { state, history } = this;
    const { now } = history;
    const before = now[this.carriedAt + carried.current]! / state.numbers!.area;
    history.restart();
    this.newton.reset();
    state.gamma = 0;
    for (let i = 0; i < state.cells; i++) state.c[i] = state.cBase[i] = now[i]!;
    for (let e = 0; e < state.electrodeCells; e++) state.surfaceBase[e] = now[this.surfaceAt + e]!;
    state.response.fill(0);
    state.density = control.mode === "current" ? control.value / state.numbers!.area : before;
    // What the current changes by is spread evenly: never a large current from densities of zero.
    this.#guess(state.negative, state.density - before);
    this.#guess(state.positive, before - state.density);
    if (!this.newton.solve(state, control, 1e-9)) return false;
    this.collect(now);
    this.#settleTwins(control);
    return true;
  }

  #settleTwins(control: Control): void {
    const { twins, state, shadow } = this;
    if (this.tangents) return this.tangents.settle(control);
    if (twins.length === 0) return;
    shadow.factor(state, control);
    for (const twin of twins) {
      const { now } = twin.history;
      twin.history.restart();
      twin.state.gamma = 0;
      for (let i = 0; i < state.cells; i++) twin.state.cBase[i] = now[i]!;
      for (let e = 0; e < state.electrodeCells; e++) twin.state.surfaceBase[e] = now[twin.surfaceAt + e]!;
      twin.state.response.fill(0);
      shadow.follow(state, twin.state, control);
      twin.collect(now);
    }
  }

  /** Goes back to what was at `fraction` of the last step, and keeps how fast the carried quantities changed there. */
  rewind(order: number, fraction: number, step: number): void {
    const apart = 1e-4;
    for (let q = 0; q < this.rates.length; q++) {
      const i = this.carriedAt + q;
      this.rates[q] = (this.history.at(i, order, fraction + apart) - this.history.at(i, order, fraction - apart)) / (2 * apart * step);
    }
    this.history.rewind(order, fraction);
    this.time += fraction * step;
    if (this.tangents) this.tangents.rewind(order, fraction);
    else for (const twin of this.twins) twin.history.rewind(order, fraction);
  }

  #guess(electrode: ElectrodeKernel, change: number): void {
    const { state, history, jAt } = this;
    const even = change / (electrode.surface * electrode.count);
    for (let i = 0; i < electrode.count; i++) state.j[electrode.first + i] = history.now[jAt + electrode.first + i]! + even;
  }

  /** Writes the unknowns of the solved step, and voltage, current and probes, into `out`. */
  collect(out: Float64Array): void {
    const { state, carriedAt } = this;
    const { negative, positive, c, j, surface, surfaceBase, response } = state;
    for (let i = 0; i < state.cells; i++) out[i] = c[i]!;
    for (let e = 0; e < state.electrodeCells; e++) {
      surface[e] = surfaceBase[e]! - response[e]! * j[e]!;
      out[this.surfaceAt + e] = surface[e]!;
      out[this.jAt + e] = j[e]!;
    }
    const { lumped } = this.surroundings;
    potentials(state, negative, 0, lumped ? negative.count : 1);
    potentials(state, positive, lumped ? 0 : positive.count - 1, positive.count);
    out[carriedAt + carried.voltage] = voltage(state);
    out[carriedAt + carried.current] = state.density * state.numbers!.area;
    if (this.probing) probe(state, out, carriedAt + carried.probes);
  }

  /**
   * Heat of the present step, W; potentials must be up to date in every cell. What the currents lose, in the contact resistance too, is what the reactions give
   * less what leaves at the terminals: `-i V - Σ a h j (U - T dU/dT)`.
   */
  heat(out: Float64Array): number {
    const { state } = this;
    const { area } = state.numbers!;
    return -state.density * area * out[this.carriedAt + carried.voltage]! - area * (reactionHeat(state, state.negative) + reactionHeat(state, state.positive));
  }
}

function reactionHeat(state: StepState, electrode: ElectrodeKernel): number {
  const { open, j, surface, temperature } = state;
  const { first, count, entropic, maximum } = electrode;
  let sum = 0;
  for (let e = first; e < first + count; e++) {
    const reversible = entropic === undefined ? 0 : temperature * entropic.value(surface[e]! / maximum);
    sum += j[e]! * (open[e]! - reversible);
  }
  return sum * electrode.surface;
}
