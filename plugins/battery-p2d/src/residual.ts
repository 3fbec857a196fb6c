import { diffusion, logRatio } from "./electrolyte.ts";
import { potentials } from "./potential.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/** Potentials and diffusion at the present unknowns. */
export function evaluate(state: StepState): void {
  potentials(state, state.negative);
  potentials(state, state.positive);
  diffusion(state);
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

function exchange(out: Float64Array, electrodeCell: number, separatorCell: number, { electrode, separator }: { readonly electrode: number; readonly separator: number }): number {
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
