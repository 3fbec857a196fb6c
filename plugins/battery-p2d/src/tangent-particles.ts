import { radialModes } from "./radial-modes.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import type { ParticlePartials } from "./tangent-partials.ts";

/**
 * Derivatives of the particles of one electrode by `count` parameters. Numbers of one mode (or node) lie together, then those of a cell, then the parameters: `[(mode * cells + cell) * count + k]`,
 * so that every loop runs over all cells and parameters with the coefficients of its mode at hand.
 */
export interface TangentParticles {
  /** Fills the particles evenly with the derivative of their concentration by parameter k. */
  fill(k: number, electrode: ElectrodeKernel, base: Float64Array, at: number, concentration: number): void;
  /** Takes up a state that is kept while current densities change. @param j Derivatives by cell and parameter; @param surface Receives the same of the surfaces. */
  hold(electrode: ElectrodeKernel, base: Float64Array, at: number, j: Float64Array, surface: Float64Array): void;
  /**
   * Takes up the implicit step that has led the cell to `z`.
   * @param base What the step starts from; receives what the parameters change of it.
   * @param surface Receives the derivatives of the surface concentrations at the current densities that have been found.
   */
  implicit(state: StepState, electrode: ElectrodeKernel, partials: ParticlePartials, z: Float64Array, zAt: number, base: Float64Array, at: number, surface: Float64Array): void;
  /** Turns the base of an implicit step into its end. */
  finish(electrode: ElectrodeKernel, base: Float64Array, at: number, j: Float64Array): void;
}

/** Of modes, whose steps are `carry z - take j`. */
export class TangentModes implements TangentParticles {
  readonly #count: number;
  readonly #eigenvalue: Float64Array;
  readonly #surface: Float64Array;
  readonly #carry: Float64Array;
  readonly #take: Float64Array;
  /** The exponential formula's weight of the current density at its start, and how its three weights change with D/R². */
  readonly #before: Float64Array;
  readonly #decays: Float64Array;
  readonly #befores: Float64Array;
  readonly #afters: Float64Array;
  /** Step and coefficients for which these are known. */
  #known = { step: Number.NaN, rate: Number.NaN, flux: Number.NaN };
  /** What the last exponential step has still to take for the current densities at its end: that is left to the next pass over the modes. */
  readonly #owed: Float64Array;

