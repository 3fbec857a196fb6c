import { stop, type Stopped } from "@inversa/core";
import { brent, integrate } from "@inversa/numerics";
import { exitOf, loads, noAxialStress, noRadialStress, onSurface, outside } from "./elastic.ts";
import { shearCompliance, type Clay, type Specimen, type StressState, type Volume } from "./soil.ts";
import { solid } from "./specimen.ts";

/*
 * Confined compression, dεs = 2/3 dεv. Where the clay yields the constraint gives A dη = B d ln p with
 *   A = g D + (λ-κ) ψ' (ψ' - 2/3 D),  B = D (2/3 λ - g η) - (λ-κ) ψ',  D = 1 - η ψ',  v dεs^e = g dq/p,
 * so the stress path is one scalar equation; strain follows from p and pc.
 */

interface Rates {
  /** d ln σa and dη for the same parameter. */
  readonly stress: number;
  readonly ratio: number;
  /** Sign of the plastic multiplier for growing strain. */
  readonly loading: number;
}

function ratesAt(clay: Clay, v: number, p: number, eta: number, towards: number): Rates {
  const { surface, lambda, kappa } = clay;
  const g = shearCompliance(clay, v, p);
  // A step may try ratios past a corner before its end is located there; the branch goes on smoothly for it.
  const slope = surface.slope(surface.corner ? 0 : eta, towards);
  const D = 1 - eta * slope;
  const hardening = lambda - kappa;
  const A = g * D + hardening * slope * (slope - (2 / 3) * D);
  const B = D * ((2 / 3) * lambda - g * eta) - hardening * slope;
  return { ratio: B, stress: A + ((2 / 3) * B) / (1 + (2 / 3) * eta), loading: g * D + (2 / 3) * kappa * slope };
}

/**
 * Stress ratio that first confined compression keeps (K0 = (3 - η)/(3 + 2η)); 0 where the corner of original Cam-Clay keeps the stress isotropic.
 * @param specificVolume v of the normally consolidated specimen at p and pc
 */
export function ratioAtRest(clay: Clay, axialStress: number, specificVolume: (p: number, pc: number) => number): number {
  const drift = (eta: number): number => {
    const p = axialStress / (1 + (2 / 3) * eta);
    const v = clay.G > 0 ? Math.max(1, specificVolume(p, p * Math.exp(clay.surface.size(eta)))) : 1;
    return ratesAt(clay, v, p, eta, 1).ratio;
  };
  return drift(0) <= 0 ? 0 : brent(drift, 0, clay.surface.M);
}

const meanOf = (axialStress: number, eta: number): number => axialStress / (1 + (2 / 3) * eta);

/** Volumetric (which is axial) strain and specific volume at the points that were reached. */
export type ConfinedCurves = {
  readonly axialStrain: number[];
  readonly voidRatio: number[];
};

/** More ends of yielding than this in one test are chatter. */
const mostChanges = 100;

/** An oedometer test under prescribed axial stress, which may turn back any number of times. */
export function confined(clay: Clay, specimen: Specimen, volume: Volume, axis: ArrayLike<number>): ConfinedCurves | Stopped<ConfinedCurves> {
  const { surface } = clay;
  const axialStrain: number[] = [];
  const voidRatio: number[] = [];
  const curves: ConfinedCurves = { axialStrain, voidRatio };
  let state: StressState = specimen;
  let axial = specimen.p + (2 / 3) * specimen.q;
  const take = (): boolean => {
    const v = volume.at(state.p, state.pc);
    if (!(v > 1)) return false;
    axialStrain.push(volume.strain(v));
    voidRatio.push(v - 1);
    return true;
  };
  const gone = () => stop("no-solution", solid(volume.at(state.p, state.pc), state.p), curves);
  const ended = (reason: "tension" | "no-solution", message: string) => {
    const v = volume.at(state.p, state.pc);
    return stop(reason, message, curves, { axialStrain: volume.strain(v), voidRatio: v - 1 });
  };

  let changes = 0;
  for (let i = 0; i < axis.length; ) {
    if (axis[i] === axial) {
      if (!take()) return gone();
      i++;
      continue;
    }
    if (!(axis[i]! > 0)) return ended("tension", `an axial stress of ${axis[i]} kPa leaves no stiffness`);
    const sense = axis[i]! > axial ? 1 : -1;
    const { pc } = state;
    const elastic = elasticPath(clay, state, volume.governing(Math.log(state.p), Math.log(pc)));
    if (!(outside(surface, state) > -onSurface && loads(surface, state, sense, sense * elastic.slope))) {
      const exit = exitOf(surface, pc, { stresses: elastic.stresses, start: state.p, sense });
      const end = elastic.stresses(exit.u);
      const furthest = end.p + (2 / 3) * end.q;
      if (sense * (axis[i]! - furthest) <= 0) {
        state = { ...elastic.stresses(elastic.meanAt(axis[i]!, exit.u)), pc };
        axial = axis[i]!;
        if (!take()) return gone();
        i++;
        continue;
      }
      state = { ...end, pc };
      axial = furthest;
      if (exit.tension) return ended("tension", `the ${end.q < 0 ? "axial" : "radial"} stress vanished at an axial stress of ${furthest.toPrecision(4)} kPa, before the clay yielded`);
    }
    let last = i;
    while (last + 1 < axis.length && (axis[last + 1]! - axis[last]!) * sense > 0 && axis[last + 1]! > 0) last++;
    const reach = yieldAlong(clay, volume, state, axial, axis, i, last, sense);
    for (const { point, eta } of reach.points) {
      axial = axis[point]!;
      state = yielded(clay, axial, eta);
      if (!take()) return gone();
    }
    i += reach.points.length;
    if (i > last) continue;
    axial = reach.end.axial;
    state = yielded(clay, axial, reach.end.eta);
    if (reach.why) return ended(reach.why.reason, reach.why.message);
    // The clay stopped to yield on the way: an elastic stretch follows.
    if (++changes > mostChanges) return ended("no-solution", `yielding and unloading alternate at an axial stress of ${axial.toPrecision(4)} kPa`);
  }
  return curves;
}

