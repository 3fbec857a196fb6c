import { solveUpperNegated, triangularise, type Triangular } from "./householder.ts";
import { matrix } from "./matrix.ts";

/** A step and, for each element, whether it ends on its lower (-1) or upper (1) bound or is free (0). */
export interface BoundedStep {
  readonly p: Float64Array;
  readonly side: Int8Array;
}

/**
 * The step p that minimises |R p + c|² + damping |D p|² with lower <= p <= upper (lower <= 0 <= upper), by the primal
 * active-set method: exact, as the problem is strictly convex.
 * Source: J. Nocedal and S. J. Wright, "Numerical optimization", 2nd ed. (2006), algorithm 16.3.
 *
 * @param scale the diagonal of D, positive
 */
export function boundedStep(
  reduced: Triangular,
  damping: number,
  scale: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): BoundedStep {
  const n = scale.length;
  const p = new Float64Array(n);
  const side = new Int8Array(n);
  const slopes = new Float64Array(n);
  gradient(reduced, damping, scale, p, slopes);
  for (let j = 0; j < n; j++) {
    if (lower[j] === 0 && slopes[j]! >= 0) side[j] = -1;
    else if (upper[j] === 0 && slopes[j]! <= 0) side[j] = 1;
  }
  for (let change = 0; change < 10 * (n + 1); change++) {
    const target = freeMinimum(reduced, damping, scale, p, side);
    if (advance(p, target, side, lower, upper)) continue;
    gradient(reduced, damping, scale, p, slopes);
    let worst = -1;
    let most = 0;
    for (let j = 0; j < n; j++) {
      const pull = (side[j]! * slopes[j]!) / scale[j]!;
      if (lower[j]! < upper[j]! && pull > most) {
        most = pull;
        worst = j;
      }
    }
    if (worst < 0) break;
    side[worst] = 0;
  }
  return { p, side };
}

/** Moves p towards the target until a bound stops it; true if one did. */
function advance(p: Float64Array, target: Float64Array, side: Int8Array, lower: Float64Array, upper: Float64Array): boolean {
  let fraction = 1;
  let stopped = -1;
  for (let j = 0; j < p.length; j++) {
    if (side[j] !== 0) continue;
    const end = target[j]! < lower[j]! ? lower[j]! : target[j]! > upper[j]! ? upper[j]! : undefined;
    if (end === undefined) continue;
    const reach = (end - p[j]!) / (target[j]! - p[j]!);
    if (reach < fraction) {
      fraction = reach;
      stopped = j;
    }
  }
  for (let j = 0; j < p.length; j++) if (side[j] === 0) p[j]! += fraction * (target[j]! - p[j]!);
  if (stopped < 0) return false;
  side[stopped] = target[stopped]! < lower[stopped]! ? -1 : 1;
  p[stopped] = side[stopped] === -1 ? lower[stopped]! : upper[stopped]!;
  return true;
}

/** The minimum over the free elements, the others held where they are. */
function freeMinimum(
  { r, c }: Triangular,
  damping: number,
  scale: Float64Array,
  p: Float64Array,
  side: Int8Array,
): Float64Array {
  const n = scale.length;
  const free = [...side.keys()].filter((j) => side[j] === 0);
  const f = free.length;
  const stacked = matrix(n + f, f);
  const rest = new Float64Array(n + f);
  for (let i = 0; i < n; i++) {
    let sum = c[i]!;
    for (let j = i; j < n; j++) if (side[j] !== 0) sum += r.data[i * n + j]! * p[j]!;
    rest[i] = sum;
    for (let k = 0; k < f; k++) stacked.data[i * f + k] = r.data[i * n + free[k]!]!;
  }
  const root = Math.sqrt(damping);
  for (let k = 0; k < f; k++) stacked.data[(n + k) * f + k] = root * scale[free[k]!]!;
  const solution = solveUpperNegated(triangularise(stacked, rest));
  const target = Float64Array.from(p);
  for (let k = 0; k < f; k++) target[free[k]!] = solution[k]!;
  return target;
}

function gradient({ r, c }: Triangular, damping: number, scale: Float64Array, p: Float64Array, out: Float64Array): void {
  const n = scale.length;
  for (let j = 0; j < n; j++) out[j] = damping * scale[j]! * scale[j]! * p[j]!;
  for (let i = 0; i < n; i++) {
    let sum = c[i]!;
    for (let j = i; j < n; j++) sum += r.data[i * n + j]! * p[j]!;
    for (let j = i; j < n; j++) out[j]! += r.data[i * n + j]! * sum;
  }
}
