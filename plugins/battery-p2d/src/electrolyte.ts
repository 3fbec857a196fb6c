import type { ElectrodeKernel, StepState } from "./state.ts";

/** ln(b/a), by its series where the two are near each other: no transcendental call, and no cancellation. */
export function logRatio(b: number, a: number): number {
  const s = (b - a) / (b + a);
  const q = s * s;
  return q < 0.01 ? 2 * s * (1 + q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q / 9)))) : Math.log(b / a);
}

/** Kirchhoff variable and diffusivity at each cell. */
export function diffusion(state: StepState): void {
  const { c, kirchhoff, diffusivity, cells } = state;
  const table = state.tables!.diffusion;
  const { coefficients: q, density, intervals, low } = table;
  for (let i = 0; i < cells; i++) {
    const x = c[i]!;
    let s = (x - low) * density;
    if (s >= 0 && s < intervals) {
      let k = s | 0;
      s -= k;
      k *= 4;
      kirchhoff[i] = q[k]! + s * (q[k + 1]! + s * (q[k + 2]! + s * q[k + 3]!));
      diffusivity[i] = (q[k + 1]! + s * (2 * q[k + 2]! + s * 3 * q[k + 3]!)) * density;
    } else {
      kirchhoff[i] = table.value(x);
      diffusivity[i] = table.slope(x);
    }
  }
}

/** Rate of change of the electrolyte's concentrations at the given values; `state.c` holds the concentrations of these values. */
export function electrolyteRate(state: StepState, values: Float64Array, jAt: number, out: Float64Array): void {
  const { kirchhoff, conductance, volume, cells, diffusivityFactor } = state;
  diffusion(state);
  let left = 0;
  for (let i = 0; i < cells; i++) {
    const right = i + 1 < cells ? conductance[i]! * (kirchhoff[i + 1]! - kirchhoff[i]!) : 0;
    out[i] = (diffusivityFactor * (right - left)) / volume[i]!;
    left = right;
  }
  release(state, state.negative, values, jAt, out);
  release(state, state.positive, values, jAt, out);
}

function release(state: StepState, electrode: ElectrodeKernel, values: Float64Array, jAt: number, out: Float64Array): void {
  const factor = (state.release * electrode.surface) / electrode.volume;
  for (let i = 0; i < electrode.count; i++) out[electrode.cell + i]! += factor * values[jAt + electrode.first + i]!;
}