const yielded = ({ surface }: Clay, axial: number, eta: number): StressState => {
  const p = meanOf(axial, eta);
  return { p, q: eta * p, pc: p * Math.exp(surface.size(eta)) };
};

/** dq = 2/3 · 3 G dεv: a straight line of slope 2 α under a constant Poisson's ratio. */
function elasticPath(clay: Clay, from: StressState, v: number) {
  const { alpha, G, kappa, current } = clay;
  const axial = from.p + (2 / 3) * from.q;
  if (!(G > 0)) {
    const stresses = (p: number) => ({ p, q: from.q + 2 * alpha * (p - from.p) });
    return { slope: 2 * alpha, stresses, meanAt: (stress: number) => from.p + (stress - axial) / (1 + (4 / 3) * alpha) };
  }
  const stresses = (p: number) => {
    const change = (kappa * Math.log(p / from.p)) / v;
    return { p, q: from.q + 2 * G * (current ? -Math.log1p(-Math.min(change, 0.999)) : change) };
  };
  const axialAt = (p: number): number => p + (2 / 3) * stresses(p).q;
  return { slope: (2 * G * kappa) / (v * from.p), stresses, meanAt: (stress: number, end: number) => brent((p) => axialAt(p) - stress, from.p, end) };
}

interface YieldedReach {
  readonly points: readonly { readonly point: number; readonly eta: number }[];
  readonly end: { readonly axial: number; readonly eta: number };
  readonly why?: { readonly reason: "tension" | "no-solution"; readonly message: string };
}

/** Follows the scalar equation dη/d ln σa from a yielding state over the axis points first..last. */
function yieldAlong(clay: Clay, volume: Volume, from: StressState, axial: number, axis: ArrayLike<number>, first: number, last: number, sense: 1 | -1): YieldedReach {
  const { surface } = clay;
  const rates = (s: number, eta: number, towards: number): Rates => {
    const p = Math.exp(s) / (1 + (2 / 3) * eta);
    const lnp = Math.log(p);
    const v = clay.G > 0 ? volume.governing(lnp, lnp + surface.size(eta)) : 1;
    return ratesAt(clay, v, p, eta, towards);
  };
  const start = Math.log(axial);
  const eta0 = surface.corner && Math.abs(from.q / from.p) < 1e-12 ? 0 : from.q / from.p;
  const towards = eta0 === 0 ? sense : Math.sign(eta0);
  // At the corner of original Cam-Clay plastic flow has a range of directions; where it includes that of the test the stress stays isotropic.
  if (surface.corner && eta0 === 0 && sense > 0 && rates(start, 0, 1).ratio <= 0) {
    return { points: Array.from({ length: last - first + 1 }, (_, k) => ({ point: first + k, eta: 0 })), end: { axial: axis[last]!, eta: 0 } };
  }
  const side = surface.corner ? towards : 0;
  const event = (s: number, y: Float64Array): number => {
    if (s === start) return 1;
    const { stress, loading } = rates(s, y[0]!, towards);
    return Math.min(stress, sense * loading, y[0]! - noAxialStress, noRadialStress - y[0]!, side === 0 ? 1 : side * y[0]!);
  };
  const initial = rates(start, eta0, towards);
  const peak = (eta: number, stress: number): YieldedReach["why"] => ({ reason: "no-solution", message: `the axial stress passed an extreme at ${stress.toPrecision(4)} kPa and a stress ratio of ${eta.toPrecision(4)}: a prescribed stress cannot follow` });
  if (!(initial.stress > 0)) return { points: [], end: { axial, eta: eta0 }, why: peak(eta0, axial)! };
  const times = Float64Array.from({ length: last - first + 1 }, (_, k) => Math.log(axis[first + k]!));
  const leg = integrate((s, y, out) => {
    const { ratio, stress } = rates(s, y[0]!, towards);
    out[0] = ratio / stress;
  }, [eta0], start, times, { rtol: 1e-9, atol: 1e-10, event, maxSteps: 20_000 });
  const points = Array.from(leg.t, (_, k) => ({ point: first + k, eta: leg.y.data[k]! }));
  let eta = leg.end.y[0]!;
  const at = Math.exp(leg.end.t);
  if (leg.status === "reached") return { points, end: { axial: axis[last]!, eta } };
  if (leg.status !== "event") return { points, end: { axial: at, eta }, why: { reason: "no-solution", message: `the constraint of no radial strain cannot be fulfilled beyond an axial stress of ${at.toPrecision(4)} kPa (${leg.message})` } };
  const { stress, loading } = rates(leg.end.t, eta, towards);
  const margins = [stress, sense * loading, Math.min(eta - noAxialStress, noRadialStress - eta), side === 0 ? 1 : side * eta];
  const least = margins.indexOf(Math.min(...margins));
  if (least === 3) eta = 0;
  if (least === 0) return { points, end: { axial: at, eta }, why: peak(eta, at)! };
  if (least === 2) return { points, end: { axial: at, eta }, why: { reason: "tension", message: `the ${eta < 0 ? "axial" : "radial"} stress vanished at an axial stress of ${at.toPrecision(4)} kPa` } };
  return { points, end: { axial: at, eta } };
}
