import { logRatio } from "./electrolyte.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/**
 * Residual, Jacobian and forward elimination of the cells of one electrode, in one pass.
 *
 * Rows of cell i, in (c, j): electrolyte balance `V (c - base) = γ (diffusion + (1 - t+) a h j / F)` and charge balance `i_right - i_left = a h j`.
 * A face inside the electrode carries `i = (ΔΦ + h I/σ + θ ln(c2/c1)) / (h/κ + h/σ) - a h Δj/12`; the collector face carries nothing, the separator face the whole current.
 * @param fresh Whether this is the first iteration of a step: the weights of the last term stay as they are then found.
 *
 * Unknowns are means over cells; the last term and the exchange of balances at the separator take most of the error that this leaves.
 */
export function eliminateElectrode(state: StepState, electrode: ElectrodeKernel, fresh: boolean): void {
  const { c, j, cBase, volume, phi, phiC, phiJ, kirchhoff, diffusivity, conductance, inverse, lower, upper, right, column, bends, kappa: kappas, kappaSlope, face: faces, gamma, density: applied, diffusional } = state;
  const { cell, first, count, surface, solid } = electrode;
  const { coefficients: q, density, intervals, low } = state.tables!.conductivity;
  const spread = gamma * state.diffusivityFactor;
  const source = gamma * state.release * surface;
  const path = electrode.path / state.conductivityFactor;
  const isPositive = cell > 0;
  const twelfth = surface / 12;
  const perInitial = 1 / state.numbers!.electrolyte.initialConcentration;
  const last = state.cells - 1;
  const face = isPositive ? state.positiveFace : state.negativeFace;
  const atFace = isPositive ? cell : cell + count - 1;
  const across = isPositive ? cell - 1 : cell + count;

  // Left face: current, its derivatives by (c, j) on its two sides and by the applied current density.
  let leftCurrent = isPositive ? applied : 0;
  let leftApplied = isPositive ? 1 : 0;
  let leftC0 = 0;
  let leftJ0 = 0;
  let leftC1 = 0;
  let leftJ1 = 0;
  for (let i = 0; i < count; i++) {
    const at = cell + i;
    const e = first + i;
    const ci = c[at]!;
    let rightCurrent = isPositive ? 0 : applied;
    let rightApplied = isPositive ? 0 : 1;
    let rightC0 = 0;
    let rightJ0 = 0;
    let rightC1 = 0;
    let rightJ1 = 0;
    if (i < count - 1) {
      const next = c[at + 1]!;
      const mean = 0.5 * (ci + next);
      let s = (mean - low) * density;
      let kappa: number;
      let slope: number;
      if (s >= 0 && s < intervals) {
        let k = s | 0;
        s -= k;
        k *= 4;
        kappa = q[k]! + s * (q[k + 1]! + s * (q[k + 2]! + s * q[k + 3]!));
        slope = (q[k + 1]! + s * (2 * q[k + 2]! + s * 3 * q[k + 3]!)) * density;
      } else {
        kappa = state.tables!.conductivity.value(mean);
        slope = state.tables!.conductivity.slope(mean);
      }
      const resistance = path / kappa;
      const g = 1 / (resistance + solid);
      kappas[e] = kappa;
      kappaSlope[e] = slope;
      faces[e] = g;
      const mid = g * (phi[e + 1]! - phi[e]! + applied * solid + diffusional * logRatio(next, ci));
      if (fresh) bends[e] = bendShare(twelfth, g * Math.min(phiJ[e]!, phiJ[e + 1]!), Math.min(ci, next) * perInitial);
      const bend = twelfth * bends[e]!;
      rightCurrent = mid - bend * (j[e + 1]! - j[e]!);
      const byMean = (0.5 * mid * g * resistance * slope) / kappa;
      rightC0 = byMean - g * (phiC[e]! + diffusional / ci);
      rightC1 = byMean + g * (phiC[e + 1]! + diffusional / next);
      rightJ0 = -g * phiJ[e]! + bend;
      rightJ1 = g * phiJ[e + 1]! - bend;
      rightApplied = g * solid;
    }
    const toRight = at < last ? conductance[at]! : 0;
    const toLeft = at > 0 ? conductance[at - 1]! : 0;
    const kirchhoffHere = kirchhoff[at]!;
    let inflow = 0;
    let above = 0;
    let below = 0;
    if (at < last) {
      inflow = toRight * (kirchhoff[at + 1]! - kirchhoffHere);
      above = -spread * toRight * diffusivity[at + 1]!;
    }
    if (at > 0) {
      inflow -= toLeft * (kirchhoffHere - kirchhoff[at - 1]!);
      below = -spread * toLeft * diffusivity[at - 1]!;
    }
    const current = j[e]!;
    // Half cells at the separator: a parabola through the cell's mean takes part of its balance across the face.
    const own = at === atFace ? 1 - face.electrode : 1;
    let rightC = spread * inflow - own * (volume[at]! * (ci - cBase[at]!) - source * current);
    if (at === atFace) {
      const shared = face.separator * volume[across]!;
      rightC -= shared * (c[across]! - cBase[across]!);
      if (isPositive) below += shared;
      else above += shared;
    }
    let rightJ = -(rightCurrent - leftCurrent - surface * current);
    let cc = own * volume[at]! + spread * diffusivity[at]! * (toRight + toLeft);
    let cj = -own * source;
    let jc = rightC0 - leftC1;
    let jj = rightJ0 - leftJ1 - surface;
    const at2 = 2 * at;
    const at4 = 4 * at;
    lower[at4] = below;
    lower[at4 + 1] = 0;
    lower[at4 + 2] = -leftC0;
    lower[at4 + 3] = -leftJ0;
    if (at > 0) {
      const e0 = upper[at4 - 4]!;
      const e1 = upper[at4 - 3]!;
      const p0 = right[at2 - 2]!;
      cc -= below * e0;
      cj -= below * e1;
      jc += leftC0 * e0 + leftJ0 * upper[at4 - 2]!;
      jj += leftC0 * e1 + leftJ0 * upper[at4 - 1]!;
      rightC -= below * p0;
      rightJ += leftC0 * p0 + leftJ0 * right[at2 - 1]!;
    }
    const per = 1 / (cc * jj - cj * jc);
    const a = jj * per;
    const b = -cj * per;
    const d = -jc * per;
    const f = cc * per;
    inverse[at4] = a;
    inverse[at4 + 1] = b;
    inverse[at4 + 2] = d;
    inverse[at4 + 3] = f;
    right[at2] = a * rightC + b * rightJ;
    right[at2 + 1] = d * rightC + f * rightJ;
    upper[at4] = a * above + b * rightC1;
    upper[at4 + 1] = b * rightJ1;
    upper[at4 + 2] = d * above + f * rightC1;
    upper[at4 + 3] = f * rightJ1;
    column[at2] = 0;
    column[at2 + 1] = rightApplied - leftApplied;
    leftCurrent = rightCurrent;
    leftApplied = rightApplied;
    leftC0 = rightC0;
    leftJ0 = rightJ0;
    leftC1 = rightC1;
    leftJ1 = rightJ1;
  }
}

