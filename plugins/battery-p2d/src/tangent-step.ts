import { eliminateElectrode, eliminateSeparator, solveAgain } from "./linear-system.ts";
import type { Control } from "./newton.ts";
import { dot, evaluate, exchange, residual } from "./shadow.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import type { ParticlePartials, Partials } from "./tangent-partials.ts";
import { voltage, voltageGradient } from "./voltage.ts";

/** What a step makes of the derivative by one parameter. */
export interface TangentAnswer {
  density: number;
  current: number;
  voltage: number;
}

/** The equations of a step, linearised once at the cell's solution and solved for the derivatives by any number of parameters. */
export class TangentStep {
  /** By cell, two numbers each: the derivative of concentration and current density. */
  readonly right: Float64Array;
  readonly answer: TangentAnswer = { density: 0, current: 0, voltage: 0 };
  readonly #left: Float64Array;
  readonly #beside: Float64Array;
  readonly #gradient: Float64Array;
  /** Conductance of each face between cells of an electrode, and the current's derivative by the logarithm of the conductivity. */
  readonly #conductance: Float64Array;
  readonly #byConductivity: Float64Array;
  readonly #phi: Float64Array;
  #voltage = 0;
  #voltageByConductivity = 0;
  #byDensity = 0;
  #across = 0;

