import { lineThrough, meanMargin } from "@inversa/numerics";

/** A modulus over a reference stress as number * (stress ratio)^exponent, with 95 % margins where the scatter gives them. */
export interface PowerLaw {
  readonly number: number;
  readonly exponent: number;
  readonly number95?: readonly [number, number];
  readonly exponent95?: readonly [number, number];
}

/**
 * A power law through points of a log-log plot.
 * @param known A number or exponent that is held.
 * @returns Undefined where the points do not give it: none, or all at one stress with the exponent unknown.
 */
export function powerLaw(ratios: readonly number[], moduli: readonly number[], known: { readonly number?: number | undefined; readonly exponent?: number | undefined } = {}): PowerLaw | undefined {
  if (ratios.length === 0) return undefined;
  const x = ratios.map(Math.log);
  const y = moduli.map(Math.log);
  const { number, exponent } = known;
  if (exponent !== undefined) {
    const { mean, margin } = meanMargin(y.map((value, i) => value - exponent * x[i]!));
    return { number: number ?? Math.exp(mean), exponent, ...(number === undefined && Number.isFinite(margin) ? { number95: [Math.exp(mean - margin), Math.exp(mean + margin)] as const } : {}) };
  }
  if (number !== undefined) {
    const square = x.reduce((sum, value) => sum + value * value, 0);
    return square > 0 ? { number, exponent: x.reduce((sum, value, i) => sum + value * (y[i]! - Math.log(number)), 0) / square } : undefined;
  }
  if (!(Math.max(...x) - Math.min(...x) > 0.05)) return undefined;
  const line = lineThrough(x, y);
  const { intercept, slope, interceptMargin, slopeMargin } = line;
  return {
    number: Math.exp(intercept), exponent: slope,
    ...(line.freedom > 0 ? { number95: [Math.exp(intercept - interceptMargin), Math.exp(intercept + interceptMargin)] as const, exponent95: [slope - slopeMargin, slope + slopeMargin] as const } : {}),
  };
}
