import type { ElectrodeKernel, StepState } from "./state.ts";
import type { TangentHistory } from "./tangent-history.ts";
import type { Partials } from "./tangent-partials.ts";

/**
 * Derivatives of the particles of one electrode by `count` parameters. Numbers of one mode (or node) lie together, then those of a cell, then the parameters: `[(mode * cells + cell) * count + k]`,
 * so that every loop runs over all cells and parameters with the coefficients of its mode at hand.
 */
export interface TangentParticles {
  /** Modes or nodes of a particle, and rows that stay empty. */
  readonly rows: number;
  /** Fills the particles evenly with the derivative of their concentration by parameter k. */
  fill(k: number, electrode: ElectrodeKernel, base: Float64Array, at: number, concentration: number): void;
  /** Adds what the particles change while their instant moves. @param by Its delay by parameter; @param rates Of the cell's particles, from `ratesAt` on. */
  move(electrode: ElectrodeKernel, base: Float64Array, at: number, by: Float64Array, rates: Float64Array, ratesAt: number): void;
  /** Finishes the last step. @param j Derivatives of the current densities at its end, by cell and parameter. */
  finish(electrode: ElectrodeKernel, base: Float64Array, at: number, j: Float64Array): void;
  /** Takes up a state that is kept while current densities change. @param surface Receives the derivatives of the surface concentrations. */
  hold(electrode: ElectrodeKernel, base: Float64Array, at: number, surface: Float64Array): void;
  /**
   * Linearises the particles at `z`, where the implicit step has led the cell, and finishes the step before it; sets how surfaces answer to current densities. Where that is no news nothing happens.
   * @param j Derivatives of the current densities at the end of the step before.
   */
  linearise?(state: StepState, electrode: ElectrodeKernel, z: Float64Array, zAt: number, now: Float64Array, at: number, j: Float64Array): void;
  /**
   * Takes up the implicit step that has led the cell to `z`, finishing the one before it.
   * @param history Holds the streams that make up the base of the step, which is written into `base`.
   * @param surface Receives the derivatives of the surface concentrations at the current densities that have been found.
   */
  implicit(state: StepState, electrode: ElectrodeKernel, partials: Partials, z: Float64Array, zAt: number, history: TangentHistory, base: Float64Array, at: number, j: Float64Array, surface: Float64Array): void;
  /**
   * Takes up the exponential step that the cell has just taken from `now`: `base` becomes what it is at its end but for the current densities there.
   * @param j Derivatives of the current densities at its start.
   */
  exponential?(
    state: StepState, step: number, electrode: ElectrodeKernel, partials: Partials, now: Float64Array, jAt: number, zAt: number, base: Float64Array, at: number, j: Float64Array, surface: Float64Array,
  ): void;
}

/** {@link TangentParticles.move} for particles of so many modes or nodes. */
export function moveParticles(size: number, { count }: ElectrodeKernel, base: Float64Array, at: number, by: Float64Array, rates: Float64Array, ratesAt: number): void {
  for (let m = 0, p = at; m < size; m++) {
    for (let i = 0; i < count; i++) for (let k = 0; k < by.length; k++, p++) base[p]! += rates[ratesAt + i * size + m]! * by[k]!;
  }
}
