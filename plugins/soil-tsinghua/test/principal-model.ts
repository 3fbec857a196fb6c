import { integrate } from "@inversa/numerics";

/** The model with its power hardening once more, independently, in three dimensions; first loading only, for constraints over (stress rates, strain rates). */
export interface PrincipalParameters {
  readonly K0: number; readonly G0: number; readonly n: number; readonly k: number; readonly r: number; readonly m1: number; readonly m2: number; readonly m3: number; readonly m4: number; readonly m5: number; readonly m6: number; readonly pa: number;
}

type Vector = readonly [number, number, number];
export type Constraint = readonly [stress: Vector, strain: Vector, rate: number];

/** From principal stresses on the ellipse to stresses (first three) and strains (next three) at the given times. */
export function firstLoadingPath(c: PrincipalParameters, stress: Vector, constraints: readonly [Constraint, Constraint, Constraint], times: readonly number[]): number[][] {
  const invariants = (s: ArrayLike<number>) => {
    const p = (s[0]! + s[1]! + s[2]!) / 3;
    return { p, q: Math.sqrt(((s[0]! - s[1]!) ** 2 + (s[1]! - s[2]!) ** 2 + (s[2]! - s[0]!) ** 2) / 2) };
  };
  const start = invariants(stress);
  const h0 = (start.p - Math.sqrt((c.k * start.p) ** 2 - ((1 - c.k ** 2) * start.q ** 2) / c.r ** 2)) / (1 - c.k ** 2);
  const rates = (_t: number, y: Float64Array, out: Float64Array): void => {
    const { p, q } = invariants(y);
    const X = y[6]! + c.m6 + ((y[7]! + c.m1) ** c.m2 - c.m1 ** c.m2) / c.m3;
    const h = c.pa * (X / c.m4) ** (1 / c.m5);
    const K = c.K0 * c.pa * (p / c.pa) ** c.n;
    const G = (c.G0 / c.K0) * K;
    // Gradient of f = (p - h)² + (q/r)² - (k h)², each half.
    const n = [0, 1, 2].map((i) => (p - h) / 3 + (1.5 * (y[i]! - p)) / c.r ** 2);
    const byCentre = -(p - h) - c.k ** 2 * h;
    const dX = p - h + (c.m2 / c.m3) * (y[7]! + c.m1) ** (c.m2 - 1) * (q / c.r ** 2);
    const H = (-byCentre * dX * h) / (c.m5 * X);
    const elastic = (v: readonly number[]): number[] => v.map((x) => 2 * G * x + (K - (2 / 3) * G) * (v[0]! + v[1]! + v[2]!));
    const Dn = elastic(n);
    const den = Dn.reduce((sum, x, i) => sum + x * n[i]!, 0) + H;
    const D = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 2 * G : 0) + K - (2 / 3) * G - (Dn[i]! * Dn[j]!) / den));
    const rows = constraints.map(([S, T]) => [0, 1, 2].map((j) => T[j]! + S[0] * D[0]![j]! + S[1] * D[1]![j]! + S[2] * D[2]![j]!));
    const strain = solve3(rows, constraints.map((constraint) => constraint[2]));
    for (let i = 0; i < 3; i++) {
      out[i] = D[i]![0]! * strain[0]! + D[i]![1]! * strain[1]! + D[i]![2]! * strain[2]!;
      out[3 + i] = strain[i]!;
    }
    const multiplier = Dn.reduce((sum, x, i) => sum + x * strain[i]!, 0) / den;
    out[6] = multiplier * (p - h);
    out[7] = multiplier * (q / c.r ** 2);
  };
  const { y } = integrate(rates, [...stress, 0, 0, 0, c.m4 * (h0 / c.pa) ** c.m5 - c.m6, 0], times[0]!, times, { rtol: 1e-11, atol: 1e-13 });
  return times.map((_, i) => Array.from(y.data.subarray(i * 8, i * 8 + 8)));
}

/** Cramer's rule. */
function solve3(m: readonly (readonly number[])[], r: readonly number[]): number[] {
  const det = (a: readonly (readonly number[])[]): number =>
    a[0]![0]! * (a[1]![1]! * a[2]![2]! - a[1]![2]! * a[2]![1]!) - a[0]![1]! * (a[1]![0]! * a[2]![2]! - a[1]![2]! * a[2]![0]!) + a[0]![2]! * (a[1]![0]! * a[2]![1]! - a[1]![1]! * a[2]![0]!);
  return [0, 1, 2].map((k) => det(m.map((line, i) => line.map((v, j) => (j === k ? r[i]! : v)))) / det(m));
}
