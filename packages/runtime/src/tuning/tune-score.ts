import type { Inverse, Table } from "@inversa/core";
import { mean } from "@inversa/numerics";
import { clip } from "../space/interval.ts";
import type { ParameterSpace } from "../space/parameter-space.ts";

/** How far a trained estimator is off on simulations with known truth. */
export interface HeldOutError {
  /**
   * One number: root mean square, over cases and parameters, of the error in working coordinates over the prior's standard deviation. 0 knows everything, 1 has learnt nothing. Parameters that the tests do not
   * determine stay near 1 whatever the settings.
   */
  readonly score: number;
  /** The same for each parameter. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Its square for each case, over the parameters. */
  readonly cases: Float64Array;
}

/** @returns undefined where the estimator answers with numbers that are not finite. */
export function heldOutError(inverse: Inverse, { inputs, targets }: { readonly inputs: Table; readonly targets: Table }, space: ParameterSpace): HeldOutError | undefined {
  const { data, rows, columns: P } = inverse.predict(inputs);
  if (!data.every(Number.isFinite)) return undefined;
  const squares = data.map((value, i) => ((clip(value, space, i % P) - targets.data[i]!) / space.priorSd[i % P]!) ** 2);
  const cases = Float64Array.from({ length: rows }, (_, i) => mean(squares.subarray(i * P, (i + 1) * P)));
  const parameter = (j: number): number => Math.sqrt(mean(Float64Array.from({ length: rows }, (_, i) => squares[i * P + j]!)));
  return { score: Math.sqrt(mean(cases)), parameters: Object.fromEntries(space.names.map((name, j) => [name, parameter(j)])), cases };
}

/** Ratio of two scores on the same cases, with its 95 % interval by the delta method on the paired cases. Below 1: the first is better. */
export function ratioOf(first: HeldOutError, second: HeldOutError): { readonly value: number; readonly interval95: readonly [number, number] } {
  const value = first.score / second.score;
  const n = first.cases.length;
  // ln(ratio) is half the difference of the logarithms of two means over the same cases.
  const influence = first.cases.map((square, i) => 0.5 * (square / first.score ** 2 - second.cases[i]! / second.score ** 2));
  const error = 1.96 * Math.sqrt(influence.reduce((sum, x) => sum + x * x, 0) / (n * Math.max(1, n - 1)));
  return { value, interval95: [value * Math.exp(-error), value * Math.exp(error)] };
}
