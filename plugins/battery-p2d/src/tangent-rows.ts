import type { ElectrodeKernel, StepState } from "./state.ts";

/**
 * Right-hand sides of the linearised equations of a step for `count` parameters at once: numbers of all parameters lie together, those of row r, cell i or electrode cell e
 * begin at r, i or e times `count`.
 */

/** Balances of the electrolyte: what is there at the step's start, shared at the faces of the separator as in the elimination. */
export function saltRows({ volume, cells, mesh, positive, negativeFace, positiveFace }: StepState, base: Float64Array, count: number, right: Float64Array): void {
  for (let i = 0, p = 0; i < cells; i++) {
    const held = volume[i]!;
    const row = 2 * i * count;
    for (let q = row; q < row + count; q++, p++) {
      right[q] = held * base[p]!;
      right[q + count] = 0;
    }
  }
  share(right, count, 2 * mesh.negative - 2, 2 * mesh.negative, negativeFace);
  share(right, count, 2 * positive.cell, 2 * positive.cell - 2, positiveFace);
}

function share(right: Float64Array, count: number, electrodeRow: number, separatorRow: number, { electrode, separator }: StepState["negativeFace"]): void {
  for (let k = 0; k < count; k++) {
    const [p, q] = [electrodeRow * count + k, separatorRow * count + k];
    const across = electrode * right[p]! - separator * right[q]!;
    right[p]! -= across;
    right[q]! += across;
  }
}

/** What a diffusivity's factor changes of the balances of the electrolyte, for parameter k. @param by Derivative of the factor. */
export function diffusionRows({ kirchhoff, conductance, cells, gamma }: StepState, by: number, count: number, k: number, right: Float64Array): void {
  let left = 0;
  for (let i = 0; i < cells; i++) {
    const next = i + 1 < cells ? gamma * by * conductance[i]! * (kirchhoff[i + 1]! - kirchhoff[i]!) : 0;
    right[2 * i * count + k]! += next - left;
    left = next;
  }
}

/** Conductance `g = 1/(h/κ + h/σ)` of each face between cells of an electrode, and how its current follows the logarithm of κ. */
export function faces(state: StepState, electrode: ElectrodeKernel, conductance: Float64Array, byConductivity: Float64Array): void {
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
    conductance[e] = g;
    byConductivity[e] = (current + (surface / 12) * bends[e]! * (j[e + 1]! - j[e]!)) * g * resistance;
  }
}

/**
 * Charge balances of an electrode: potentials change with the surfaces and the kinetics, `δΦ = Φ_s δc_surf + 2 c Φ_c δln j0`, currents with these and the conductivity.
 * @param phi Receives δΦ by electrode cell.
 */
export function chargeRows(
  { phiS, phiC, c }: StepState, { cell, first, count: cells }: ElectrodeKernel, conductance: Float64Array, byConductivity: Float64Array,
  surface: Float64Array, exchange: Float64Array, conductivity: Float64Array, phi: Float64Array, right: Float64Array,
): void {
  const count = exchange.length;
  for (let i = 0; i < cells; i++) {
    const e = first + i;
    const bySurface = phiS[e]!;
    const byKinetics = 2 * c[cell + i]! * phiC[e]!;
    for (let k = 0; k < count; k++) phi[e * count + k] = bySurface * surface[e * count + k]! + byKinetics * exchange[k]!;
  }
  for (let i = 0; i < cells - 1; i++) {
    const e = first + i;
    const g = conductance[e]!;
    const ohmic = byConductivity[e]!;
    const row = (2 * (cell + i) + 1) * count;
    for (let k = 0; k < count; k++) {
      const p = e * count + k;
      const flow = g * (phi[p + count]! - phi[p]!) + ohmic * conductivity[k]!;
      right[row + k]! -= flow;
      right[row + k + 2 * count]! += flow;
    }
  }
}
