import { solveAgain, solveMany } from "./back-substitution.ts";
import { logRatio } from "./electrolyte.ts";
import { eliminateElectrode, eliminateSeparator } from "./linear-system.ts";
import type { Control } from "./newton.ts";
import { dot, evaluate, residual } from "./residual.ts";
import type { StepState } from "./state.ts";
import type { Partials } from "./tangent-partials.ts";
import { ChargeRows, diffusionRows, saltRows } from "./tangent-rows.ts";
import { voltage, voltageGradient } from "./voltage.ts";

/**
 * The equations of a step, linearised once at the cell's solution and solved for the derivatives by all parameters at once. Numbers of all parameters lie together: those of cell i
 * begin at i times their count.
 */
export class TangentStep {
  /** Derivatives of the current densities by cell of the electrolyte; zero in the separator. */
  readonly j: Float64Array;
  /** Derivatives of the current and the voltage. */
  readonly current: Float64Array;
  readonly voltage: Float64Array;
  /** Of the temperature in the step's equations, and whether there are any but zero. */
  readonly temperature: Float64Array;
  warming = false;
  readonly #partials: Partials;
  readonly #charge: ChargeRows;
  readonly #left: Float64Array;
  readonly #beside: Float64Array;
  readonly #gradient: Float64Array;
  /** The rows of the charge and the voltage by the temperature. */
  readonly #byTemperature: Float64Array;
  #voltageByTemperature = 0;
  #voltage = 0;
  #across = 0;

  constructor({ cells, electrodeCells }: StepState, partials: Partials) {
    const { count } = partials;
    this.#partials = partials;
    this.#charge = new ChargeRows(electrodeCells, count);
    this.j = new Float64Array(cells * count);
    [this.current, this.voltage, this.temperature] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
    [this.#left, this.#beside, this.#gradient] = [new Float64Array(2 * cells), new Float64Array(2 * cells), new Float64Array(2 * cells + 1)];
    this.#byTemperature = new Float64Array(cells);
  }

  /** Linearises the cell at its solution. */
  linearise(state: StepState, control: Control): void {
    const { others } = this.#partials;
    evaluate(state);
    eliminateElectrode(state, state.negative, false);
    eliminateSeparator(state);
    eliminateElectrode(state, state.positive, false);
    this.#charge.prepare(state, state.negative);
    this.#charge.prepare(state, state.positive);
    if (this.warming) this.#warm(state);
    const byDensity = voltageGradient(state, this.#gradient);
    if (others.length > 0) residual(state, this.#left);
    if (others.length > 0 || control.mode === "power") this.#voltage = voltage(state);
    if (this.#given(control)) return;
    solveAgain(state, state.column);
    this.#across = byDensity - dot(this.#gradient, state.column);
  }

  /**
   * The derivatives of the step's solution.
   * @param c Those of the concentrations that the step starts from, first of all; become those of the solution.
   * @param surface Those of the surface concentrations at the current densities of the solution, by cell of the electrolyte.
   */
  solve(state: StepState, control: Control, c: Float64Array, surface: Float64Array): void {
    const { j, voltage: volt } = this;
    const { others, count, negative, positive, conductivity, diffusivity } = this.#partials;
    const { cells, mesh } = state;
    const gradient = this.#gradient;
    saltRows(state, c, count);
    this.#charge.fill(state, state.negative, surface, negative.exchange, conductivity, j);
    this.#charge.fill(state, state.positive, surface, positive.exchange, conductivity, j);
    j.fill(0, mesh.negative * count, state.positive.cell * count);
    for (let k = 0; k < count; k++) {
      volt[k] = this.#charge.ends[k]! + gradient[2 * cells]! * conductivity[k]!;
      if (diffusivity[k] !== 0) diffusionRows(state, diffusivity[k]!, c, count, k);
    }
    for (const k of others) volt[k]! += this.#difference(state, k, c);
    if (this.warming) {
      for (let i = 0, p = 0; i < cells; i++) for (let k = 0; k < count; k++, p++) j[p]! += this.#byTemperature[i]! * this.temperature[k]!;
      for (let k = 0; k < count; k++) volt[k]! += this.#voltageByTemperature * this.temperature[k]!;
    }
    solveMany(state, c, j, count);
    for (let i = 0, p = 0; i < cells; i++) {
      const byC = gradient[2 * i]!;
      const byJ = gradient[2 * i + 1]!;
      for (let k = 0; k < count; k++, p++) volt[k]! += byC * c[p]! + byJ * j[p]!;
    }
    if (this.#given(control)) this.current.fill(0);
    else this.#control(state, control, c);
  }

  #warm(state: StepState): void {
    const { c, cells, diffusional, temperature } = state;
    const start = this.#charge.byTemperature(state, state.negative, this.#byTemperature);
    const end = this.#charge.byTemperature(state, state.positive, this.#byTemperature);
    this.#voltageByTemperature = end - start + (diffusional / temperature) * logRatio(25 * c[cells - 1]! - c[cells - 2]!, 25 * c[0]! - c[1]!);
  }

  /** Whether the current density follows from the control alone, whatever the parameters are. */
  #given({ mode }: Control): boolean {
    return mode === "current" && !this.#partials.areal;
  }

  /** Lets the applied current density follow the parameters as the control wants it. */
  #control(state: StepState, { mode }: Control, c: Float64Array): void {
    const { j, voltage: volt, current } = this;
    const { count, area: areas } = this.#partials;
    const { density, column, cells } = state;
    const { area } = state.numbers!;
    for (let k = 0; k < count; k++) {
      const byArea = density * areas[k]!;
      let change = -byArea / area;
      if (mode === "voltage") change = -volt[k]! / this.#across;
      else if (mode === "power") change = -(volt[k]! * density * area + this.#voltage * byArea) / (this.#voltage * area + density * area * this.#across);
      current[k] = mode === "current" ? 0 : change * area + byArea;
      volt[k]! += this.#across * change;
      for (let i = 0, p = k; i < cells; i++, p += count) {
        c[p]! -= change * column[2 * i]!;
        j[p]! -= change * column[2 * i + 1]!;
      }
    }
  }

  /** Adds to the rows of parameter k what the equations leave in its twin less what they leave in the cell, at the cell's solution. @returns The same for the voltage. */
  #difference(state: StepState, k: number, c: Float64Array): number {
    const { count, twins, changes } = this.#partials;
    const twin = twins[k]!;
    const perChange = 1 / changes[k]!;
    twin.c.set(state.c);
    twin.cBase.set(state.cBase);
    twin.j.set(state.j);
    twin.bends.set(state.bends);
    twin.surfaceBase.set(state.surfaceBase);
    twin.response.set(state.response);
    [twin.gamma, twin.density] = [state.gamma, state.density];
    evaluate(twin);
    residual(twin, this.#beside);
    for (let i = 0, p = k; i < state.cells; i++, p += count) {
      c[p]! -= (this.#beside[2 * i]! - this.#left[2 * i]!) * perChange;
      this.j[p]! -= (this.#beside[2 * i + 1]! - this.#left[2 * i + 1]!) * perChange;
    }
    return (voltage(twin) - this.#voltage) * perChange;
  }
}
