import { stop } from "@inversa/core";
import { integrate } from "@inversa/numerics";
import { meanOnDrainedPath, tangentRatio, tangentShare } from "./ellipse.ts";
import { beyondMessage, largestMeanStress, peakMessage, tangentMessage } from "./ends.ts";
import { bulkModulus, elasticVolume, meanAfter } from "./parameters.ts";
import type { Specimen } from "./specimen.ts";

/** Responses of a drained test at constant radial stress. */
export type DrainedCurves = { readonly deviatorStress: number[]; readonly volumetricStrain: number[]; readonly radialStrain: number[] };

/**
 * Drained compression from an isotropic state by its reduced equations: with q = 3(p - σ3) the ellipse gives p from its centre, elastic strains are powers of p,
 * and two plastic strains are left to integrate over the axial strain. Without shear strain in the hardening's slope (m2 = 1) this is the quadrature.
 *
 * @param axis axial strains, rising from 0 or more
 * @returns undefined where this does not reach: failure inside the ellipse, a start outside it
 */
export function drainedCompression({ shape, hardening, radialStress, centre, plasticVolume }: Specimen, axis: ArrayLike<number>, tolerance: number) {
  const { r } = shape;
  const r2 = r * r;
  const strength = tangentShare * tangentRatio(shape);
  const stiffer = shape.G0 / shape.K0;
  /** Axial over volumetric elastic strain on this path: 1/3 + K/G. */
  const perVolume = 1 / 3 + 1 / stiffer;
  const p0 = radialStress;
  const yieldMean = Math.max(p0, meanOnDrainedPath(shape, p0, centre));
  const yieldStrain = perVolume * elasticVolume(shape, p0, yieldMean);

  const growth = (volume: number, shear: number, p: number, h: number): number =>
    hardening.byVolume(volume, shear, h) * (p - h) + (hardening.byShear(volume, shear, h) * 3 * (p - p0)) / r2;
  const margin = (_t: number, y: Float64Array): number => {
    const h = hardening.centre(y[0]!, y[1]!);
    const p = meanOnDrainedPath(shape, p0, h);
    // Beyond the common tangent the stress ratio falls again: a step must not jump across the top.
    if (p - h + shape.k * shape.k * h <= 0) return -1;
    return Math.min(strength - (3 * (p - p0)) / p, 1 - p / largestMeanStress, growth(y[0]!, y[1]!, p, h) / (hardening.byVolume(y[0]!, y[1]!, h) * h));
  };
  const rates = (_t: number, y: Float64Array, out: Float64Array): void => {
    const h = hardening.centre(y[0]!, y[1]!);
    const p = meanOnDrainedPath(shape, p0, h);
    const flowVolume = p - h;
    const flowShear = (3 * (p - p0)) / r2;
    const meanRate = (growth(y[0]!, y[1]!, p, h) * (flowVolume + shape.k * shape.k * h)) / (flowVolume + 3 * flowShear);
    const multiplier = 1 / (flowVolume / 3 + flowShear + (meanRate * perVolume) / bulkModulus(shape, p));
    out[0] = multiplier * flowVolume;
    out[1] = multiplier * flowShear;
  };

  const first = Float64Array.of(plasticVolume, 0);
  if (!(margin(0, first) > 0)) return undefined;
  const { length } = axis;
  const curves: DrainedCurves = { deviatorStress: [], volumetricStrain: [], radialStrain: [] };
  const take = (axial: number, p: number, volume: number): void => {
    curves.deviatorStress.push(3 * (p - p0));
    curves.volumetricStrain.push(volume);
    curves.radialStrain.push((volume - axial) / 2);
  };
  let i = 0;
  for (; i < length && axis[i]! <= yieldStrain; i++) {
    const volume = axis[i]! / perVolume;
    take(axis[i]!, meanAfter(shape, p0, volume), volume);
  }
  if (i === length) return curves;

  const beyond = Float64Array.from({ length: length - i }, (_, j) => axis[i + j]!);
  const after = (y: Float64Array, at: number) => {
    const p = meanOnDrainedPath(shape, p0, hardening.centre(y[at]!, y[at + 1]!));
    return { p, volume: y[at]! - plasticVolume + elasticVolume(shape, p0, p) };
  };
  const { status, message, t, y, end } = integrate(rates, first, yieldStrain, beyond, { rtol: tolerance, atol: tolerance * 1e-3, event: margin, maxSteps: 20_000 });
  for (const [j, axial] of t.entries()) {
    const { p, volume } = after(y.data, 2 * j);
    take(axial, p, volume);
  }
  if (status === "reached") return curves;
  if (status !== "event") return stop("no-solution", `the plastic strains cannot be followed beyond ${(100 * end.t).toFixed(2)} % axial strain (${message})`, curves);
  const { p, volume } = after(end.y, 0);
  const q = 3 * (p - p0);
  const there = { deviatorStress: q, volumetricStrain: volume, radialStrain: (volume - end.t) / 2 };
  if (p > largestMeanStress * (1 - 1e-9)) return stop("cut-off", beyondMessage(end.t), curves, there);
  const peaked = strength - q / p > 1e-9;
  return stop("failure", (peaked ? peakMessage : tangentMessage)(q, end.t), curves, there);
}
