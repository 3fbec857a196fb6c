import { electrolyteRate } from "./electrolyte.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";
import type { Partials } from "./tangent-partials.ts";

/** Derivatives of the electrolyte's rate of change, which exponential steps start from: by cell, those by all parameters side by side. */
export class TangentElectrolyte {
  readonly rate: Float64Array;
  readonly #partials: Partials;
  readonly #own: Float64Array;
  readonly #beside: Float64Array;

  constructor({ cells }: StepState, partials: Partials) {
    this.#partials = partials;
    this.rate = new Float64Array(cells * partials.count);
    [this.#own, this.#beside] = [new Float64Array(cells), new Float64Array(cells)];
  }

  /**
   * How the rate follows concentrations and current densities, and the parameters themselves. The cell's diffusion must be up to date.
   * @param c,j The derivatives of these; @param values Of the cell, with its current densities from `jAt` on.
   */
  take(state: StepState, values: Float64Array, jAt: number, c: Float64Array, j: Float64Array): void {
    const { cells, conductance, diffusivity, diffusivityFactor, kirchhoff, volume } = state;
    const { count, others, twins, changes, diffusivity: direct } = this.#partials;
    const out = this.rate;
    out.fill(0, 0, count);
    for (let i = 0; i + 1 < cells; i++) {
      const spread = conductance[i]! * diffusivityFactor;
      const here = spread * diffusivity[i]!;
      const next = spread * diffusivity[i + 1]!;
      const flux = conductance[i]! * (kirchhoff[i + 1]! - kirchhoff[i]!);
      const perHere = 1 / volume[i]!;
      const perNext = 1 / volume[i + 1]!;
      for (let k = 0, p = i * count; k < count; k++, p++) {
        const flow = next * c[p + count]! - here * c[p]! + flux * direct[k]!;
        out[p]! += perHere * flow;
        out[p + count] = -perNext * flow;
      }
    }
    this.#release(state, state.negative, j);
    this.#release(state, state.positive, j);
    if (others.length === 0) return;
    electrolyteRate(state, values, jAt, this.#own);
    for (const k of others) {
      const twin = twins[k]!;
      twin.c.set(state.c);
      electrolyteRate(twin, values, jAt, this.#beside);
      for (let i = 0; i < cells; i++) out[i * count + k]! += (this.#beside[i]! - this.#own[i]!) / changes[k]!;
    }
  }

  #release({ release }: StepState, { cell, count: cells, surface, volume }: ElectrodeKernel, j: Float64Array): void {
    const { count } = this.#partials;
    const factor = (release * surface) / volume;
    for (let p = cell * count, end = p + cells * count; p < end; p++) this.rate[p]! += factor * j[p]!;
  }
}
