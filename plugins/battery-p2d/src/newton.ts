import { solveAgain, substitute } from "./back-substitution.ts";
import { diffusion } from "./electrolyte.ts";
import { eliminateElectrode, eliminateSeparator } from "./linear-system.ts";
import { potentials } from "./potential.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import { voltage, voltageGradient } from "./voltage.ts";

/** What the cycler holds: the current (A, discharge positive), the voltage (V) or the power (W, discharge positive). */
export interface Control {
  mode: "current" | "voltage" | "power";
  value: number;
}

/** A change of overpotential that counts as 1 in the size of a Newton step, V. */
const potentialScale = 0.1;
const mostIterations = 14;
/** Stoichiometries between which Newton's method looks for a surface. */
const emptiest = -6e-4;
const fullest = 1 + 6e-4;

/** Particles whose surface answers nonlinearly: linearised anew in every iteration. */
export interface Closure {
  linearise(): void;
}

/** Newton's method on one step; remembers how it converged from one step to the next. */
export class Newton {
  iterations = 0;
  /** Estimate of the constant in |next step| = constant |step|²; grows at once, is forgotten slowly. */
  #curvature = 1;
  readonly #gradient: Float64Array;

  constructor(cells: number) {
    this.#gradient = new Float64Array(2 * cells + 1);
  }

  reset(): void {
    this.#curvature = 1;
  }

  /**
   * Solves for (c, j), and for the current where the control leaves it open, from the values that the state holds.
   * @param tolerance On the size of the error left: concentrations relative to their scales, overpotentials to 0.1 V.
   * @param closure Present where particles answer nonlinearly.
   * @returns False where no solution was found; the unknowns are then meaningless.
   */
  solve(state: StepState, control: Control, tolerance: number, closure?: Closure): boolean {
    let before = 0;
    if (control.mode === "current") state.density = control.value / state.numbers!.area;
    for (let iteration = 1; iteration <= mostIterations; iteration++) {
      if (closure !== undefined) closure.linearise();
      potentials(state, state.negative);
      potentials(state, state.positive);
      diffusion(state);
      eliminateElectrode(state, state.negative, iteration === 1);
      eliminateSeparator(state);
      eliminateElectrode(state, state.positive, iteration === 1);
      substitute(state, state.right);
      let size = control.mode === "current" ? 0 : this.#freeCurrent(state, control);
      size = update(state, size);
      this.iterations++;
      // A NaN is no solution either.
      if (!(size < 1e6)) return false;
      if (before > 0 && size < before) this.#curvature = Math.max(0.7 * this.#curvature, Math.min(size / (before * before), 1e4));
      if (size * Math.min(1, this.#curvature * size) < tolerance) return true;
      before = size;
    }
    return false;
  }

  /** Borders the system with the row of the control: one more back-substitution gives the change of the current. */
  #freeCurrent(state: StepState, control: Control): number {
    const { right, column, numbers, cells } = state;
    const area = numbers!.area;
    solveAgain(state, column);
    const v = voltage(state);
    const byApplied = voltageGradient(state, this.#gradient);
    let [along, across] = [0, byApplied];
    for (let k = 0; k < 2 * cells; k++) {
      along += this.#gradient[k]! * right[k]!;
      across -= this.#gradient[k]! * column[k]!;
    }
    const current = state.density * area;
    const step = control.mode === "voltage" ? (control.value - v - along) / across : (control.value - current * (v + along)) / (v * area + current * across);
    for (let k = 0; k < 2 * cells; k++) right[k]! -= step * column[k]!;
    state.density += step;
    return Math.abs(step * across) / potentialScale;
  }
}

/** Adds the Newton step, kept positive and in range. @returns The larger of `size` and its size; 1 at least when it was cut short. */
function update(state: StepState, size: number): number {
  const { c, right, cells, numbers } = state;
  const scale = 1 / numbers!.electrolyte.initialConcentration;
  let largest = size;
  for (let i = 0; i < cells; i++) {
    const step = right[2 * i]!;
    const ci = c[i]!;
    // The step of the logarithm: what is positive stays so.
    c[i] = step < -0.5 * ci ? ci * Math.exp(Math.max(step / ci, -3)) : ci + step;
    const length = Math.abs(step) * scale;
    if (!(length <= largest)) largest = length;
  }
  return updateCurrents(state, state.positive, updateCurrents(state, state.negative, largest));
}

function updateCurrents(state: StepState, electrode: ElectrodeKernel, largest: number): number {
  const { j, right, surface, response, perExchange, phiJ } = state;
  const { cell, first, count, maximum } = electrode;
  for (let i = 0; i < count; i++) {
    const e = first + i;
    const perMaximum = response[e]! / maximum;
    let step = right[2 * (cell + i) + 1]!;
    const x = surface[e]! / maximum;
    const next = x - perMaximum * step;
    if (next > fullest || next < emptiest) {
      // Nine tenths of the way to the end that it would pass.
      if (perMaximum > 0) step = (-0.9 * ((next > fullest ? fullest : emptiest) - x)) / perMaximum;
      largest = Math.max(largest, 1);
    }
    const ratio = j[e]! * perExchange[e]!;
    const change = step * perExchange[e]!;
    if (change * change > 1 + ratio * ratio) step = reversed(ratio, change) / perExchange[e]!;
    j[e]! += step;
    const size = Math.abs(step) * Math.max(Math.abs(phiJ[e]!) / potentialScale, perMaximum);
    if (!(size <= largest)) largest = size;
  }
  return largest;
}

/**
 * The logarithm of kinetics makes a straight step from a large current density to one of the other sign overshoot without end. Of the steps that are straight in the current
 * density and in the overpotential, both of which have the same limit, this is the one that ends nearer to zero.
 */
function reversed(ratio: number, change: number): number {
  const straight = ratio + change;
  const kinetic = Math.sinh(Math.asinh(ratio) + change / Math.sqrt(1 + ratio * ratio));
  return (Math.abs(kinetic) < Math.abs(straight) ? kinetic : straight) - ratio;
}
