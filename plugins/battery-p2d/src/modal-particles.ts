import type { Particles } from "./particles.ts";
import { radialModes } from "./radial-modes.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/** Particles of one electrode with a diffusivity that does not depend on the concentration: one number a mode and cell, nothing radial inside Newton's method. */
export class ModalParticles implements Particles {
  readonly size: number;
  readonly #eigenvalue: Float64Array;
  readonly #surface: Float64Array;
  readonly #decay: Float64Array;
  readonly #weight: Float64Array;

  constructor(modes: number) {
    const { eigenvalue, surface } = radialModes(modes);
    this.size = modes;
    [this.#eigenvalue, this.#surface] = [eigenvalue, surface];
    [this.#decay, this.#weight] = [new Float64Array(modes), new Float64Array(modes)];
  }

  fill(electrode: ElectrodeKernel, z: Float64Array, at: number, concentration: number): void {
    z.fill(0, at, at + electrode.count * this.size);
    for (let i = 0; i < electrode.count; i++) z[at + i * this.size] = concentration / this.#surface[0]!;
  }

  mean(z: Float64Array, at: number): number {
    return this.#surface[0]! * z[at]!;
  }

  close(state: StepState, electrode: ElectrodeKernel, base: Float64Array, at: number): void {
    const { size } = this;
    const eigenvalue = this.#eigenvalue;
    const surface = this.#surface;
    const decay = this.#decay;
    const weight = this.#weight;
    const { gamma, surfaceBase, response } = state;
    let answer = 0;
    for (let m = 0; m < size; m++) {
      const d = 1 / (1 + gamma * electrode.rate * eigenvalue[m]!);
      decay[m] = d;
      weight[m] = d * surface[m]!;
      answer += surface[m]! * surface[m]! * d;
    }
    answer *= gamma * electrode.flux;
    for (let i = 0; i < electrode.count; i++) {
      let sum = 0;
      const from = at + i * size;
      for (let m = 0; m < size; m++) sum += weight[m]! * base[from + m]!;
      surfaceBase[electrode.first + i] = sum;
      response[electrode.first + i] = answer;
    }
  }

  finish(state: StepState, electrode: ElectrodeKernel, base: Float64Array, at: number, z: Float64Array): void {
    const { size } = this;
    const surface = this.#surface;
    const decay = this.#decay;
    const release = state.gamma * electrode.flux;
    for (let i = 0; i < electrode.count; i++) {
      const from = at + i * size;
      const taken = release * state.j[electrode.first + i]!;
      for (let m = 0; m < size; m++) z[from + m] = (base[from + m]! - taken * surface[m]!) * decay[m]!;
    }
  }
}
