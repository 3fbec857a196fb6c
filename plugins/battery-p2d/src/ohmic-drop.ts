import type { ElectrodeKernel, StepState } from "./state.ts";

/**
 * The integral of i/κ between the centres of the outermost cells of an electrode (over the factor on κ).
 *
 * Current densities and concentrations are means over cells, so between two centres, up to the fourth power of the cell's width,
 * `∫ i/κ = h/κ(mean c) [ i (1 + (κ'/κ) δ²c/8) + (Δi' - (κ'/κ) Δc Σi')/24 ]` with i the current at the face and i' = a h j its growth in either cell.
 * @param start Current that enters at the first face.
 */
export function ohmicDrop(state: StepState, electrode: ElectrodeKernel, start: number): number {
  const { c, j } = state;
  const { cell, first, count, surface, path } = electrode;
  const table = state.tables!.conductivity;
  let current = start;
  let sum = 0;
  for (let i = 0; i < count - 1; i++) {
    const here = j[first + i]!;
    const next = j[first + i + 1]!;
    current += surface * here;
    const a = c[cell + i]!;
    const b = c[cell + i + 1]!;
    const kappa = table.value(0.5 * (a + b));
    const relative = table.slope(0.5 * (a + b)) / kappa;
    const bend = leftWeight(electrode, i) * leftBend(c, electrode, i) + (1 - leftWeight(electrode, i)) * rightBend(c, electrode, i);
    sum += (path / kappa) * (current * (1 + (relative * bend) / 8) + (surface / 24) * (next - here - relative * (b - a) * (here + next)));
  }
  return sum;
}

/**
 * Adds the derivatives of `-factor * ohmicDrop` where the last elimination was. @param out Two numbers a cell, by its concentration and by its current density, then by the logarithm of the conductivity.
 * @returns The derivative by `start`.
 */
export function ohmicGradient(state: StepState, electrode: ElectrodeKernel, start: number, factor: number, out: Float64Array): number {
  const { c, j, kappa, kappaSlope } = state;
  const { cell, first, count, surface, path } = electrode;
  const table = state.tables!.conductivity;
  let current = start;
  for (let i = 0; i < count - 1; i++) current += surface * j[first + i]!;
  const part = surface / 24;
  let behind = 0;
  let whole = 0;
  for (let i = count - 2; i >= 0; i--) {
    const at = 2 * (cell + i);
    const here = j[first + i]!;
    const next = j[first + i + 1]!;
    const a = c[cell + i]!;
    const b = c[cell + i + 1]!;
    const perKappa = 1 / kappa[first + i]!;
    const relative = kappaSlope[first + i]! * perKappa;
    const wl = leftWeight(electrode, i);
    const bend = wl * leftBend(c, electrode, i) + (1 - wl) * rightBend(c, electrode, i);
    const scale = factor * path * perKappa;
    const byCurrent = scale * (1 + 0.125 * relative * bend);
    const drop = scale * (current * (1 + 0.125 * relative * bend) + part * (next - here - relative * (b - a) * (here + next)));
    whole += drop;
    const byMean = -relative * drop + scale * (table.curvature(0.5 * (a + b)) * perKappa - relative * relative) * (0.125 * current * bend - part * (b - a) * (here + next));
    const byDifference = -scale * part * relative * (here + next);
    const byBend = 0.125 * scale * current * relative;
    behind += byCurrent;
    out[at]! -= 0.5 * byMean - byDifference;
    out[at + 2]! -= 0.5 * byMean + byDifference;
    out[at + 1]! -= surface * behind - scale * part * (1 + relative * (b - a));
    out[at + 3]! -= scale * part * (1 - relative * (b - a));
    spread(out, at, byBend, wl, i > 0, i < count - 2);
    current -= surface * here;
  }
  out[2 * state.cells]! += whole;
  return -behind;
}

/** Second differences of c at the two cells of a face; at the collector the profile goes on as in a mirror, at the separator it is taken from the other cell. */
const leftBend = (c: Float64Array, { cell }: ElectrodeKernel, i: number): number => (i > 0 ? c[cell + i - 1]! - 2 * c[cell + i]! + c[cell + i + 1]! : c[cell + 1]! - c[cell]!);
const rightBend = (c: Float64Array, { cell, count }: ElectrodeKernel, i: number): number =>
  i < count - 2 ? c[cell + i]! - 2 * c[cell + i + 1]! + c[cell + i + 2]! : c[cell + count - 2]! - c[cell + count - 1]!;
function leftWeight({ cell, count }: ElectrodeKernel, i: number): number {
  if (cell > 0 && i === 0) return 0;
  return cell === 0 && i === count - 2 ? 1 : 0.5;
}

/** Subtracts the derivatives of `by` times the second difference at a face. */
function spread(out: Float64Array, at: number, by: number, leftShare: number, hasLeft: boolean, hasRight: boolean): void {
  const left = by * leftShare;
  const right = by - left;
  if (hasLeft) out[at - 2]! -= left;
  out[at]! -= (hasLeft ? -2 : -1) * left + right;
  out[at + 2]! -= left + (hasRight ? -2 : -1) * right;
  if (hasRight) out[at + 4]! -= right;
}
