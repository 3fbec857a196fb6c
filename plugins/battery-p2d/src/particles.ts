import type { ElectrodeKernel, StepState } from "./state.ts";

/** How the particles of one electrode take part in an implicit step y - base = gamma y'. */
export interface Particles {
  /** Numbers that hold the state of one particle. */
  readonly size: number;
  /** Fills all particles of the electrode evenly; theirs begin at `at`. */
  fill(electrode: ElectrodeKernel, z: Float64Array, at: number, concentration: number): void;
  /** Mean concentration of the particle that begins at `at`. */
  mean(z: Float64Array, at: number): number;
  /** Prepares the step: surface concentration over current density, `surfaceBase - response j`, exact or as a first linearisation around `guess`. */
  close(state: StepState, electrode: ElectrodeKernel, base: Float64Array, at: number, guess: Float64Array, guessAt: number): void;
  /** Linearises anew around the present current densities, where the answer is not affine. */
  linearise?(state: StepState, electrode: ElectrodeKernel): void;
  /** The particles at the end of the step; `z` may be `base`. */
  finish(state: StepState, electrode: ElectrodeKernel, base: Float64Array, at: number, z: Float64Array): void;
}
