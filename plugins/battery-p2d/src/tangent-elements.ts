import { band, diffuse, elementMatrices } from "./element-particles.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import type { TangentHistory } from "./tangent-history.ts";
import { moveParticles, type TangentParticles } from "./tangent-particles.ts";
import type { Partials } from "./tangent-partials.ts";

/**
 * Derivatives of the nodes of particles whose diffusivity depends on the concentration. With `A = M + γ D/R² K diag(D_s)` at the cell's solution a step is
 * `A δc = M δbase - γ δ(D/R²) K H - γ D/R² K δH - γ (δ(1/FR) j + 1/FR δj) e_surface`: one elimination a particle from the centre outwards for all parameters; what the surface
 * moves inside is found when the next step begins.
 */
export class TangentElements implements TangentParticles {
  readonly rows: number;
  readonly #count: number;
  readonly #mass: Float64Array;
  readonly #stiffness: Float64Array;
  /** By cell and node: antiderivative and value of the diffusivity, and the factors of the elimination: inverse pivot, two above, and two below that led there. */
  readonly #antiderivative: Float64Array;
  readonly #diffusivity: Float64Array;
  readonly #factors: Float64Array;
  readonly #band: Float64Array;
  readonly #right: Float64Array;
  readonly #beside: Float64Array;
  /** Answer of the surfaces to the current densities in the last step, by electrode cell of this electrode. */
  readonly #response: Float64Array;
  #open = false;

