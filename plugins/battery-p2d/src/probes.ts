import type { StepState } from "./state.ts";

/** Places inside the cell that can be looked at, in their order. */
export const probeNames = [
  "negativeSurfaceConcentrationAtCollector",
  "negativeSurfaceConcentrationAtSeparator",
  "positiveSurfaceConcentrationAtSeparator",
  "positiveSurfaceConcentrationAtCollector",
  "electrolyteConcentrationAtNegativeCollector",
  "electrolyteConcentrationInSeparator",
  "electrolyteConcentrationAtPositiveCollector",
] as const;
export const probeCount = probeNames.length;

/** Concentrations at the ends of the regions, from the cells next to them; at the collectors the electrolyte's profile is flat. */
export function probe(state: StepState, out: Float64Array, at: number): void {
  const { c, surface, mesh, cells, electrodeCells, positive } = state;
  out[at] = end(surface, 0, 1);
  out[at + 1] = end(surface, mesh.negative - 1, -1);
  out[at + 2] = end(surface, mesh.negative, 1);
  out[at + 3] = end(surface, electrodeCells - 1, -1);
  out[at + 4] = (9 * c[0]! - c[1]!) / 8;
  const middle = mesh.negative + positive.cell - 1;
  out[at + 5] = 0.5 * (c[middle >> 1]! + c[(middle + 1) >> 1]!);
  out[at + 6] = (9 * c[cells - 1]! - c[cells - 2]!) / 8;
}

/** The parabola through three cells at the face of the first. */
const end = (values: Float64Array, first: number, step: number): number => (15 * values[first]! - 10 * values[first + step]! + 3 * values[first + 2 * step]!) / 8;
