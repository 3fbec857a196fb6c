import type { CubicTable } from "./cubic-table.ts";
import type { Particles } from "./particles.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/** Numbers in a row of the band: columns k-2..k+2. */
export const band = 5;

/**
 * Particles of one electrode whose diffusivity depends on the concentration: quadratic finite elements, finer towards the surface.
 *
 * The flux is taken through the antiderivative H of the diffusivity, interpolated at the nodes: `M (c - base) + γ D/R² K H(c) + γ j/(F R) e_surface = 0` with matrices that are made once.
 * In an iteration of Newton's method one elimination from the centre outwards gives the surface concentration over the current density; the inside follows when that is known.
 */
export class ElementParticles implements Particles {
  readonly size: number;
  readonly #mass: Float64Array;
  readonly #stiffness: Float64Array;
  /** Weight of each node in the mean. */
  readonly #share: Float64Array;
  /** By particle and node: the present iterate, its base, and what the elimination leaves. */
  readonly #iterate: Float64Array;
  readonly #start: Float64Array;
  readonly #right: Float64Array;
  readonly #upper: Float64Array;
  readonly #rows: Float64Array;
  readonly #antiderivative: Float64Array;
  readonly #diffusivity: Float64Array;
  /** Whether a linearisation waits for its current densities. */
  #open = false;

  constructor(elements: number, count: number) {
    this.size = 2 * elements + 1;
    const { mass, stiffness } = elementMatrices(elements);
    [this.#mass, this.#stiffness] = [mass, stiffness];
    this.#share = Float64Array.from({ length: this.size }, (_, k) => {
      let sum = 0;
      for (let b = 0; b < band; b++) sum += mass[band * k + b]!;
      return 3 * sum;
    });
    const all = count * this.size;
    [this.#iterate, this.#start, this.#right, this.#upper] = [new Float64Array(all), new Float64Array(all), new Float64Array(all), new Float64Array(2 * all)];
    this.#rows = new Float64Array(band * this.size);
    [this.#antiderivative, this.#diffusivity] = [new Float64Array(this.size), new Float64Array(this.size)];
  }

  fill(electrode: ElectrodeKernel, z: Float64Array, at: number, concentration: number): void {
    z.fill(concentration, at, at + electrode.count * this.size);
  }

  mean(z: Float64Array, at: number): number {
    let sum = 0;
    for (let k = 0; k < this.size; k++) sum += this.#share[k]! * z[at + k]!;
    return sum;
  }

  close(state: StepState, electrode: ElectrodeKernel, base: Float64Array, at: number, guess: Float64Array, guessAt: number): void {
    const all = electrode.count * this.size;
    for (let k = 0; k < all; k++) {
      this.#start[k] = base[at + k]!;
      this.#iterate[k] = guess[guessAt + k]!;
    }
    this.#open = false;
    state.response.fill(0, electrode.first, electrode.first + electrode.count);
  }

  linearise(state: StepState, electrode: ElectrodeKernel): void {
    const { gamma, response, surfaceBase } = state;
    const { count, first, rate, flux } = electrode;
    if (this.#open) this.#follow(state, electrode, this.#iterate, 0);
    for (let i = 0; i < count; i++) {
      const pivot = this.#eliminate(i * this.size, electrode, gamma * rate);
      const last = (i + 1) * this.size - 1;
      surfaceBase[first + i] = this.#iterate[last]! + this.#right[last]!;
      response[first + i] = gamma * flux * pivot;
    }
    this.#open = true;
  }

  finish(state: StepState, electrode: ElectrodeKernel, _base: Float64Array, at: number, z: Float64Array): void {
    this.#follow(state, electrode, z, at);
  }

  /** Forward elimination for one particle at j = 0. @returns What a unit on the right of the surface row moves the surface by. */
  #eliminate(at: number, electrode: ElectrodeKernel, g: number): number {
    const { size } = this;
    const rows = this.#rows;
    const mass = this.#mass;
    const stiffness = this.#stiffness;
    const h = this.#antiderivative;
    const d = this.#diffusivity;
    const u = this.#iterate;
    const start = this.#start;
    const right = this.#right;
    const upper = this.#upper;
    diffuse(electrode.diffusion!, electrode.maximum, u, at, size, h, d);
    for (let k = 0; k < size; k++) {
      let residual = 0;
      const row = band * k;
      const from = k < 2 ? 2 - k : 0;
      const to = k > size - 3 ? size + 2 - k : band;
      for (let b = from; b < to; b++) {
        const l = k + b - 2;
        const m = mass[row + b]!;
        const s = g * stiffness[row + b]!;
        residual += m * (u[at + l]! - start[at + l]!) + s * h[l]!;
        rows[row + b] = m + s * d[l]!;
      }
      right[at + k] = -residual;
    }
    let pivot = 0;
    for (let k = 0; k < size; k++) {
      const row = band * k;
      pivot = 1 / rows[row + 2]!;
      const up1 = rows[row + 3]! * pivot;
      const up2 = rows[row + 4]! * pivot;
      const value = right[at + k]! * pivot;
      right[at + k] = value;
      upper[2 * (at + k)] = up1;
      upper[2 * (at + k) + 1] = up2;
      if (k + 1 < size) {
        const low = rows[row + band + 1]!;
        rows[row + band + 2]! -= low * up1;
        rows[row + band + 3]! -= low * up2;
        right[at + k + 1]! -= low * value;
      }
      if (k + 2 < size) {
        const low = rows[row + 2 * band]!;
        rows[row + 2 * band + 1]! -= low * up1;
        rows[row + 2 * band + 2]! -= low * up2;
        right[at + k + 2]! -= low * value;
      }
    }
    return pivot;
  }

  /** Carries the change of the surfaces inwards: the concentrations that belong to the present current densities. */
  #follow(state: StepState, electrode: ElectrodeKernel, out: Float64Array, at: number): void {
    const { size } = this;
    const right = this.#right;
    const upper = this.#upper;
    const u = this.#iterate;
    for (let i = 0; i < electrode.count; i++) {
      const e = electrode.first + i;
      const from = i * size;
      let above = 0;
      let next = right[from + size - 1]! - state.response[e]! * state.j[e]!;
      out[at + from + size - 1] = u[from + size - 1]! + next;
      for (let k = size - 2; k >= 0; k--) {
        const step = right[from + k]! - upper[2 * (from + k)]! * next - upper[2 * (from + k) + 1]! * above;
        out[at + from + k] = u[from + k]! + step;
        above = next;
        next = step;
      }
    }
  }
}

