import { logRatio } from "./electrolyte.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/*
 * Right-hand sides of the linearised equations of a step for `count` parameters at once. Numbers of all parameters lie together: those of cell i begin at i times `count`.
 */

/** Balances of the electrolyte: what was there at the step's start, shared at the faces of the separator as in the elimination. @param c Holds the concentrations at the start. */
export function saltRows({ volume, cells, mesh, positive, negativeFace, positiveFace }: StepState, c: Float64Array, count: number): void {
  for (let i = 0, p = 0; i < cells; i++) {
    const held = volume[i]!;
    for (const end = p + count; p < end; p++) c[p]! *= held;
  }
  share(c, count, mesh.negative - 1, mesh.negative, negativeFace);
  share(c, count, positive.cell, positive.cell - 1, positiveFace);
}

function share(c: Float64Array, count: number, electrodeCell: number, separatorCell: number, { electrode, separator }: StepState["negativeFace"]): void {
  for (let k = 0, p = electrodeCell * count, q = separatorCell * count; k < count; k++, p++, q++) {
    const across = electrode * c[p]! - separator * c[q]!;
    c[p]! -= across;
    c[q]! += across;
  }
}

/** What a diffusivity's factor changes of the balances of the electrolyte, for parameter k. @param by Derivative of the factor. */
export function diffusionRows({ kirchhoff, conductance, cells, gamma }: StepState, by: number, c: Float64Array, count: number, k: number): void {
  let left = 0;
  for (let i = 0; i < cells; i++) {
    const next = i + 1 < cells ? gamma * by * conductance[i]! * (kirchhoff[i + 1]! - kirchhoff[i]!) : 0;
    c[i * count + k]! += next - left;
    left = next;
  }
}

/** What the rows of the charge are made of, by electrode cell: how the current at the face to its right follows ln κ, and how Φ follows ln j0. */
export class ChargeRows {
  readonly #byConductivity: Float64Array;
  readonly #byKinetics: Float64Array;
  /** Change of Φ in the cell at either collector by its surface and its kinetics, by parameter: what enters the voltage. */
  readonly ends: Float64Array;

  constructor(electrodeCells: number, count: number) {
    [this.#byConductivity, this.#byKinetics] = [new Float64Array(electrodeCells), new Float64Array(electrodeCells)];
    this.ends = new Float64Array(count);
  }

  /** Takes up the cell at its solution, after the elimination there. */
  prepare({ c, j, bends, phiC, face, density }: StepState, { cell, first, count, surface, solid }: ElectrodeKernel): void {
    let current = cell > 0 ? density : 0;
    for (let i = 0; i < count; i++) {
      const e = first + i;
      this.#byKinetics[e] = 2 * c[cell + i]! * phiC[e]!;
      if (i === count - 1) break;
      // The face's current is what the reactions before it have given; (h/κ)/(h/κ + h/σ) of it goes with the conductivity.
      current += surface * j[e]!;
      this.#byConductivity[e] = (current + (surface / 12) * bends[e]! * (j[e + 1]! - j[e]!)) * (1 - face[e]! * solid);
    }
  }

  /**
   * Potentials change with the surfaces and the kinetics, `δΦ = Φ_s δc_surf + 2 c Φ_c δln j0`, currents with these and the conductivity, `δi = g Δ(δΦ) + (∂i/∂ln κ) δln κ`.
   * @param surface Derivatives of the surface concentrations at given current densities; @param exchange,conductivity Of ln j0 and ln κ by parameter.
   * @param rows Receives the balances.
   */
  fill({ phiS, face }: StepState, { cell, first, count: cells }: ElectrodeKernel, surface: Float64Array, exchange: Float64Array, conductivity: Float64Array, rows: Float64Array): void {
    const count = exchange.length;
    const { ends } = this;
    const byConductivity = this.#byConductivity;
    const byKinetics = this.#byKinetics;
    const last = first + cells - 1;
    for (let k = 0; k < count; k++) {
      const kinetic = exchange[k]!;
      const ohmic = conductivity[k]!;
      let p = cell * count + k;
      let left = 0;
      let here = phiS[first]! * surface[p]! + byKinetics[first]! * kinetic;
      if (cell === 0) ends[k] = -here;
      for (let e = first; e < last; e++, p += count) {
        const next = phiS[e + 1]! * surface[p + count]! + byKinetics[e + 1]! * kinetic;
        const flow = face[e]! * (next - here) + ohmic * byConductivity[e]!;
        rows[p] = left - flow;
        [left, here] = [flow, next];
      }
      rows[p] = left;
      if (cell > 0) ends[k]! += here;
    }
  }

  /**
   * The balances by the temperature where it stands in the equations themselves, at given coefficients: `∂Φ/∂T = dU/dT + (Φ - U)/T`, and in the currents `g ∂θ/∂T ln(c2/c1)`.
   * @param rows Receives the balances by cell of the electrolyte.
   * @returns ∂Φ/∂T of the cell at the collector.
   */
  byTemperature(state: StepState, { cell, first, count, maximum, entropic }: ElectrodeKernel, rows: Float64Array): number {
    const { c, phi, open, surface, temperature, diffusional, face } = state;
    const byTemperature = (e: number): number => (entropic === undefined ? 0 : entropic.value(surface[e]! / maximum)) + (phi[e]! - open[e]!) / temperature;
    const start = byTemperature(first);
    let here = start;
    let left = 0;
    for (let i = 0; i < count - 1; i++) {
      const next = byTemperature(first + i + 1);
      const flow = face[first + i]! * (next - here + (diffusional / temperature) * logRatio(c[cell + i + 1]!, c[cell + i]!));
      rows[cell + i] = left - flow;
      [left, here] = [flow, next];
    }
    rows[cell + count - 1] = left;
    return cell === 0 ? start : here;
  }
}
