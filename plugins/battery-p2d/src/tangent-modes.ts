import { afterWeight, smallDecay, wholeWeight } from "./exponential-weights.ts";
import { radialModes } from "./radial-modes.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import type { TangentHistory } from "./tangent-history.ts";
import { moveParticles, type TangentParticles } from "./tangent-particles.ts";
import type { ParticlePartials, Partials } from "./tangent-partials.ts";

/** Derivatives of modes. A step makes `carry z - take j` of what it starts from; what waits for the current densities at its end is left to the next pass over the modes, so that each is touched once a step. */
export class TangentModes implements TangentParticles {
  readonly rows: number;
  readonly #modes: number;
  readonly #count: number;
  readonly #eigenvalue: Float64Array;
  readonly #surface: Float64Array;
  /** What the last step has left to do: z becomes `carry z - take j`. */
  readonly #carry: Float64Array;
  readonly #take: Float64Array;
  /** What a mode has in the surface concentration at the end of an implicit step, over its base. */
  readonly #share: Float64Array;
  /** The exponential formula's decay and its weights of the current densities at both ends, and how all change with D/R². */
  readonly #decay: Float64Array;
  readonly #before: Float64Array;
  readonly #after: Float64Array;
  readonly #decays: Float64Array;
  readonly #befores: Float64Array;
  readonly #afters: Float64Array;
  /** Step and coefficients for which these are known. */
  readonly #known = { step: Number.NaN, rate: Number.NaN, flux: Number.NaN };

