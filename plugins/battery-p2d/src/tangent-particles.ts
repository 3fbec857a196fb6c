import { radialModes } from "./radial-modes.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import type { ParticlePartials } from "./tangent-partials.ts";

/** Derivatives of the modes of one electrode's particles: a step makes `carry z - take j` of what it starts from, alike for every parameter. */
export class TangentParticles {
  readonly #eigenvalue: Float64Array;
  readonly #surface: Float64Array;
  readonly #carry: Float64Array;
  readonly #take: Float64Array;
  readonly #weight: Float64Array;
  /** The exponential formula's weights of both current densities, and how all change with D/R². */
  readonly #before: Float64Array;
  /** Step and coefficients for which the exponential formula's weights are known. */
  #step = Number.NaN;
  #rate = Number.NaN;
  #flux = Number.NaN;
  readonly #slopes: readonly [decay: Float64Array, before: Float64Array, after: Float64Array];

  constructor(modes: number) {
    const { eigenvalue, surface } = radialModes(modes);
    [this.#eigenvalue, this.#surface] = [eigenvalue, surface];
    const array = (): Float64Array => new Float64Array(modes);
    [this.#carry, this.#take, this.#weight, this.#before] = [array(), array(), array(), array()];
    this.#slopes = [array(), array(), array()];
  }

  /** Takes up an implicit step; a coefficient of zero is a state that is kept. */
  implicit(gamma: number, { rate, flux }: ElectrodeKernel): void {
    this.#step = Number.NaN;
    for (let m = 0; m < this.#carry.length; m++) {
      const decay = 1 / (1 + gamma * rate * this.#eigenvalue[m]!);
      this.#carry[m] = decay;
      this.#take[m] = gamma * flux * this.#surface[m]! * decay;
      this.#weight[m] = this.#surface[m]! * decay;
    }
  }

  /** Takes up an exponential step: the weights of {@link ExponentialStep} and their slopes. */
  exponential(step: number, { rate, flux }: ElectrodeKernel): void {
    if (step === this.#step && rate === this.#rate && flux === this.#flux) return;
    [this.#step, this.#rate, this.#flux] = [step, rate, flux];
    const [decays, befores, afters] = this.#slopes;
    for (let m = 0; m < this.#carry.length; m++) {
      const perRate = this.#eigenvalue[m]! * step;
      const x = rate * perRate;
      const decay = Math.exp(-x);
      const small = x < 1e-2;
      const whole = small ? 1 - x * (1 / 2 - x * (1 / 6 - x / 24)) : (1 - decay) / x;
      const after = small ? 1 / 2 - x * (1 / 6 - x * (1 / 24 - x / 120)) : (1 - whole) / x;
      const wholeSlope = small ? -1 / 2 + x * (1 / 3 - x * (1 / 8 - x / 30)) : (decay - whole) / x;
      const afterSlope = small ? -1 / 6 + x * (1 / 12 - x * (1 / 40 - x / 180)) : (-wholeSlope - after) / x;
      const scale = step * this.#surface[m]!;
      this.#carry[m] = decay;
      this.#take[m] = flux * scale * after;
      this.#before[m] = flux * scale * (whole - after);
      this.#weight[m] = this.#surface[m]!;
      decays[m] = -perRate * decay;
      befores[m] = flux * scale * (wholeSlope - afterSlope) * perRate;
      afters[m] = flux * scale * afterSlope * perRate;
    }
  }

  /** Adds to the base of an implicit step what the parameter changes of it. @param z The modes at the end of the step, from `zAt`. */
  implicitSource(state: StepState, { first, count }: ElectrodeKernel, { rate, flux }: ParticlePartials, z: Float64Array, zAt: number, base: Float64Array, at: number): void {
    if (rate === 0 && flux === 0) return;
    const eigenvalue = this.#eigenvalue;
    const surface = this.#surface;
    const size = surface.length;
    const { gamma, j } = state;
    for (let i = 0, k = 0; i < count; i++) {
      const taken = flux * j[first + i]!;
      for (let m = 0; m < size; m++, k++) base[at + k]! -= gamma * (rate * eigenvalue[m]! * z[zAt + k]! + taken * surface[m]!);
    }
  }

  /** The base of an exponential step. @param before The cell's current densities at its start, from `jAt`; @param change Their derivatives, from `changeAt`. */
  exponentialBase(state: StepState, { first, count, flux }: ElectrodeKernel, partials: ParticlePartials, now: Float64Array, jAt: number, zAt: number, change: Float64Array, changeAt: number, base: Float64Array, at: number): void {
    const size = this.#carry.length;
    const carry = this.#carry;
    const before = this.#before;
    const take = this.#take;
    const [decays, befores, afters] = this.#slopes;
    const { rate } = partials;
    const relative = partials.flux / flux;
    for (let i = 0, k = 0; i < count; i++) {
      const e = first + i;
      const start = now[jAt + e]!;
      const end = state.j[e]!;
      const from = change[changeAt + e]! + relative * start;
      const taken = relative * end;
      if (rate === 0) for (let m = 0; m < size; m++, k++) base[at + k] = carry[m]! * base[at + k]! - before[m]! * from - take[m]! * taken;
      else for (let m = 0; m < size; m++, k++) base[at + k] = carry[m]! * base[at + k]! - before[m]! * from - take[m]! * taken + rate * (decays[m]! * now[zAt + k]! - befores[m]! * start - afters[m]! * end);
    }
  }

  /** Surface concentrations at the current densities of the cell's solution. */
  surfaces({ first, count }: ElectrodeKernel, base: Float64Array, at: number, out: Float64Array): void {
    const size = this.#carry.length;
    const weight = this.#weight;
    for (let i = 0, k = at; i < count; i++) {
      let sum = 0;
      for (let m = 0; m < size; m++, k++) sum += weight[m]! * base[k]!;
      out[first + i] = sum;
    }
  }

  /** The modes at the end of the step. @param right The solution of the step; @param carried Whether the base has still to be carried through it. */
  finish({ cell, count }: ElectrodeKernel, base: Float64Array, at: number, right: Float64Array, carried: boolean): void {
    const size = this.#carry.length;
    const carry = this.#carry;
    const take = this.#take;
    for (let i = 0, k = at; i < count; i++) {
      const j = right[2 * (cell + i) + 1]!;
      if (carried) for (let m = 0; m < size; m++, k++) base[k] = carry[m]! * base[k]! - take[m]! * j;
      else for (let m = 0; m < size; m++, k++) base[k]! -= take[m]! * j;
    }
  }
}