  constructor(modes: number, count: number) {
    this.#count = count;
    const { eigenvalue, surface } = radialModes(modes);
    [this.#eigenvalue, this.#surface] = [eigenvalue, surface];
    const array = (): Float64Array => new Float64Array(modes);
    [this.#carry, this.#take, this.#before, this.#owed, this.#decays, this.#befores, this.#afters] = [array(), array(), array(), array(), array(), array(), array()];
  }

  fill(k: number, { count }: ElectrodeKernel, base: Float64Array, at: number, concentration: number): void {
    this.#owed.fill(0);
    for (let i = 0; i < this.#owed.length * count; i++) base[at + i * this.#count + k] = i < count ? concentration / this.#surface[0]! : 0;
  }

  hold({ first, count }: ElectrodeKernel, base: Float64Array, at: number, j: Float64Array, surface: Float64Array): void {
    const width = count * this.#count;
    const from = first * this.#count;
    surface.fill(0, from, from + width);
    for (let m = 0, p = at; m < this.#owed.length; m++) {
      const owed = this.#owed[m]!;
      const share = this.#surface[m]!;
      for (let q = from; q < from + width; q++, p++) surface[q]! += share * (base[p]! -= owed * j[q]!);
    }
    this.#owed.fill(0);
  }

  implicit(state: StepState, electrode: ElectrodeKernel, partials: ParticlePartials, z: Float64Array, zAt: number, base: Float64Array, at: number, surface: Float64Array): void {
    const { gamma } = state;
    const { first, count, rate, flux } = electrode;
    const width = count * this.#count;
    const from = first * this.#count;
    this.#source(state, electrode, partials, z, zAt, base, at);
    surface.fill(0, from, from + width);
    for (let m = 0, p = at; m < this.#carry.length; m++) {
      const decay = 1 / (1 + gamma * rate * this.#eigenvalue[m]!);
      const share = this.#surface[m]! * decay;
      this.#carry[m] = decay;
      this.#take[m] = gamma * flux * share;
      for (let q = from; q < from + width; q++, p++) surface[q]! += share * base[p]!;
    }
  }

  finish({ first, count }: ElectrodeKernel, base: Float64Array, at: number, j: Float64Array): void {
    const width = count * this.#count;
    const from = first * this.#count;
    for (let m = 0, p = at; m < this.#carry.length; m++) {
      const carry = this.#carry[m]!;
      const take = this.#take[m]!;
      for (let q = from; q < from + width; q++, p++) base[p] = carry * base[p]! - take * j[q]!;
    }
  }

  /** What D/R² and 1/(F R) change of an implicit step: `-γ (δ(D/R²) λ z + δ(1/FR) β j)`. */
  #source({ gamma, j }: StepState, { first, count }: ElectrodeKernel, { rate, flux }: ParticlePartials, z: Float64Array, zAt: number, base: Float64Array, at: number): void {
    const size = this.#carry.length;
    for (let k = 0; k < this.#count; k++) {
      if (rate[k] === 0 && flux[k] === 0) continue;
      for (let m = 0, p = at + k; m < size; m++) {
        const byRate = gamma * rate[k]! * this.#eigenvalue[m]!;
        const byFlux = gamma * flux[k]! * this.#surface[m]!;
        for (let i = 0; i < count; i++, p += this.#count) base[p]! -= byRate * z[zAt + i * size + m]! + byFlux * j[first + i]!;
      }
    }
  }

  /**
   * Takes up the exponential step that the cell has just taken from `now`: `base` becomes what it is at the current densities at the step's end.
   * @param j Derivatives of the current densities at its start.
   */
  exponential(state: StepState, step: number, electrode: ElectrodeKernel, partials: ParticlePartials, now: Float64Array, jAt: number, zAt: number, base: Float64Array, at: number, j: Float64Array, surface: Float64Array): void {
    const { first, count } = electrode;
    const width = count * this.#count;
    const from = first * this.#count;
    const owed = this.#owed;
    this.#weigh(step, electrode);
    surface.fill(0, from, from + width);
    for (let m = 0, p = at; m < owed.length; m++) {
      const carry = this.#carry[m]!;
      const before = this.#before[m]! + carry * owed[m]!;
      const share = this.#surface[m]!;
      for (let q = from; q < from + width; q++, p++) {
        const z = carry * base[p]! - before * j[q]!;
        base[p] = z;
        surface[q]! += share * z;
      }
      owed[m] = this.#take[m]!;
    }
    for (let k = 0; k < this.#count; k++) if (partials.rate[k] !== 0 || partials.flux[k] !== 0) this.#exponentialSource(k, state, electrode, partials, now, jAt, zAt, base, at, surface);
  }

  #exponentialSource(k: number, state: StepState, { first, count, flux }: ElectrodeKernel, partials: ParticlePartials, now: Float64Array, jAt: number, zAt: number, base: Float64Array, at: number, surface: Float64Array): void {
    const rate = partials.rate[k]!;
    const relative = partials.flux[k]! / flux;
    const size = this.#owed.length;
    for (let m = 0, p = at + k; m < size; m++) {
      const decays = rate * this.#decays[m]!;
      const before = rate * this.#befores[m]! + relative * this.#before[m]!;
      const after = rate * this.#afters[m]! + relative * this.#take[m]!;
      for (let i = 0; i < count; i++, p += this.#count) {
        const change = decays * now[zAt + i * size + m]! - before * now[jAt + first + i]! - after * state.j[first + i]!;
        base[p]! += change;
        surface[(first + i) * this.#count + k]! += this.#surface[m]! * change;
      }
    }
  }

  /** The weights of {@link ExponentialStep} and their slopes. */
  #weigh(step: number, { rate, flux }: ElectrodeKernel): void {
    const known = this.#known;
    if (step === known.step && rate === known.rate && flux === known.flux) return;
    [known.step, known.rate, known.flux] = [step, rate, flux];
    for (let m = 0; m < this.#carry.length; m++) {
      const perRate = this.#eigenvalue[m]! * step;
      const x = rate * perRate;
      const decay = Math.exp(-x);
      const small = x < 1e-2;
      const whole = small ? 1 - x * (1 / 2 - x * (1 / 6 - x / 24)) : (1 - decay) / x;
      const after = small ? 1 / 2 - x * (1 / 6 - x * (1 / 24 - x / 120)) : (1 - whole) / x;
      const wholeSlope = small ? -1 / 2 + x * (1 / 3 - x * (1 / 8 - x / 30)) : (decay - whole) / x;
      const afterSlope = small ? -1 / 6 + x * (1 / 12 - x * (1 / 40 - x / 180)) : (-wholeSlope - after) / x;
      const scale = flux * step * this.#surface[m]!;
      this.#carry[m] = decay;
      this.#take[m] = scale * after;
      this.#before[m] = scale * (whole - after);
      this.#decays[m] = -perRate * decay;
      this.#befores[m] = scale * (wholeSlope - afterSlope) * perRate;
      this.#afters[m] = scale * afterSlope * perRate;
    }
  }
}
