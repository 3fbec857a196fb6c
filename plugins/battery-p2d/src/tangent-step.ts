import { eliminateElectrode, eliminateSeparator, solveAgain, solveMany } from "./linear-system.ts";
import type { Control } from "./newton.ts";
import { dot, evaluate, residual } from "./shadow.ts";
import type { StepState } from "./state.ts";
import type { Partials } from "./tangent-partials.ts";
import { chargeRows, diffusionRows, faces, saltRows } from "./tangent-rows.ts";
import { voltage, voltageGradient } from "./voltage.ts";

/** The equations of a step, linearised once at the cell's solution and solved for the derivatives by all parameters at once. */
export class TangentStep {
  /** By cell, two rows each: the derivatives of concentration and current density; those by all parameters lie together. */
  readonly right: Float64Array;
  /** Derivatives of the current and the voltage. */
  readonly current: Float64Array;
  readonly voltage: Float64Array;
  readonly #partials: Partials;
  readonly #left: Float64Array;
  readonly #beside: Float64Array;
  readonly #gradient: Float64Array;
  readonly #conductance: Float64Array;
  readonly #byConductivity: Float64Array;
  readonly #phi: Float64Array;
  #voltage = 0;
  #across = 0;

  constructor({ cells, electrodeCells }: StepState, partials: Partials) {
    const { count } = partials;
    this.#partials = partials;
    this.right = new Float64Array(2 * cells * count);
    [this.current, this.voltage, this.#phi] = [new Float64Array(count), new Float64Array(count), new Float64Array(electrodeCells * count)];
    [this.#left, this.#beside, this.#gradient] = [new Float64Array(2 * cells), new Float64Array(2 * cells), new Float64Array(2 * cells + 1)];
    [this.#conductance, this.#byConductivity] = [new Float64Array(electrodeCells), new Float64Array(electrodeCells)];
  }

  /** Linearises the cell at its solution. */
  linearise(state: StepState, control: Control): void {
    const { others } = this.#partials;
    evaluate(state);
    eliminateElectrode(state, state.negative, false);
    eliminateSeparator(state);
    eliminateElectrode(state, state.positive, false);
    faces(state, state.negative, this.#conductance, this.#byConductivity);
    faces(state, state.positive, this.#conductance, this.#byConductivity);
    const byDensity = voltageGradient(state, this.#gradient);
    if (others.length > 0) residual(state, this.#left);
    if (others.length > 0 || control.mode === "power") this.#voltage = voltage(state);
    if (this.#given(control)) return;
    solveAgain(state, state.column);
    this.#across = byDensity - dot(this.#gradient, state.column);
  }

  /**
   * The derivatives of the step's solution.
   * @param base Those of the concentrations that the step starts from, first of all.
   * @param surface Those of the surface concentrations at the current densities of the solution.
   */
  solve(state: StepState, control: Control, base: Float64Array, surface: Float64Array): void {
    const { right, voltage: volt } = this;
    const { others, count, negative, positive, conductivity, diffusivity } = this.#partials;
    const gradient = this.#gradient;
    const phi = this.#phi;
    saltRows(state, base, count, right);
    chargeRows(state, state.negative, this.#conductance, this.#byConductivity, surface, negative.exchange, conductivity, phi, right);
    chargeRows(state, state.positive, this.#conductance, this.#byConductivity, surface, positive.exchange, conductivity, phi, right);
    const byConductivity = gradient[2 * state.cells]!;
    for (let k = 0, last = (state.electrodeCells - 1) * count; k < count; k++) {
      volt[k] = phi[last + k]! - phi[k]! + byConductivity * conductivity[k]!;
      if (diffusivity[k] !== 0) diffusionRows(state, diffusivity[k]!, count, k, right);
    }
    for (const k of others) volt[k]! += this.#difference(state, k);
    solveMany(state, right, count);
    for (let row = 0, p = 0; row < 2 * state.cells; row++) {
      const by = gradient[row]!;
      for (let k = 0; k < count; k++, p++) volt[k]! += by * right[p]!;
    }
    if (this.#given(control)) this.current.fill(0);
    else this.#control(state, control);
  }

  /** Whether the current density follows from the control alone, whatever the parameters are. */
  #given({ mode }: Control): boolean {
    return mode === "current" && !this.#partials.areal;
  }

  /** Lets the applied current density follow the parameters as the control wants it. */
  #control(state: StepState, { mode }: Control): void {
    const { right, voltage: volt, current } = this;
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
      for (let row = 0; row < 2 * cells; row++) right[row * count + k]! -= change * column[row]!;
    }
  }

  /** Adds to the rows of parameter k what the equations leave in its twin less what they leave in the cell, at the cell's solution. @returns The same for the voltage. */
  #difference(state: StepState, k: number): number {
    const { count, twins, changes } = this.#partials;
    const { right } = this;
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
    for (let row = 0; row < 2 * state.cells; row++) right[row * count + k]! -= (this.#beside[row]! - this.#left[row]!) * perChange;
    return (voltage(twin) - this.#voltage) * perChange;
  }
}
