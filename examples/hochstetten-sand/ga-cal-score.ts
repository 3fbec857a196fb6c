import { type ForwardModel, type Observation, simulate } from "@inversa/core";

/** As many as GA-cal computes of a curve. */
const computedPoints = 100;

/** The curves that GA-cal compares, by protocol. */
const compared: Readonly<Record<string, readonly string[]>> = { oedometer: ["axialStrain"], "drained-triaxial": ["deviatorStress", "volumetricStrain"] };

/**
 * What GA-cal minimises, with its weights of 1: the sum over the curves of (sum d^2)^1/2 / N, d being the distance of one of N readings from the straight line through the two
 * nearest of 100 computed points, on axes that the largest measured values scale to 1. The first reading of an oedometer test, its start, does not count.
 *
 * Source: F. J. Mendez, M. A. Mendez, A. Pasculli, The GA-cal software, arXiv:2211.13652 (2022), and its program. Curves are integrated exactly here, by 100 explicit
 * Euler steps there.
 * @returns Infinity where the model has no answer.
 */
export function gaCalScore(model: ForwardModel, parameters: Readonly<Record<string, number>>, observations: readonly Observation[]): number {
  let score = 0;
  for (const { test, responses } of observations) {
    const { axis } = test;
    const end = axis.at(-1)!;
    const first = axis[0] === 0 ? 0 : 1;
    // Even steps of strain; of stress in even ratios, since an oedometer curve bends at its start.
    const points = axis[0] === 0 ? Float64Array.from({ length: computedPoints }, (_, i) => (end * i) / (computedPoints - 1)) : Float64Array.from({ length: computedPoints }, (_, i) => axis[0]! * (end / axis[0]!) ** (i / (computedPoints - 1)));
    const curve = simulate(model, parameters, { ...test, axis: points });
    if (curve.status !== "reached") return Number.POSITIVE_INFINITY;
    for (const name of compared[test.protocol]!) {
      const measured = responses[name]!;
      const largest = Math.max(...measured.map(Math.abs));
      const [x, y] = [points.map((value) => value / end), curve.responses[name]!.map((value) => value / largest)];
      let sum = 0;
      for (let i = first; i < measured.length; i++) sum += distance(axis[i]! / end, measured[i]! / largest, x, y) ** 2;
      score += Math.sqrt(sum) / (measured.length - first);
    }
  }
  return score;
}

/** From a point to the straight line through the two nearest points of a curve. */
function distance(px: number, py: number, x: Float64Array, y: Float64Array): number {
  let [nearest, second] = [-1, -1];
  const to = (i: number): number => (i < 0 ? Number.POSITIVE_INFINITY : Math.hypot(x[i]! - px, y[i]! - py));
  for (let i = 0; i < x.length; i++) {
    if (to(i) < to(nearest)) [nearest, second] = [i, nearest];
    else if (to(i) < to(second)) second = i;
  }
  const [dx, dy] = [x[second]! - x[nearest]!, y[second]! - y[nearest]!];
  return Math.abs(dy * (px - x[nearest]!) - dx * (py - y[nearest]!)) / Math.hypot(dx, dy);
}
