import { stop, type Stopped } from "@inversa/core";
import { brent } from "@inversa/numerics";
import { exitOf, loads, noAxialStress, onSurface, outside, type ElasticPath } from "./elastic.ts";
import type { Clay, Specimen, StressState, Volume } from "./soil.ts";
import { strainRate, type ShearPath } from "./shear-path.ts";
import { solid } from "./specimen.ts";
import { Yielding, type Met } from "./yielding.ts";

/** Mean stress, deviator stress and volumetric strain at the points that were reached. */
export interface ShearCurves {
  readonly p: number[];
  readonly q: number[];
  readonly v: number[];
}

/** Stress ratios this close to M are critical. */
const atCritical = 1e-13;

type Shaped<R> = (curves: ShearCurves, axis: ArrayLike<number>) => R;

/**
 * A shear test under prescribed axial strain, which may turn back any number of times. Elastic stretches and the critical state are closed forms; between them the
 * strain is one integral over the stress ratio.
 */
export function shear<R extends Readonly<Record<string, number[]>>>(clay: Clay, path: ShearPath, specimen: Specimen, volume: Volume, axis: ArrayLike<number>, shaped: Shaped<R>): R | Stopped<R> {
  const length = axis.length;
  const p: number[] = [];
  const q: number[] = [];
  const v: number[] = [];
  const { surface } = clay;
  let state: StressState = specimen;
  let strain = 0;

  const take = (): void => {
    p.push(state.p);
    q.push(state.q);
    v.push(volume.strain(volume.at(state.p, state.pc)));
  };
  const ends = (reason: "tension" | "no-solution", message: string): Stopped<R> => {
    const end = shaped({ p: [state.p], q: [state.q], v: [volume.strain(volume.at(state.p, state.pc))] }, [strain]);
    return stop(reason, message, shaped({ p, q, v }, axis), Object.fromEntries(Object.entries(end).map(([name, values]) => [name, values[0]!])) as { readonly [K in keyof R]: number });
  };

  let i = 0;
  while (i < length) {
    if (axis[i] === strain) {
      take();
      i++;
      continue;
    }
    const sense = axis[i]! > strain ? 1 : -1;
    let last = i;
    while (last + 1 < length && (axis[last + 1]! - axis[last]!) * sense > 0) last++;

    const { dp, dq } = path.elasticDirection;
    if (!(outside(surface, state) > -onSurface && loads(surface, state, sense * dp, sense * dq))) {
      const stretch = elasticStretch(clay, path, state, volume, sense);
      const begin = strain;
      const { pc } = state;
      // No length where the voids would be gone before the clay yields; then a point on the way says so.
      for (; i <= last && !(sense * (axis[i]! - begin) > sense * stretch.strain); i++) {
        state = { ...stretch.at(axis[i]! - begin), pc };
        strain = axis[i]!;
        const specific = volume.at(state.p, pc);
        if (!(specific > 1)) return ends("no-solution", solid(specific, state.p));
        take();
      }
      if (i > last) continue;
      state = { ...stretch.end, pc };
      strain = begin + stretch.strain;
      if (stretch.tension) return ends("tension", `the ${state.q < 0 ? "axial" : "radial"} stress vanished at ${(100 * strain).toFixed(3)} % axial strain, before the clay yielded`);
    }

    const c = sense * surface.M;
    if (Math.abs(c - state.q / state.p) < atCritical) {
      for (; i <= last; i++) take();
      strain = axis[last]!;
      continue;
    }
    while (i <= last) {
      const eta = state.q / state.p;
      const crosses = surface.corner && eta * c < 0;
      const torn = c < noAxialStress && eta > noAxialStress;
      const logMean = path.logMean(clay, state);
      const yielding = new Yielding(strainRate(clay, path, volume, state, c), eta, c, sense, strain, crosses ? 0 : torn ? noAxialStress : undefined);
      const stateAt = (ratio: number): StressState => {
        const lnp = logMean(ratio);
        const mean = Math.exp(lnp);
        return { p: mean, q: ratio * mean, pc: Math.exp(lnp + surface.size(ratio)) };
      };
      let met: Met = "strain";
      for (; i <= last; i++) {
        met = yielding.to(axis[i]!);
        if (met !== "strain") break;
        state = stateAt(yielding.ratio);
        const specific = path.volumeStays ? specimen.v : volume.at(state.p, state.pc);
        if (!(specific > 1)) return ends("no-solution", solid(specific, state.p));
        p.push(state.p);
        q.push(state.q);
        v.push(volume.strain(specific));
      }
      strain = yielding.strain;
      if (met === "strain") break;
      if (met === "back") {
        state = stateAt(yielding.ratio);
        return ends("no-solution", `the clay softens faster than it unloads elastically at a stress ratio of ${(state.q / state.p).toPrecision(4)} and ${(100 * strain).toFixed(3)} % axial strain: no test under prescribed axial strain can follow`);
      }
      state = stateAt(crosses ? 0 : noAxialStress);
      if (!crosses) return ends("tension", `the axial stress vanished at ${(100 * strain).toFixed(3)} % axial strain`);
    }
    strain = axis[last]!;
  }
  return shaped({ p, q, v }, axis);
}

/** An elastic stretch from a state until the clay yields or a stress vanishes: its length in axial strain, and the stresses on it. */
function elasticStretch(clay: Clay, path: ShearPath, from: StressState, volume: Volume, sense: 1 | -1) {
  const { surface, kappa, alpha, G, current } = clay;
  const v = volume.governing(Math.log(from.p), Math.log(from.pc));
  if (path.elasticVolumeStays) {
    const stiffness = 3 * (G > 0 ? G : (alpha * v * from.p) / kappa);
    const stresses = (q: number) => ({ p: from.p, q });
    const { u, tension } = exitOf(surface, from.pc, { stresses, start: from.q, sense });
    return { strain: (u - from.q) / stiffness, tension, end: stresses(u), at: (strain: number) => stresses(from.q + stiffness * strain) };
  }
  const stresses = (p: number) => ({ p, q: from.q + 3 * (p - from.p) });
  const elastic: ElasticPath = { stresses, start: from.p, sense };
  const { u, tension } = exitOf(surface, from.pc, elastic);
  const volumetric = (p: number): number => {
    const change = (kappa * Math.log(p / from.p)) / v;
    return current ? -Math.log1p(-change) : change;
  };
  if (G > 0) {
    const axial = (p: number): number => (p - from.p) / G + volumetric(p) / 3;
    return { strain: axial(u), tension, end: stresses(u), at: (strain: number) => stresses(strain === 0 ? from.p : brent((p) => axial(p) - strain, from.p, u)) };
  }
  // dεs = dεv / α where dq = 3 dp.
  const share = 1 / alpha + 1 / 3;
  const after = (strain: number): number => from.p * Math.exp((v * (current ? -Math.expm1(-strain) : strain)) / kappa);
  return { strain: share * volumetric(u), tension, end: stresses(u), at: (strain: number) => stresses(after(strain / share)) };
}
