import { diffusion, logRatio } from "./electrolyte.ts";
import { eliminateElectrode, eliminateSeparator, solveAgain } from "./linear-system.ts";
import type { Control } from "./newton.ts";
import { potentials } from "./potential.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import { voltage, voltageGradient } from "./voltage.ts";

/**
 * Takes twins of a cell, which differ from it by a small change of one parameter, through the steps that the cell has taken: one back-substitution each with the matrix of the
 * cell's own solution, so that twin less cell over the change is the derivative of the discrete solution, up to the size of the change.
 */
export class Shadow {
  /** What the equations of the cell leave at its solution. */
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  readonly #gradient: Float64Array;
  /** The voltage of the cell's solution, and how it answers to the applied current density. */
  #voltage = 0;
  #across = 0;

  constructor(cells: number) {
    [this.#left, this.#right, this.#gradient] = [new Float64Array(2 * cells), new Float64Array(2 * cells), new Float64Array(2 * cells + 1)];
  }

  /** Linearises the cell at its solution. */
  factor(state: StepState, control: Control): void {
    evaluate(state);
    eliminateElectrode(state, state.negative, false);
    eliminateSeparator(state);
    eliminateElectrode(state, state.positive, false);
    residual(state, this.#left);
    if (control.mode === "current") return;
    solveAgain(state, state.column);
    this.#voltage = voltage(state);
    this.#across = voltageGradient(state, this.#gradient) - dot(this.#gradient, state.column);
  }

  /** Gives the twin, whose step is prepared, its unknowns. */
  follow(state: StepState, twin: StepState, control: Control): void {
    const right = this.#right;
    twin.c.set(state.c);
    twin.j.set(state.j);
    twin.bends.set(state.bends);
    twin.density = control.mode === "current" ? control.value / twin.numbers!.area : state.density;
    evaluate(twin);
    residual(twin, right);
    for (let k = 0; k < right.length; k++) right[k] = this.#left[k]! - right[k]!;
    solveAgain(state, right);
    if (control.mode !== "current") {
      const v = voltage(twin);
      const along = v + dot(this.#gradient, right);
      const { area } = twin.numbers!;
      const current = twin.density * area;
      // The twin keeps what the cell's solution has, not what it should have: their difference is all that counts.
      const held = control.mode === "voltage" ? this.#voltage : this.#voltage * state.density * state.numbers!.area;
      const step = control.mode === "voltage" ? (held - along) / this.#across : (held - current * along) / (v * area + current * this.#across);
      for (let k = 0; k < right.length; k++) right[k]! -= step * state.column[k]!;
      twin.density += step;
    }
    for (let i = 0; i < twin.cells; i++) twin.c[i]! += right[2 * i]!;
    add(twin, twin.negative, right);
    add(twin, twin.positive, right);
  }
}

export function evaluate(state: StepState): void {
  potentials(state, state.negative);
  potentials(state, state.positive);
  diffusion(state);
}

function add({ j }: StepState, { cell, first, count }: ElectrodeKernel, right: Float64Array): void {
  for (let i = 0; i < count; i++) j[first + i]! += right[2 * (cell + i) + 1]!;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < b.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** The residual of all rows, as the elimination forms it; potentials and diffusion must be up to date. */
export function residual(state: StepState, out: Float64Array): void {
  const { c, cBase, volume, kirchhoff, conductance, cells, mesh, negative, positive, negativeFace, positiveFace, gamma } = state;
  const spread = gamma * state.diffusivityFactor;
  let left = 0;
  for (let i = 0; i < cells; i++) {
    const right = i + 1 < cells ? spread * conductance[i]! * (kirchhoff[i + 1]! - kirchhoff[i]!) : 0;
    out[2 * i] = volume[i]! * (c[i]! - cBase[i]!);
    out[2 * i + 1] = left - right;
    left = right;
  }
  release(state, negative, out);
  release(state, positive, out);
  // The balances of the cells at the faces of the separator are shared before the diffusion is added.
  const atNegative = exchange(out, mesh.negative - 1, mesh.negative, negativeFace);
  const atPositive = exchange(out, positive.cell, positive.cell - 1, positiveFace);
  out[2 * mesh.negative - 2]! -= atNegative;
  out[2 * mesh.negative]! += atNegative;
  out[2 * positive.cell]! -= atPositive;
  out[2 * positive.cell - 2]! += atPositive;
  for (let i = 0; i < cells; i++) {
    out[2 * i]! += out[2 * i + 1]!;
    out[2 * i + 1] = 0;
  }
  charge(state, negative, out);
  charge(state, positive, out);
}

function release({ j, gamma, release: perCharge }: StepState, { cell, first, count, surface }: ElectrodeKernel, out: Float64Array): void {
  for (let i = 0; i < count; i++) out[2 * (cell + i)]! -= gamma * perCharge * surface * j[first + i]!;
}

export function exchange(out: Float64Array, electrodeCell: number, separatorCell: number, { electrode, separator }: { readonly electrode: number; readonly separator: number }): number {
  return electrode * out[2 * electrodeCell]! - separator * out[2 * separatorCell]!;
}

function charge(state: StepState, electrode: ElectrodeKernel, out: Float64Array): void {
  const { c, j, phi, bends, density: applied, diffusional } = state;
  const { cell, first, count, surface, solid } = electrode;
  const path = electrode.path / state.conductivityFactor;
  const table = state.tables!.conductivity;
  let left = cell > 0 ? applied : 0;
  for (let i = 0; i < count; i++) {
    const e = first + i;
    let right = cell > 0 ? 0 : applied;
    if (i < count - 1) {
      const [here, next] = [c[cell + i]!, c[cell + i + 1]!];
      right = (phi[e + 1]! - phi[e]! + applied * solid + diffusional * logRatio(next, here)) / (path / table.value(0.5 * (here + next)) + solid) - (surface / 12) * bends[e]! * (j[e + 1]! - j[e]!);
    }
    out[2 * (cell + i) + 1] = right - left - surface * j[e]!;
    left = right;
  }
}