  constructor(modes: number, count: number) {
    this.#count = count;
    const { eigenvalue, surface } = radialModes(modes);
    // Three modes at a time: most of the time goes into what is read and written, and these share their current densities and surfaces.
    [this.#modes, this.rows] = [modes, 3 * Math.ceil(modes / 3)];
    const array = (): Float64Array => new Float64Array(this.rows);
    [this.#eigenvalue, this.#surface] = [array(), array()];
    this.#eigenvalue.set(eigenvalue);
    this.#surface.set(surface);
    [this.#carry, this.#take, this.#decay, this.#before, this.#after] = [array(), array(), array(), array(), array()];
    [this.#decays, this.#befores, this.#afters, this.#share] = [array(), array(), array(), array()];
  }

  fill(k: number, { count }: ElectrodeKernel, base: Float64Array, at: number, concentration: number): void {
    this.#settled();
    for (let i = 0; i < this.rows * count; i++) base[at + i * this.#count + k] = i < count ? concentration / this.#surface[0]! : 0;
  }

  #settled(): void {
    this.#carry.fill(1);
    this.#take.fill(0);
  }

  finish({ cell, count }: ElectrodeKernel, base: Float64Array, at: number, j: Float64Array): void {
    const width = count * this.#count;
    const from = cell * this.#count;
    for (let m = 0, p = at; m < this.rows; m++) {
      const carry = this.#carry[m]!;
      const take = this.#take[m]!;
      for (let q = from; q < from + width; q++, p++) base[p] = carry * base[p]! - take * j[q]!;
    }
    this.#settled();
  }

  move(electrode: ElectrodeKernel, base: Float64Array, at: number, by: Float64Array, rates: Float64Array, ratesAt: number): void {
    moveParticles(this.#modes, electrode, base, at, by, rates, ratesAt);
  }

  hold({ cell, count }: ElectrodeKernel, base: Float64Array, at: number, surface: Float64Array): void {
    const width = count * this.#count;
    const from = cell * this.#count;
    surface.fill(0, from, from + width);
    for (let m = 0, p = at; m < this.rows; m++) {
      const share = this.#surface[m]!;
      for (let q = from; q < from + width; q++, p++) surface[q]! += share * base[p]!;
    }
  }

  implicit(
    state: StepState, electrode: ElectrodeKernel, partials: Partials, z: Float64Array, zAt: number, { streams, weights, few }: TangentHistory, base: Float64Array, at: number, j: Float64Array, surface: Float64Array,
  ): void {
    const { gamma } = state;
    const { cell, count, rate, flux } = electrode;
    const from = cell * this.#count;
    const end = from + count * this.#count;
    const [a, b, c, d, e, f] = streams as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const wa = weights[0]!;
    const wb = weights[1]!;
    const wc = weights[2]!;
    const wd = weights[3]!;
    const we = weights[4]!;
    const wf = weights[5]!;
    const width = end - from;
    surface.fill(0, from, end);
    for (let m = 0, p = at; m < this.rows; m += 3, p += 2 * width) {
      const carry0 = this.#carry[m]!;
      const carry1 = this.#carry[m + 1]!;
      const carry2 = this.#carry[m + 2]!;
      const take0 = this.#take[m]!;
      const take1 = this.#take[m + 1]!;
      const take2 = this.#take[m + 2]!;
      for (let n = m; n < m + 3; n++) {
        this.#carry[n] = 1 / (1 + gamma * rate * this.#eigenvalue[n]!);
        this.#share[n] = this.#surface[n]! * this.#carry[n]!;
        this.#take[n] = gamma * flux * this.#share[n]!;
      }
      const share0 = this.#share[m]!;
      const share1 = this.#share[m + 1]!;
      const share2 = this.#share[m + 2]!;
      for (let q = from; q < end; q++, p++) {
        const p1 = p + width;
        const p2 = p1 + width;
        const current = j[q]!;
        const newest0 = carry0 * a[p]! - take0 * current;
        const newest1 = carry1 * a[p1]! - take1 * current;
        const newest2 = carry2 * a[p2]! - take2 * current;
        a[p] = newest0;
        a[p1] = newest1;
        a[p2] = newest2;
        let sum0 = wa * newest0 + wb * b[p]! + wc * c[p]! + wd * d[p]!;
        let sum1 = wa * newest1 + wb * b[p1]! + wc * c[p1]! + wd * d[p1]!;
        let sum2 = wa * newest2 + wb * b[p2]! + wc * c[p2]! + wd * d[p2]!;
        if (!few) {
          sum0 += we * e[p]! + wf * f[p]!;
          sum1 += we * e[p1]! + wf * f[p1]!;
          sum2 += we * e[p2]! + wf * f[p2]!;
        }
        base[p] = sum0;
        base[p1] = sum1;
        base[p2] = sum2;
        surface[q]! += share0 * sum0 + share1 * sum1 + share2 * sum2;
      }
    }
    const own = partials.of(electrode);
    for (let k = 0; k < this.#count; k++) if (own.rate[k] !== 0 || own.flux[k] !== 0) this.#source(k, state, electrode, own, z, zAt, base, at, surface);
  }

  /** What D/R² and 1/(F R) change of an implicit step: `-γ (δ(D/R²) λ z + δ(1/FR) β j)`. */
  #source(k: number, { gamma, j }: StepState, { cell, first, count: cells }: ElectrodeKernel, { rate, flux }: ParticlePartials, z: Float64Array, zAt: number, base: Float64Array, at: number, surface: Float64Array): void {
    const size = this.#modes;
    const count = this.#count;
    const stride = cells * count;
    const byRate = gamma * rate[k]!;
    const byFlux = gamma * flux[k]!;
    const eigenvalue = this.#eigenvalue;
    const beta = this.#surface;
    const share = this.#share;
    for (let i = 0; i < cells; i++) {
      const from = zAt + i * size;
      const taken = byFlux * j[first + i]!;
      let sum = 0;
      for (let m = 0, p = at + i * count + k; m < size; m++, p += stride) {
        const change = byRate * eigenvalue[m]! * z[from + m]! + taken * beta[m]!;
        base[p]! -= change;
        sum += share[m]! * change;
      }
      surface[(cell + i) * count + k]! -= sum;
    }
  }

  exponential(
    state: StepState, step: number, electrode: ElectrodeKernel, partials: Partials, now: Float64Array, jAt: number, zAt: number, base: Float64Array, at: number, j: Float64Array, surface: Float64Array,
  ): void {
    const { cell, count } = electrode;
    const from = cell * this.#count;
    const end = from + count * this.#count;
    this.#weigh(step, electrode);
    const width = end - from;
    surface.fill(0, from, end);
    for (let m = 0; m < this.rows; m++) {
      this.#take[m] = this.#before[m]! + this.#decay[m]! * this.#take[m]!;
      this.#carry[m]! *= this.#decay[m]!;
    }
    for (let m = 0, p = at; m < this.rows; m += 3, p += 2 * width) {
      const carry0 = this.#carry[m]!;
      const carry1 = this.#carry[m + 1]!;
      const carry2 = this.#carry[m + 2]!;
      const take0 = this.#take[m]!;
      const take1 = this.#take[m + 1]!;
      const take2 = this.#take[m + 2]!;
      const share0 = this.#surface[m]!;
      const share1 = this.#surface[m + 1]!;
      const share2 = this.#surface[m + 2]!;
      for (let q = from; q < end; q++, p++) {
        const p1 = p + width;
        const p2 = p1 + width;
        const current = j[q]!;
        const z0 = carry0 * base[p]! - take0 * current;
        const z1 = carry1 * base[p1]! - take1 * current;
        const z2 = carry2 * base[p2]! - take2 * current;
        base[p] = z0;
        base[p1] = z1;
        base[p2] = z2;
        surface[q]! += share0 * z0 + share1 * z1 + share2 * z2;
      }
    }
    this.#carry.fill(1);
    this.#take.set(this.#after);
    const own = partials.of(electrode);
    for (let k = 0; k < this.#count; k++) if (own.rate[k] !== 0 || own.flux[k] !== 0) this.#exponentialSource(k, state, electrode, own, now, jAt, zAt, base, at, surface);
  }

  #exponentialSource(k: number, state: StepState, { cell, first, count: cells, flux }: ElectrodeKernel, partials: ParticlePartials, now: Float64Array, jAt: number, zAt: number, base: Float64Array, at: number, surface: Float64Array): void {
    const size = this.#modes;
    const count = this.#count;
    const stride = cells * count;
    const rate = partials.rate[k]!;
    const relative = partials.flux[k]! / flux;
    const [beta, decays] = [this.#surface, this.#decays];
    const [befores, before] = [this.#befores, this.#before];
    const [afters, after] = [this.#afters, this.#after];
    for (let i = 0; i < cells; i++) {
      const from = zAt + i * size;
      const start = now[jAt + first + i]!;
      const end = state.j[first + i]!;
      let sum = 0;
      for (let m = 0, p = at + i * count + k; m < size; m++, p += stride) {
        let change = rate * (decays[m]! * now[from + m]! - befores[m]! * start - afters[m]! * end);
        if (relative !== 0) change -= relative * (before[m]! * start + after[m]! * end);
        base[p]! += change;
        sum += beta[m]! * change;
      }
      surface[(cell + i) * count + k]! += sum;
    }
  }

  /** The weights of {@link ExponentialStep} and their slopes. */
  #weigh(step: number, { rate, flux }: ElectrodeKernel): void {
    const known = this.#known;
    if (step === known.step && rate === known.rate && flux === known.flux) return;
    [known.step, known.rate, known.flux] = [step, rate, flux];
    for (let m = 0; m < this.rows; m++) {
      const perRate = this.#eigenvalue[m]! * step;
      const x = rate * perRate;
      const decay = Math.exp(-x);
      const small = x < smallDecay;
      const whole = wholeWeight(x, decay);
      const after = afterWeight(x, whole);
      const wholeSlope = small ? -1 / 2 + x * (1 / 3 - x * (1 / 8 - x / 30)) : (decay - whole) / x;
      const afterSlope = small ? -1 / 6 + x * (1 / 12 - x * (1 / 40 - x / 180)) : (-wholeSlope - after) / x;
      const scale = flux * step * this.#surface[m]!;
      this.#decay[m] = decay;
      this.#after[m] = scale * after;
      this.#before[m] = scale * (whole - after);
      this.#decays[m] = -perRate * decay;
      this.#befores[m] = scale * (wholeSlope - afterSlope) * perRate;
      this.#afters[m] = scale * afterSlope * perRate;
    }
  }
}
