import { highestOrder, History, interpolateSlope } from "./history.ts";
import type { Mesh } from "./mesh.ts";
import { carried, carriedCount } from "./carried.ts";
import { ElementParticles } from "./element-particles.ts";
import type { CellStart } from "./kernel-cell.ts";
import { ModalParticles } from "./modal-particles.ts";
import { Newton, type Closure, type Control } from "./newton.ts";
import type { Particles } from "./particles.ts";
import { potentials } from "./potential.ts";
import { probe } from "./probes.ts";
import { StepState, type ElectrodeKernel, type Surroundings } from "./state.ts";
import { Tangents } from "./tangents.ts";
import { voltage } from "./voltage.ts";

/** A change of temperature that counts as 1 in the error of a step, K: it moves the voltage by some 50 mV. */
export const temperatureScale = 50;

const slopeWeights = new Float64Array(highestOrder + 1);

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
  readonly #nonlinear: { readonly negative: boolean; readonly positive: boolean };
  /** What leads derivatives along, where they are asked for. */
  tangents: Tangents | undefined;
  #knownTangents: Tangents | undefined;
  /** Change of everything per second where a step of the cycler ended. */
  readonly rates: Float64Array;
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
    this.negative = nonlinear.negative ? new ElementParticles(mesh.elements, mesh.negative) : new ModalParticles(mesh.modes);
    this.positive = nonlinear.positive ? new ElementParticles(mesh.elements, mesh.positive) : new ModalParticles(mesh.modes);
    this.surfaceAt = state.cells;
    this.jAt = this.surfaceAt + state.electrodeCells;
    this.carriedAt = this.jAt + state.electrodeCells;
    this.particlesAt = this.carriedAt + carriedCount;
    this.positiveAt = this.particlesAt + mesh.negative * this.negative.size;
    const size = this.positiveAt + mesh.positive * this.positive.size;
    this.history = new History(size);
    [this.values, this.rates] = [new Float64Array(size), new Float64Array(size)];
    this.#nonlinear = nonlinear;
    this.nonlinear = nonlinear.negative || nonlinear.positive;
  }

  linearise(): void {
    this.negative.linearise?.(this.state, this.state.negative);
    this.positive.linearise?.(this.state, this.state.positive);
  }

  /** A cell at rest. */
  start({ numbers, tables, negative, positive, temperature }: CellStart, surroundings: Surroundings): void {
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

  /** Readies the derivatives by the parameters in which the twins differ from the cell, which is at its start. */
  startTangents(cell: CellStart, twins: readonly CellStart[], changes: readonly number[]): void {
    this.tangents = undefined;
    if (twins.length === 0) return;
    if (this.#knownTangents?.count !== twins.length) this.#knownTangents = new Tangents(this, this.#nonlinear, twins.length);
    this.tangents = this.#knownTangents;
    this.tangents.start(cell, twins, changes);
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
    this.tangents?.settle(control);
    return true;
  }

  /** Goes back to what was at `fraction` of the last step. @param limited The carried quantity whose limit set the time, if any: derivatives then move with that. */
  rewind(order: number, fraction: number, step: number, limited?: number): void {
    const { history, tangents } = this;
    if (tangents) {
      interpolateSlope(order, fraction, slopeWeights);
      for (let i = 0; i < history.size; i++) this.rates[i] = history.slope(i, order, slopeWeights) / step;
    }
    history.rewind(order, fraction);
    this.time += fraction * step;
    tangents?.rewind(order, fraction);
    if (limited !== undefined) tangents?.delay(limited, this.rates);
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
}