/** The correction of a face goes where cells are too wide for the reaction zone, and where the electrolyte is nearly depleted, which no current must pass. @param filled Concentration over the initial one. */
function bendShare(twelfth: number, stiffness: number, filled: number): number {
  const width = (4 * twelfth) / stiffness;
  if (!(width < 1) || filled < 0.1) return 0;
  return (1 - width * width) * Math.min(1, 5 * filled - 0.5);
}

/** The same for the separator, where only the concentration is unknown. */
export function eliminateSeparator(state: StepState): void {
  const { c, j, cBase, volume, kirchhoff, diffusivity, conductance, inverse, lower, upper, right, column, gamma, mesh, negative, positive, negativeFace, positiveFace } = state;
  const spread = gamma * state.diffusivityFactor;
  const first = mesh.negative;
  const end = positive.cell;
  for (let i = first; i < end; i++) {
    const toLeft = conductance[i - 1]!;
    const toRight = conductance[i]!;
    let below = -spread * toLeft * diffusivity[i - 1]!;
    let above = -spread * toRight * diffusivity[i + 1]!;
    let belowJ = 0;
    let aboveJ = 0;
    let own = 1;
    let rest = spread * (toRight * (kirchhoff[i + 1]! - kirchhoff[i]!) - toLeft * (kirchhoff[i]! - kirchhoff[i - 1]!));
    if (i === first) {
      own -= negativeFace.separator;
      below += negativeFace.electrode * volume[i - 1]!;
      belowJ = -negativeFace.electrode * gamma * state.release * negative.surface;
      rest -= negativeFace.electrode * volume[i - 1]! * (c[i - 1]! - cBase[i - 1]!) + belowJ * j[first - 1]!;
    }
    if (i === end - 1) {
      own -= positiveFace.separator;
      above += positiveFace.electrode * volume[i + 1]!;
      aboveJ = -positiveFace.electrode * gamma * state.release * positive.surface;
      rest -= positiveFace.electrode * volume[i + 1]! * (c[i + 1]! - cBase[i + 1]!) + aboveJ * j[first]!;
    }
    const at = 4 * i;
    const per = 1 / (own * volume[i]! + spread * diffusivity[i]! * (toRight + toLeft) - below * upper[at - 4]! - belowJ * upper[at - 2]!);
    lower[at] = below;
    lower[at + 1] = belowJ;
    lower[at + 2] = lower[at + 3] = 0;
    inverse[at] = per;
    inverse[at + 1] = inverse[at + 2] = inverse[at + 3] = 0;
    right[2 * i] = per * (rest - own * volume[i]! * (c[i]! - cBase[i]!) - below * right[2 * i - 2]! - belowJ * right[2 * i - 1]!);
    right[2 * i + 1] = 0;
    upper[at] = per * above;
    upper[at + 1] = per * aboveJ;
    upper[at + 2] = upper[at + 3] = 0;
    column[2 * i] = column[2 * i + 1] = 0;
  }
}
