import { erf, scaledErfc } from "./error-function.ts";
import { portableLog } from "./portable-log.ts";

/** The logarithm of √(2π). */
export const logRootTwoPi = 0.9189385332046728;

/** Φ(x), the probability of a standard normal value below x, to relative machine precision in the lower tail. */
export function normalCdf(x: number): number {
  if (x > 0) return 1 - normalCdf(-x);
  // Below the smallest double.
  if (x < -39) return 0;
  const coarse = Math.trunc(x * 16) / 16;
  const density = Math.exp((-coarse * coarse) / 2) * Math.exp((-(x - coarse) * (x + coarse)) / 2);
  return 0.5 * density * scaledErfc(-x * Math.SQRT1_2);
}

/** Φ(x) - 1/2, to relative machine precision near zero. */
export function normalCdfFromCentre(x: number): number {
  return 0.5 * erf(x * Math.SQRT1_2);
}

/** Mills' ratio (1 - Φ(x)) / φ(x) for x >= 0, at any distance. */
export function millsRatio(x: number): number {
  return Math.sqrt(Math.PI / 2) * scaledErfc(x * Math.SQRT1_2);
}

/**
 * The quantile of the standard normal distribution, relative error about 1e-16; -Infinity at 0, Infinity at 1,
 * NaN outside [0, 1]. The same to the last bit in every engine.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37
 * (1988) 477-484, routine PPND16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return normalQuantileFromCentre(q);
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : NaN;
  const r = Math.sqrt(-portableLog(tail));
  const z =
    r <= 5
      ? polynomial(middleTop, r - 1.6) / polynomial(middleBottom, r - 1.6)
      : polynomial(farTop, r - 5) / polynomial(farBottom, r - 5);
  return q < 0 ? -z : z;
}

/** The x with Φ(x) = 1/2 + q for |q| <= 0.425, to relative machine precision near zero. */
export function normalQuantileFromCentre(q: number): number {
  const r = 0.180625 - q * q;
  return (q * polynomial(centreTop, r)) / polynomial(centreBottom, r);
}

function polynomial(c: readonly number[], x: number): number {
  return (
    ((((((c[7]! * x + c[6]!) * x + c[5]!) * x + c[4]!) * x + c[3]!) * x + c[2]!) * x + c[1]!) * x + c[0]!
  );
}

const centreTop = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const centreBottom = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const middleTop = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const middleBottom = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
  0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
];
const farTop = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const farBottom = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];
