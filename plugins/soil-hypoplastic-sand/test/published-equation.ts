/**
 * The model as published, with tension positive and tensors by their principal values, and the dumbest solution of a test: a root by bisection at each of many fixed
 * Runge-Kutta steps. It shares nothing with the plugin but the equations.
 */
export interface Sand { readonly phic: number; readonly hs: number; readonly n: number; readonly ed0: number; readonly ec0: number; readonly ei0: number; readonly alpha: number; readonly beta: number }

type Three = readonly [number, number, number];
const trace = (a: Three): number => a[0] + a[1] + a[2];
const dot = (a: Three, b: Three): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const each = (a: Three, f: (value: number, i: number) => number): Three => [f(a[0], 0), f(a[1], 1), f(a[2], 2)];

/** The general F from tan ψ and cos 3θ. */
export function limitFactorOf(That: Three): number {
  const star = each(That, (v) => v - 1 / 3);
  const length = Math.sqrt(dot(star, star));
  if (length === 0) return 1;
  const tangent = Math.sqrt(3) * length;
  const cosine = (-Math.sqrt(6) * trace(each(star, (v) => v ** 3))) / length ** 3;
  return Math.sqrt(tangent ** 2 / 8 + (2 - tangent ** 2) / (2 + Math.SQRT2 * tangent * cosine)) - tangent / (2 * Math.SQRT2);
}

/** Stress rate for a stress T and a stretching D, tension positive. */
export function stressRate(s: Sand, T: Three, e: number, D: Three): Three {
  const sine = Math.sin((s.phic * Math.PI) / 180);
  const a = (Math.sqrt(3) * (3 - sine)) / (2 * Math.SQRT2 * sine);
  const p = -trace(T) / 3;
  const shrunk = Math.exp(-(((3 * p) / s.hs) ** s.n));
  const [ei, ec, ed] = [s.ei0 * shrunk, s.ec0 * shrunk, s.ed0 * shrunk];
  const fd = ((e - ed) / (ec - ed)) ** s.alpha;
  const fs = ((((s.hs / s.n) * (ei / e) ** s.beta * (1 + ei)) / ei) * ((3 * p) / s.hs) ** (1 - s.n)) / (3 + a * a - a * Math.sqrt(3) * ((s.ei0 - s.ed0) / (s.ec0 - s.ed0)) ** s.alpha);
  const That = each(T, (v) => v / trace(T));
  const F = limitFactorOf(That);
  const length = Math.sqrt(dot(D, D));
  return each(That, (v, i) => (fs / dot(That, That)) * (F * F * D[i]! + a * a * v * dot(That, D) + fd * a * F * (v + v - 1 / 3) * length));
}

/** Drained test at constant radial stress: `[σa, εr]` (compression positive) after an axial strain reached in fixed steps from a state. */
export function drainedByHand(s: Sand, start: { readonly axialStress: number; readonly radialStress: number; readonly voidRatio: number }, path: readonly number[], steps: number): { q: number; radialStrain: number }[] {
  let [axial, radialStrain, e, strain] = [start.axialStress, 0, start.voidRatio, 0];
  return path.map((target) => {
    const h = (target - strain) / steps;
    const rate = (stress: number, voidRatio: number): Three => {
      const T: Three = [-stress, -start.radialStress, -start.radialStress];
      const along = (r: number): Three => stressRate(s, T, voidRatio, [-Math.sign(h), -r, -r]);
      let [low, high] = [-3, 3];
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2;
        if (along(middle)[1] < 0) high = middle;
        else low = middle;
      }
      const r = (low + high) / 2;
      return [-along(r)[0] * Math.sign(h), r * Math.sign(h), -(1 + voidRatio) * (1 + 2 * r * Math.sign(h))];
    };
    for (let i = 0; i < steps; i++) {
      const k1 = rate(axial, e);
      const k2 = rate(axial + (h / 2) * k1[0], e + (h / 2) * k1[2]);
      const k3 = rate(axial + (h / 2) * k2[0], e + (h / 2) * k2[2]);
      const k4 = rate(axial + h * k3[0], e + h * k3[2]);
      const mean = each(k1, (v, j) => (v + 2 * k2[j]! + 2 * k3[j]! + k4[j]!) / 6);
      axial += h * mean[0];
      radialStrain += h * mean[1];
      e += h * mean[2];
    }
    strain = target;
    return { q: axial - start.radialStress, radialStrain };
  });
}
