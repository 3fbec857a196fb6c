import type { StepState } from "./state.ts";

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