  constructor(elements: number, cells: number, count: number) {
    const { mass, stiffness } = elementMatrices(elements);
    [this.#mass, this.#stiffness, this.#count] = [mass, stiffness, count];
    const size = 2 * elements + 1;
    this.rows = size;
    [this.#antiderivative, this.#diffusivity, this.#beside] = [new Float64Array(cells * size), new Float64Array(size), new Float64Array(size)];
    [this.#factors, this.#band, this.#right, this.#response] = [new Float64Array(band * cells * size), new Float64Array(band * size), new Float64Array(size * count), new Float64Array(cells)];
  }

  fill(k: number, { count }: ElectrodeKernel, base: Float64Array, at: number, concentration: number): void {
    this.#open = false;
    for (let i = 0; i < this.rows * count; i++) base[at + i * this.#count + k] = concentration;
  }

  linearise({ gamma, j, response, surfaceBase }: StepState, electrode: ElectrodeKernel, z: Float64Array, zAt: number, base: Float64Array, at: number, change: Float64Array): void {
    this.finish(electrode, base, at, change);
    const { first, count, rate, flux } = electrode;
    const { rows } = this;
    for (let i = 0; i < count; i++) {
      const pivot = this.#factor(i, electrode, gamma * rate, z, zAt + i * rows);
      this.#response[i] = response[first + i] = gamma * flux * pivot;
      surfaceBase[first + i] = z[zAt + (i + 1) * rows - 1]! + response[first + i]! * j[first + i]!;
    }
  }

  /** Factors the matrix of particle i. @returns The inverse of the last pivot: what a unit on the right of the surface row moves the surface by. */
  #factor(i: number, electrode: ElectrodeKernel, g: number, z: Float64Array, zAt: number): number {
    const { rows } = this;
    const [matrix, factors, d] = [this.#band, this.#factors, this.#diffusivity];
    const h = this.#antiderivative.subarray(i * rows, (i + 1) * rows);
    diffuse(electrode.diffusion!, electrode.maximum, z, zAt, rows, h, d);
    for (let n = 0; n < rows; n++) {
      for (let b = 0; b < band; b++) {
        const l = n + b - 2;
        matrix[band * n + b] = l < 0 || l >= rows ? 0 : this.#mass[band * n + b]! + g * this.#stiffness[band * n + b]! * d[l]!;
      }
    }
    let pivot = 0;
    for (let n = 0; n < rows; n++) {
      const row = band * n;
      const at = band * (i * rows + n);
      pivot = 1 / matrix[row + 2]!;
      const up1 = matrix[row + 3]! * pivot;
      const up2 = matrix[row + 4]! * pivot;
      factors[at] = pivot;
      factors[at + 1] = up1;
      factors[at + 2] = up2;
      if (n + 1 < rows) {
        const low = matrix[row + band + 1]!;
        matrix[row + band + 2]! -= low * up1;
        matrix[row + band + 3]! -= low * up2;
        factors[at + band + 3] = low;
      }
      if (n + 2 < rows) {
        const low = matrix[row + 2 * band]!;
        matrix[row + 2 * band + 1]! -= low * up1;
        matrix[row + 2 * band + 2]! -= low * up2;
        factors[at + 2 * band + 4] = low;
      }
    }
    return pivot;
  }

  finish({ cell, count: cells }: ElectrodeKernel, base: Float64Array, at: number, j: Float64Array): void {
    if (!this.#open) return;
    this.#open = false;
    const { rows } = this;
    const count = this.#count;
    const factors = this.#factors;
    const stride = cells * count;
    for (let i = 0; i < cells; i++) {
      const response = this.#response[i]!;
      for (let k = 0, q = (cell + i) * count; k < count; k++, q++) {
        let p = at + ((rows - 1) * cells + i) * count + k;
        let above = 0;
        let next = (base[p]! -= response * j[q]!);
        for (let f = band * (i * rows + rows - 2); f >= band * i * rows; f -= band) {
          p -= stride;
          const here = base[p]! - factors[f + 1]! * next - factors[f + 2]! * above;
          base[p] = here;
          [above, next] = [next, here];
        }
      }
    }
  }

  move(electrode: ElectrodeKernel, base: Float64Array, at: number, by: Float64Array, rates: Float64Array, ratesAt: number): void {
    moveParticles(this.rows, electrode, base, at, by, rates, ratesAt);
  }

  hold({ cell, count }: ElectrodeKernel, base: Float64Array, at: number, surface: Float64Array): void {
    const width = count * this.#count;
    const last = at + (this.rows - 1) * width;
    for (let q = 0; q < width; q++) surface[cell * this.#count + q] = base[last + q]!;
  }

  implicit(state: StepState, electrode: ElectrodeKernel, partials: Partials, z: Float64Array, zAt: number, history: TangentHistory, base: Float64Array, at: number, _j: Float64Array, surface: Float64Array): void {
    const { rows } = this;
    const { cell, count: cells } = electrode;
    const count = this.#count;
    history.combine(at, at + rows * cells * count, base);
    const right = this.#right;
    const [mass, factors] = [this.#mass, this.#factors];
    const stride = cells * count;
    for (let i = 0; i < cells; i++) {
      const from = at + i * count;
      right.fill(0);
      for (let n = 0, r = 0; n < rows; n++) {
        for (let b = Math.max(0, 2 - n), end = Math.min(band, rows - n + 2); b < end; b++) {
          const weight = mass[band * n + b]!;
          for (let k = 0, p = from + (n + b - 2) * stride; k < count; k++) right[r + k]! += weight * base[p + k]!;
        }
        r += count;
      }
      this.#source(i, state, electrode, partials, z, zAt + i * rows);
      for (let n = 0, r = 0; n < rows; n++) {
        const f = band * (i * rows + n);
        const pivot = factors[f]!;
        const low1 = n > 0 ? factors[f + 3]! : 0;
        const low2 = n > 1 ? factors[f + 4]! : 0;
        for (let k = 0, p = from + n * stride; k < count; k++, r++, p++) {
          let value = right[r]!;
          if (n > 0) value -= low1 * right[r - count]!;
          if (n > 1) value -= low2 * right[r - 2 * count]!;
          value *= pivot;
          right[r] = value;
          base[p] = value;
        }
      }
      for (let k = 0, r = (rows - 1) * count, q = (cell + i) * count; k < count; k++) surface[q + k] = right[r + k]!;
    }
    this.#open = true;
  }

  /** What coefficients change of the equations of particle i. */
  #source(i: number, { gamma, j }: StepState, electrode: ElectrodeKernel, partials: Partials, z: Float64Array, zAt: number): void {
    const { rows } = this;
    const count = this.#count;
    const { rate, flux } = partials.of(electrode);
    const h = this.#antiderivative.subarray(i * rows, (i + 1) * rows);
    for (let k = 0; k < count; k++) {
      if (rate[k] !== 0) this.#spread(k, h, gamma * rate[k]!);
      this.#right[(rows - 1) * count + k]! -= gamma * flux[k]! * j[electrode.first + i]!;
    }
    for (const k of partials.others) {
      const twin = electrode.cell === 0 ? partials.twins[k]!.negative : partials.twins[k]!.positive;
      if (twin.maximum === electrode.maximum) continue;
      const beside = this.#beside;
      diffuse(twin.diffusion!, twin.maximum, z, zAt, rows, beside, this.#diffusivity);
      for (let n = 0; n < rows; n++) beside[n] = (beside[n]! - h[n]!) / partials.changes[k]!;
      this.#spread(k, beside, gamma * electrode.rate);
    }
  }

  /** Subtracts a multiple of K h from the rows of parameter k. */
  #spread(k: number, h: Float64Array, factor: number): void {
    const { rows } = this;
    for (let n = 0; n < rows; n++) {
      let sum = 0;
      for (let b = Math.max(0, 2 - n), end = Math.min(band, rows - n + 2); b < end; b++) sum += this.#stiffness[band * n + b]! * h[n + b - 2]!;
      this.#right[n * this.#count + k]! -= factor * sum;
    }
  }
}