/** Antiderivative and value of the diffusivity at the nodes of a particle. */
export function diffuse(table: CubicTable, maximum: number, u: Float64Array, at: number, size: number, h: Float64Array, d: Float64Array): void {
  const { coefficients: q, density, intervals, low } = table;
  const perMaximum = 1 / maximum;
  for (let k = 0; k < size; k++) {
    const x = u[at + k]! * perMaximum;
    let s = (x - low) * density;
    if (s >= 0 && s < intervals) {
      let i = s | 0;
      s -= i;
      i *= 4;
      h[k] = maximum * (q[i]! + s * (q[i + 1]! + s * (q[i + 2]! + s * q[i + 3]!)));
      d[k] = (q[i + 1]! + s * (2 * q[i + 2]! + s * 3 * q[i + 3]!)) * density;
    } else {
      h[k] = maximum * table.value(x);
      d[k] = table.slope(x);
    }
  }
}

/** Mass and stiffness of quadratic elements on [0, 1] with weight r², each a share wider than its outer neighbour; both are integrated exactly. */
export function elementMatrices(elements: number): { readonly mass: Float64Array; readonly stiffness: Float64Array } {
  const size = 2 * elements + 1;
  const [mass, stiffness] = [new Float64Array(band * size), new Float64Array(band * size)];
  const growth = 1 + 6 / elements;
  const total = (growth ** elements - 1) / (growth - 1);
  let right = 1;
  for (let e = elements - 1; e >= 0; e--) {
    const h = growth ** (elements - 1 - e) / total;
    const left = e === 0 ? 0 : right - h;
    for (const [x, w] of gauss) {
      const r = left + (right - left) * x;
      const weight = w * (right - left) * r * r;
      const value = [(1 - x) * (1 - 2 * x), 4 * x * (1 - x), x * (2 * x - 1)] as const;
      const slope = [4 * x - 3, 4 - 8 * x, 4 * x - 1] as const;
      for (let k = 0; k < 3; k++) {
        for (let l = 0; l < 3; l++) {
          const at = band * (2 * e + k) + (l - k + 2);
          mass[at]! += weight * value[k]! * value[l]!;
          stiffness[at]! += (weight * slope[k]! * slope[l]!) / (right - left) ** 2;
        }
      }
    }
    right = left;
  }
  return { mass, stiffness };
}

// Four-point Gauss-Legendre rule on [0, 1]: exact to the seventh degree, where the mass needs the sixth.
const gauss = [[0.3399810435848563, 0.6521451548625461], [0.8611363115940526, 0.3478548451374538]].flatMap(([x, w]) => [[0.5 - 0.5 * x!, 0.5 * w!], [0.5 + 0.5 * x!, 0.5 * w!]] as const);
