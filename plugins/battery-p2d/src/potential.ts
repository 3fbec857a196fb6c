import type { ElectrodeKernel, StepState } from "./state.ts";

/** Stoichiometries closer than this to empty or full meet the end-stop of the open-circuit potential. */
export const margin = 0.004;
/** Below this product x (1 - x) the exchange current density stays as it is. */
const leastProduct = 1e-8;

/**
 * Keeps surfaces from filling or emptying beyond what they hold: the end-stop of PyBaMM, `asym(x) - asym(1 - x)`, below 1 nV between 0.003 and 0.997.
 */
export function endStop(x: number): number {
  return x < 0.5 ? oneEnd(x) : -oneEnd(1 - x);
}

const [height, sharpness, shift, straight] = [205.056_862_193_748_4, 6_910.192_179_565_431, 7.7e-4, -0.006_086_3];

function oneEnd(x: number): number {
  if (x < straight) return height * Math.log1p(Math.exp(-sharpness * (straight + shift))) + endStopSlope(straight) * (x - straight);
  return height * Math.log1p(Math.exp(-sharpness * (x + shift)));
}

export function endStopSlope(x: number): number {
  const e = Math.exp(-sharpness * (Math.max(Math.min(x, 1 - x), straight) + shift));
  return (-height * sharpness * e) / (1 + e);
}

/** Potential difference solid - electrolyte at each cell of an electrode, with its derivatives by the electrolyte concentration and the current density of the cell. */
export function potentials(state: StepState, electrode: ElectrodeKernel, from = 0, to = electrode.count): void {
  const { c, j, surface, surfaceBase, response, open, perExchange, phi, phiC, phiJ, phiS, thermal } = state;
  const { cell, first, maximum, exchange } = electrode;
  const { coefficients: q, density, intervals, low } = electrode.ocp!;
  const entropic = electrode.entropic;
  const perMaximum = 1 / maximum;
  for (let i = from; i < to; i++) {
    const e = first + i;
    const concentration = c[cell + i]!;
    const current = j[e]!;
    const held = surfaceBase[e]! - response[e]! * current;
    surface[e] = held;
    const x = held * perMaximum;
    let s = (x - low) * density;
    let k = s | 0;
    if (s < 0) k = 0;
    else if (k >= intervals) k = intervals - 1;
    s -= k;
    k *= 4;
    let u: number;
    let slope: number;
    if (s >= 0 && s <= 1) {
      u = q[k]! + s * (q[k + 1]! + s * (q[k + 2]! + s * q[k + 3]!));
      slope = (q[k + 1]! + s * (2 * q[k + 2]! + s * 3 * q[k + 3]!)) * density;
    } else {
      u = electrode.ocp!.value(x);
      slope = electrode.ocp!.slope(x);
    }
    if (entropic !== undefined) {
      u += electrode.warmth * entropic.value(x);
      slope += electrode.warmth * entropic.slope(x);
    }
    if (x < margin || x > 1 - margin) {
      u += endStop(x);
      slope += endStopSlope(x);
    }
    const product = x * (1 - x);
    const kept = product > leastProduct;
    const j0 = exchange * Math.sqrt(concentration * (kept ? product : leastProduct));
    const half = 0.5 / j0;
    perExchange[e] = half;
    const ratio = current * half;
    const root = Math.sqrt(1 + ratio * ratio);
    const size = Math.log(Math.abs(ratio) + root);
    open[e] = u;
    phi[e] = u + thermal * (ratio < 0 ? -size : size);
    const gain = thermal / root;
    phiC[e] = (-0.5 * gain * ratio) / concentration;
    const fill = kept ? (0.5 - x) / product : 0;
    const bySurface = (slope - gain * ratio * fill) * perMaximum;
    phiS[e] = bySurface;
    phiJ[e] = gain * half - response[e]! * bySurface;
  }
}
