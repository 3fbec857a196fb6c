import { endStopSlope, margin } from "./potential.ts";
import type { ElectrodeKernel, StepState } from "./state.ts";

/**
 * Heat of the present step, W; potentials must be up to date in every cell. What the currents lose, in the contact resistance too, is what the reactions give
 * less what leaves at the terminals: `-I V - A Σ a h j (U - T dU/dT)`.
 */
export function heat(state: StepState, voltage: number): number {
  const { area } = state.numbers!;
  return -state.density * area * voltage - area * (reactionHeat(state, state.negative) + reactionHeat(state, state.positive));
}

function reactionHeat(state: StepState, electrode: ElectrodeKernel): number {
  let sum = 0;
  for (let e = electrode.first; e < electrode.first + electrode.count; e++) sum += state.j[e]! * potentialOfHeat(state, electrode, e);
  return sum * electrode.surface;
}

/** U - T dU/dT in an electrode cell: what j gives there. */
function potentialOfHeat({ open, surface, temperature }: StepState, { entropic, maximum }: ElectrodeKernel, e: number): number {
  return open[e]! - (entropic === undefined ? 0 : temperature * entropic.value(surface[e]! / maximum));
}

/**
 * Derivatives of the heat of an electrode's reactions, for one m² of electrode, by each cell's current density and surface concentration. By the temperature there is none: what U gains, T dU/dT loses.
 */
export function reactionGradient(state: StepState, electrode: ElectrodeKernel, byCurrent: Float64Array, bySurface: Float64Array): void {
  const { j, surface, temperature } = state;
  const { first, count, maximum, warmth, ocp, entropic } = electrode;
  for (let e = first; e < first + count; e++) {
    const x = surface[e]! / maximum;
    byCurrent[e] = -electrode.surface * potentialOfHeat(state, electrode, e);
    let slope = ocp!.slope(x);
    if (entropic !== undefined) slope += (warmth - temperature) * entropic.slope(x);
    if (x < margin || x > 1 - margin) slope += endStopSlope(x);
    bySurface[e] = (-electrode.surface * j[e]! * slope) / maximum;
  }
}
