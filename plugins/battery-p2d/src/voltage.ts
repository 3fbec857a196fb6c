import { logRatio } from "./electrolyte.ts";
import { ohmicDrop, ohmicGradient } from "./ohmic-drop.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/**
 * Terminal voltage at the collectors, by one quadrature through the cell; the potentials of the two outermost cells must be up to date.
 *
 * `V = Φ_N - Φ_0 + θ ln(c_N/c_0) - ∫ i_e/κ - half a cell of solid at either collector - I R_contact`, where Φ and c of the outermost cells are taken from their means to their centres.
 * Inside the electrode cell that touches the separator the electrolyte's current still grows, so its half cell carries a quarter of the cell's reaction less than the face.
 */
export function voltage(state: StepState): number {
  const { c, j, phi, negative, positive, cells, electrodeCells, density: applied, mesh } = state;
  const table = state.tables!.conductivity;
  const pole = mesh.negative;
  const [atNegative, atPositive] = [faceShare(negative.path, state.separatorPath), faceShare(state.separatorPath, positive.path)];
  const half = 0.5 * state.separatorPath * applied;
  let ohmic = ohmicDrop(state, negative, 0) + ohmicDrop(state, positive, applied);
  ohmic += (0.5 * negative.path * (applied - 0.25 * negative.surface * j[pole - 1]!)) / table.value(between(c, pole - 1, 0.5 * (1 + atNegative))) + half / table.value(between(c, pole - 1, 0.5 * atNegative));
  for (let i = pole; i < positive.cell - 1; i++) ohmic += (applied * state.separatorPath) / table.value(0.5 * (c[i]! + c[i + 1]!));
  ohmic += half / table.value(between(c, positive.cell - 1, 0.5 * (1 + atPositive))) + (0.5 * positive.path * (applied + 0.25 * positive.surface * j[pole]!)) / table.value(between(c, positive.cell - 1, 0.5 * atPositive));
  const centres = centreShift(state, negative, c[0]!, j[0]!) - centreShift(state, positive, c[cells - 1]!, j[electrodeCells - 1]!);
  const solid = 0.5 * applied * (negative.solid + positive.solid) - 0.125 * (negative.solid * negative.surface * j[0]! - positive.solid * positive.surface * j[electrodeCells - 1]!);
  const contact = state.numbers!.contactResistance * applied * state.numbers!.area;
  return phi[electrodeCells - 1]! - phi[0]! + centres + state.diffusional * logRatio(25 * c[cells - 1]! - c[cells - 2]!, 25 * c[0]! - c[1]!) - ohmic / state.conductivityFactor - solid - contact;
}

/**
 * Derivatives of the terminal voltage by the unknowns; the potentials must be up to date.
 * @param out Two numbers a cell, by its concentration and by its current density; then one by the logarithm of the conductivity.
 * @returns The derivative by the applied current density.
 */
export function voltageGradient(state: StepState, out: Float64Array): number {
  const { c, j, phiC, phiJ, negative, positive, cells, electrodeCells, density: applied, mesh, conductivityFactor, diffusional, separatorPath } = state;
  const pole = mesh.negative;
  out.fill(0);
  let byApplied = -0.5 * (negative.solid + positive.solid) - state.numbers!.contactResistance * state.numbers!.area;
  ohmicGradient(state, negative, 0, 1 / conductivityFactor, out);
  byApplied += ohmicGradient(state, positive, applied, 1 / conductivityFactor, out);
  const [atNegative, atPositive] = [faceShare(negative.path, separatorPath), faceShare(separatorPath, positive.path)];
  const halfNegative = piece(state, 0.5 * negative.path, applied - 0.25 * negative.surface * j[pole - 1]!, pole - 1, 0.5 * (1 + atNegative), out);
  const halfPositive = piece(state, 0.5 * positive.path, applied + 0.25 * positive.surface * j[pole]!, positive.cell - 1, 0.5 * atPositive, out);
  out[2 * pole - 1]! += 0.25 * negative.surface * halfNegative;
  out[2 * positive.cell + 1]! -= 0.25 * positive.surface * halfPositive;
  byApplied -= halfNegative + halfPositive + piece(state, 0.5 * separatorPath, applied, pole - 1, 0.5 * atNegative, out) + piece(state, 0.5 * separatorPath, applied, positive.cell - 1, 0.5 * (1 + atPositive), out);
  for (let i = pole; i < positive.cell - 1; i++) byApplied -= piece(state, separatorPath, applied, i, 0.5, out);

  out[2 * cells]! += resistiveShift(state, positive, c[cells - 1]!, j[electrodeCells - 1]!) - resistiveShift(state, negative, c[0]!, j[0]!);
  const last = 2 * cells - 2;
  out[0]! -= phiC[0]! + (25 * diffusional) / (25 * c[0]! - c[1]!) - centreShiftByC(state, negative, c[0]!, j[0]!);
  out[2]! += diffusional / (25 * c[0]! - c[1]!);
  out[1]! -= phiJ[0]! - centreShift(state, negative, c[0]!, 1) - 0.125 * negative.solid * negative.surface;
  out[last]! += phiC[electrodeCells - 1]! + (25 * diffusional) / (25 * c[cells - 1]! - c[cells - 2]!) - centreShiftByC(state, positive, c[cells - 1]!, j[electrodeCells - 1]!);
  out[last - 2]! -= diffusional / (25 * c[cells - 1]! - c[cells - 2]!);
  out[last + 1]! += phiJ[electrodeCells - 1]! - centreShift(state, positive, c[cells - 1]!, 1) - 0.125 * positive.solid * positive.surface;
  return byApplied;
}

/** Mean of Φ over a cell less its value at the centre: δ²Φ/24, which the currents set. */
function centreShift(state: StepState, { surface, solid, path }: ElectrodeKernel, c: number, j: number): number {
  return (surface * j * (solid + path / (state.conductivityFactor * state.tables!.conductivity.value(c)))) / 24;
}

/** The part of it that the electrolyte's resistance makes. */
const resistiveShift = (state: StepState, { surface, path }: ElectrodeKernel, c: number, j: number): number => (surface * j * path) / (24 * state.conductivityFactor * state.tables!.conductivity.value(c));

function centreShiftByC(state: StepState, { surface, path }: ElectrodeKernel, c: number, j: number): number {
  const table = state.tables!.conductivity;
  return (-surface * j * path * table.slope(c)) / (24 * state.conductivityFactor * table.value(c) ** 2);
}

/** Weight of the left cell in the concentration at the face of two cells of different transport, from the continuity of the flux. */
const faceShare = (pathLeft: number, pathRight: number): number => pathRight / (pathLeft + pathRight);

const between = (c: Float64Array, left: number, share: number): number => share * c[left]! + (1 - share) * c[left + 1]!;

/** Adds the derivatives of a piece of path with its current by the concentrations of two cells and by the conductivity. @returns Its resistance. */
function piece(state: StepState, path: number, current: number, left: number, share: number, out: Float64Array): number {
  const table = state.tables!.conductivity;
  const mean = between(state.c, left, share);
  const kappa = table.value(mean);
  const resistance = path / (kappa * state.conductivityFactor);
  const gain = (current * resistance * table.slope(mean)) / kappa;
  out[2 * left]! += share * gain;
  out[2 * left + 2]! += (1 - share) * gain;
  out[2 * state.cells]! += current * resistance;
  return resistance;
}
