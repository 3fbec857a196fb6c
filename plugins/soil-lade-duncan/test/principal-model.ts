import { integrate } from "@inversa/numerics";

/**
 * The model once more, independently: six principal stresses and strains and the plastic work, gradients by their textbook formulas in three dimensions, first
 * loading only. Constraints are given as three rows over (stress rates, strain rates).
 */
export interface PrincipalParameters {
  readonly Kur: number; readonly n: number; readonly nu: number; readonly kf: number; readonly A: number; readonly rf: number; readonly M: number; readonly l: number; readonly ft: number; readonly pa: number;
}

type Vector = readonly [number, number, number];
type Constraint = readonly [stress: Vector, strain: Vector, rate: number];

/** Strain path and constraints to the stresses (first three) and strains at the given times; yield must already have begun. */
export function firstLoadingPath(p: PrincipalParameters, start: { readonly stress: Vector; readonly strain: Vector; readonly Wp: number }, constraints: readonly [Constraint, Constraint, Constraint], times: readonly number[]): number[][] {
  const d = p.rf / (p.kf - p.ft);
  const rates = (_t: number, y: Float64Array, out: Float64Array): void => {
    const s = [y[0]!, y[1]!, y[2]!] as const;
    const I1 = s[0] + s[1] + s[2];
    const I3 = s[0] * s[1] * s[2];
    const least = Math.min(...s);
    const E = p.Kur * p.pa * (least / p.pa) ** p.n;
    const a = p.M * p.pa * (least / p.pa) ** p.l;
    const Wp = y[6]!;
    const lame = (E * p.nu) / ((1 + p.nu) * (1 - 2 * p.nu));
    const twoG = E / (1 + p.nu);
    const f = I1 ** 3 / I3;
    const k2 = p.A * f + 27 * (1 - p.A);
    const bearers = s.filter((v) => v <= least * (1 + 1e-9)).length;
    const n = s.map((v) => (3 * I1 ** 2) / I3 - f / v + (v <= least * (1 + 1e-9) ? (Wp * p.l * a) / least / (a + d * Wp) ** 2 / bearers : 0));
    const m = s.map((v) => 3 * I1 ** 2 - (k2 * I3) / v);
    const times = (v: readonly number[]): number[] => v.map((x) => twoG * x + lame * (v[0]! + v[1]! + v[2]!));
    const [Dm, nD] = [times(m), times(n)];
    const H = (a / (a + d * Wp) ** 2) * m.reduce((sum, x, i) => sum + x * s[i]!, 0);
    const den = nD.reduce((sum, x, i) => sum + x * m[i]!, 0) + H;
    const D = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? twoG : 0) + lame - (Dm[i]! * nD[j]!) / den));
    const rows = constraints.map(([S, T]) => [0, 1, 2].map((j) => T[j]! + S[0] * D[0]![j]! + S[1] * D[1]![j]! + S[2] * D[2]![j]!));
    const strain = solve3(rows, constraints.map((c) => c[2]));
    for (let i = 0; i < 3; i++) {
      out[i] = D[i]![0]! * strain[0]! + D[i]![1]! * strain[1]! + D[i]![2]! * strain[2]!;
      out[3 + i] = strain[i]!;
    }
    const multiplier = nD.reduce((sum, x, i) => sum + x * strain[i]!, 0) / den;
    out[6] = multiplier * m.reduce((sum, x, i) => sum + x * s[i]!, 0);
  };
  const { y } = integrate(rates, [...start.stress, ...start.strain, start.Wp], times[0]!, times, { rtol: 1e-11, atol: 1e-13 });
  return times.map((_, i) => Array.from(y.data.subarray(i * 7, i * 7 + 7)));
}

/** Cramer's rule. */
function solve3(m: readonly (readonly number[])[], r: readonly number[]): number[] {
  const det = (a: readonly (readonly number[])[]): number =>
    a[0]![0]! * (a[1]![1]! * a[2]![2]! - a[1]![2]! * a[2]![1]!) - a[0]![1]! * (a[1]![0]! * a[2]![2]! - a[1]![2]! * a[2]![0]!) + a[0]![2]! * (a[1]![0]! * a[2]![1]! - a[1]![1]! * a[2]![0]!);
  return [0, 1, 2].map((k) => det(m.map((line, i) => line.map((v, j) => (j === k ? r[i]! : v)))) / det(m));
}