  constructor({ cells, electrodeCells }: StepState) {
    [this.right, this.#left, this.#beside, this.#gradient] = [new Float64Array(2 * cells), new Float64Array(2 * cells), new Float64Array(2 * cells), new Float64Array(2 * cells)];
    [this.#conductance, this.#byConductivity, this.#phi] = [new Float64Array(electrodeCells), new Float64Array(electrodeCells), new Float64Array(electrodeCells)];
  }

  /** Linearises the cell at its solution, for derivatives by these parameters. */
  linearise(state: StepState, control: Control, partials: readonly Partials[]): void {
    evaluate(state);
    eliminateElectrode(state, state.negative, false);
    eliminateSeparator(state);
    eliminateElectrode(state, state.positive, false);
    this.#faces(state, state.negative);
    this.#faces(state, state.positive);
    this.#voltage = voltage(state);
    this.#byDensity = voltageGradient(state, this.#gradient);
    if (partials.some(({ other }) => other)) residual(state, this.#left);
    if (partials.some(({ other, conductivity }) => !other && conductivity !== 0)) {
      // The voltage is a constant plus one over the factor.
      const factor = state.conductivityFactor;
      state.conductivityFactor = 2 * factor;
      this.#voltageByConductivity = 2 * (voltage(state) - this.#voltage);
      state.conductivityFactor = factor;
    }
    if (control.mode === "current" && partials.every(({ area }) => area === 0)) return;
    solveAgain(state, state.column);
    this.#across = this.#byDensity - dot(this.#gradient, state.column);
  }

  /**
   * The derivative of the step's solution by one parameter.
   * @param base Derivatives of the concentrations that the step starts from, beginning at `at`.
   * @param surface Derivatives of the surface concentrations at the current densities of the solution.
   */
  solve(state: StepState, control: Control, partials: Partials, base: Float64Array, at: number, surface: Float64Array): void {
    const { right, answer } = this;
    const { volume, cells, mesh, negative, positive, negativeFace, positiveFace, column } = state;
    for (let i = 0; i < cells; i++) {
      right[2 * i] = volume[i]! * base[at + i]!;
      right[2 * i + 1] = 0;
    }
    const atNegative = exchange(right, mesh.negative - 1, mesh.negative, negativeFace);
    const atPositive = exchange(right, positive.cell, positive.cell - 1, positiveFace);
    right[2 * mesh.negative - 2]! -= atNegative;
    right[2 * mesh.negative]! += atNegative;
    right[2 * positive.cell]! -= atPositive;
    right[2 * positive.cell - 2]! += atPositive;
    this.#charge(state, negative, partials, partials.negative, surface);
    this.#charge(state, positive, partials, partials.positive, surface);
    let direct = this.#phi[state.electrodeCells - 1]! - this.#phi[0]!;
    if (partials.other) direct += this.#difference(state, partials);
    else {
      direct += this.#voltageByConductivity * partials.conductivity;
      if (partials.diffusivity !== 0) this.#diffusion(state, partials.diffusivity);
    }
    solveAgain(state, right);
    const { area } = state.numbers!;
    const byArea = state.density * partials.area;
    const along = direct + dot(this.#gradient, right);
    let density = 0;
    if (control.mode === "current") density = -byArea / area;
    else if (control.mode === "voltage") density = -along / this.#across;
    else density = -(along * state.density * area + this.#voltage * byArea) / (this.#voltage * area + state.density * area * this.#across);
    if (density !== 0) for (let k = 0; k < right.length; k++) right[k]! -= density * column[k]!;
    answer.density = density;
    answer.current = control.mode === "current" ? 0 : density * area + byArea;
    answer.voltage = density === 0 ? along : along + this.#across * density;
  }

  #faces(state: StepState, electrode: ElectrodeKernel): void {
    const { c, j, bends, density: applied } = state;
    const { cell, first, count, surface, solid } = electrode;
    const path = electrode.path / state.conductivityFactor;
    let current = cell > 0 ? applied : 0;
    for (let i = 0; i < count - 1; i++) {
      const e = first + i;
      const resistance = path / state.tables!.conductivity.value(0.5 * (c[cell + i]! + c[cell + i + 1]!));
      const g = 1 / (resistance + solid);
      // The face's current is what the reactions before it have given.
      current += surface * j[e]!;
      this.#conductance[e] = g;
      this.#byConductivity[e] = (current + (surface / 12) * bends[e]! * (j[e + 1]! - j[e]!)) * g * resistance;
    }
  }

  /** Charge balances: potentials change with the surfaces and the kinetics, currents with the conductivity. */
  #charge(state: StepState, { cell, first, count }: ElectrodeKernel, { other, conductivity }: Partials, { exchange: kinetic }: ParticlePartials, surface: Float64Array): void {
    const { right } = this;
    const { phiS, phiC, c } = state;
    const phi = this.#phi;
    const kinetics = other ? 0 : 2 * kinetic;
    const ohmic = other ? 0 : conductivity;
    let left = 0;
    let here = phiS[first]! * surface[first]! + kinetics * c[cell]! * phiC[first]!;
    phi[first] = here;
    for (let i = 0; i < count; i++) {
      const e = first + i;
      let flow = 0;
      if (i < count - 1) {
        const next = phiS[e + 1]! * surface[e + 1]! + kinetics * c[cell + i + 1]! * phiC[e + 1]!;
        phi[e + 1] = next;
        flow = this.#conductance[e]! * (next - here) + ohmic * this.#byConductivity[e]!;
        here = next;
      }
      right[2 * (cell + i) + 1] = left - flow;
      left = flow;
    }
  }

  #diffusion({ kirchhoff, conductance, cells, gamma }: StepState, factor: number): void {
    const { right } = this;
    let left = 0;
    for (let i = 0; i < cells; i++) {
      const next = i + 1 < cells ? gamma * factor * conductance[i]! * (kirchhoff[i + 1]! - kirchhoff[i]!) : 0;
      right[2 * i]! += next - left;
      left = next;
    }
  }

  /** What the equations leave in the twin less what they leave in the cell, at the cell's solution. @returns The same for the voltage. */
  #difference(state: StepState, { twin, change }: Partials): number {
    twin.c.set(state.c);
    twin.cBase.set(state.cBase);
    twin.j.set(state.j);
    twin.bends.set(state.bends);
    twin.surfaceBase.set(state.surfaceBase);
    twin.response.set(state.response);
    [twin.gamma, twin.density] = [state.gamma, state.density];
    evaluate(twin);
    residual(twin, this.#beside);
    for (let k = 0; k < this.right.length; k++) this.right[k]! -= (this.#beside[k]! - this.#left[k]!) / change;
    return (voltage(twin) - this.#voltage) / change;
  }
}
