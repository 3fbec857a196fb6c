import { InputError } from "@inversa/core";
import type { ScalarFunction } from "./scalar-function.ts";

/**
 * A function through the points of a table: piecewise cubic with a continuous slope that is monotone where the points are (F. N. Fritsch, J. Butland,
 * SIAM J. Sci. Stat. Comput. 5 (1984) 300-304), continued along its end slopes. PyBaMM joins the points of a BPX table by straight lines instead; the slope
 * of a potential then jumps at every point, which implicit solvers and derivatives by parameters feel.
 * @param x Increasing.
 * @throws InputError `document-invalid`.
 */
export function tableFunction(x: readonly number[], y: readonly number[]): ScalarFunction {
  const wrong = (what: string): never => {
    throw new InputError("document-invalid", { where: "a table", what, expected: "at least two points with increasing, finite x and a finite y each" });
  };
  const n = x.length;
  if (y.length !== n) wrong(`it has ${n} values of x and ${y.length} of y`);
  if (n < 2) wrong(`it has ${n === 0 ? "no point" : "one point"}`);
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) wrong(`point ${i + 1} is not a pair of numbers`);
    if (i > 0 && !(x[i]! > x[i - 1]!)) wrong(`x does not increase at point ${i + 1} (${x[i - 1]} to ${x[i]})`);
  }
  const [X, Y, S] = [Float64Array.from(x), Float64Array.from(y), slopesOf(x, y)];
  const [start, span] = [X[0]!, X[n - 1]! - X[0]!];
  // In which interval each of equal buckets begins, so that finding one costs a step or two.
  const buckets = Math.min(4096, 4 * n);
  const first = Int32Array.from({ length: buckets + 1 }, (_, k) => Math.max(0, X.findLastIndex((v) => v <= start + (k * span) / buckets)));
  const interval = (at: number): number => {
    let i = first[Math.min(buckets, Math.floor(((at - start) / span) * buckets))]!;
    while (i < n - 2 && X[i + 1]! <= at) i++;
    while (i > 0 && X[i]! > at) i--;
    return Math.min(i, n - 2);
  };
  return {
    text: { x, y },
    value: (at) => {
      if (!(at > start)) return Y[0]! + S[0]! * (at - start);
      if (at >= X[n - 1]!) return Y[n - 1]! + S[n - 1]! * (at - X[n - 1]!);
      const i = interval(at);
      const h = X[i + 1]! - X[i]!;
      const t = (at - X[i]!) / h;
      const u = 1 - t;
      return u * u * ((1 + 2 * t) * Y[i]! + h * t * S[i]!) + t * t * ((3 - 2 * t) * Y[i + 1]! - h * u * S[i + 1]!);
    },
    derivative: (at) => {
      if (!(at > start)) return S[0]!;
      if (at >= X[n - 1]!) return S[n - 1]!;
      const i = interval(at);
      const h = X[i + 1]! - X[i]!;
      const t = (at - X[i]!) / h;
      const u = 1 - t;
      return (6 * t * u * (Y[i + 1]! - Y[i]!)) / h + u * (1 - 3 * t) * S[i]! + t * (3 * t - 2) * S[i + 1]!;
    },
  };
}

/** Slopes at the points: weighted harmonic means inside, three-point ones that keep the shape at the ends. */
function slopesOf(x: readonly number[], y: readonly number[]): Float64Array {
  const n = x.length;
  const h = Array.from({ length: n - 1 }, (_, i) => x[i + 1]! - x[i]!);
  const d = h.map((width, i) => (y[i + 1]! - y[i]!) / width);
  if (n === 2) return Float64Array.of(d[0]!, d[0]!);
  const inside = (i: number): number => {
    const [a, b] = [d[i - 1]!, d[i]!];
    if (!(a * b > 0)) return 0;
    const w = (h[i - 1]! + 2 * h[i]!) / (3 * (h[i - 1]! + h[i]!));
    return (a * b) / (w * b + (1 - w) * a);
  };
  const end = (h0: number, h1: number, d0: number, d1: number): number => {
    const s = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
    if (!(s * d0 > 0)) return 0;
    return d0 * d1 <= 0 && Math.abs(s) > 3 * Math.abs(d0) ? 3 * d0 : s;
  };
  return Float64Array.from({ length: n }, (_, i) => (i === 0 ? end(h[0]!, h[1]!, d[0]!, d[1]!) : i === n - 1 ? end(h[n - 2]!, h[n - 3]!, d[n - 2]!, d[n - 3]!) : inside(i)));
}
