import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cholesky,
  correlation,
  distributionOf,
  jointPrior,
  logDeterminant,
  matrix,
  mean,
  type Prior,
  random,
  solveCholesky,
} from "../src/index.ts";
import { kolmogorovSmirnov, near } from "./close.ts";

const normals: Prior[] = [
  { distribution: "normal", mean: 1, sd: 2 },
  { distribution: "normal", mean: -3, sd: 0.5 },
  { distribution: "uniform", min: 0, max: 10 },
];
const mixed: Prior[] = [
  { distribution: "uniform", min: 2, max: 5 },
  { distribution: "log-normal", median: 1e-14, sd: 1, max: 1e-13 },
  { distribution: "log-uniform", min: 1e-3, max: 1 },
  { distribution: "normal", mean: 30, sd: 4, min: 20 },
];

describe("a joint prior", () => {
  test("of independent priors is their product", () => {
    const prior = jointPrior(mixed);
    const theta = [3, 2e-14, 0.1, 25];
    const sum = mixed.reduce((total, p, i) => total + distributionOf(p).logDensity(theta[i]!), 0);
    expect(prior.logDensity(theta)).toSatisfy(near(sum, 1e-15));
    expect(prior.logDensity([6, 2e-14, 0.1, 25])).toBe(-Infinity);
    expect(prior.dimension).toBe(4);
  });

  test("of normals with a correlation is the correlated normal, far out too", () => {
    const rho = -0.8;
    const prior = jointPrior(normals, [{ between: [1, 0], coefficient: rho }]);
    const covariance = matrix(2, 2, [4, rho, rho, 0.25]);
    const l = cholesky(covariance)!;
    for (const [x, y] of [[1, -3], [2.5, -2], [-7, 4], [201, 47]] as const) {
      const deviation = [x - 1, y + 3];
      const solved = solveCholesky(l, deviation);
      const square = deviation[0]! * solved[0]! + deviation[1]! * solved[1]!;
      const expected = -square / 2 - logDeterminant(l) / 2 - Math.log(2 * Math.PI) - Math.log(10);
      expect(prior.logDensity([x, y, 4])).toSatisfy(near(expected, 1e-13));
    }
  });

  test("draws samples with its marginals and correlations, and the same ones for the same seed", () => {
    const correlations = [{ between: [0, 3], coefficient: 0.7 }, { between: [1, 3], coefficient: -0.4 }] as const;
    const prior = jointPrior(mixed, correlations);
    const n = 20_000;
    const scores = matrix(n, 4);
    const columns = mixed.map(() => new Float64Array(n));
    for (let i = 0; i < n; i++) {
      prior.sample(random(11, i)).forEach((value, j) => {
        columns[j]![i] = value;
        scores.data[i * 4 + j] = prior.marginals[j]!.toScore(value);
      });
    }
    // The 0.999999 quantile of the statistic is 2.7.
    columns.forEach((column, j) => expect(kolmogorovSmirnov(column, prior.marginals[j]!.cdf)).toBeLessThan(2.7));
    columns.forEach((column, j) => {
      const { mean: expected, sd } = prior.marginals[j]!;
      expect(mean(column)).toSatisfy(near(expected, 0, (5 * sd) / Math.sqrt(n)));
    });
    const r = correlation(scores).data;
    [[3, 0.7], [7, -0.4], [1, 0], [11, 0]].forEach(([at, value]) => expect(r[at!]!).toSatisfy(near(value!, 0, 5 / Math.sqrt(n))));
    expect(prior.sample(random(11, 3))).toEqual(prior.sample(random(11, 3)));
  });

  test("maps the unit cube to parameters and back", () => {
    const prior = jointPrior(mixed, [{ between: [0, 1], coefficient: 0.6 }, { between: [1, 3], coefficient: 0.5 }]);
    const u = fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(u, u, u, u), (point) => {
        const back = prior.toUnit(prior.fromUnit(point));
        point.forEach((value, i) => expect(back[i]!).toSatisfy(near(value, 1e-9, 1e-12)));
      }),
    );
    const out = new Float64Array(4);
    expect(prior.fromUnit([0.5, 0.5, 0.5, 0.5], out)).toBe(out);
  });

  test("has a density that is one over the Jacobian of that map", () => {
    const prior = jointPrior(mixed.slice(0, 2), [{ between: [0, 1], coefficient: 0.6 }]);
    const theta = (a: number, b: number): Float64Array => prior.fromUnit([a, b]);
    const [a, b, h] = [0.3, 0.6, 1e-4];
    const da = [0, 1].map((i) => (theta(a + h, b)[i]! - theta(a - h, b)[i]!) / (2 * h));
    const db = [0, 1].map((i) => (theta(a, b + h)[i]! - theta(a, b - h)[i]!) / (2 * h));
    // Central differences with a step of 1e-4: their error is of the order of 1e-8.
    expect(prior.logDensity(theta(a, b))).toSatisfy(near(-Math.log(Math.abs(da[0]! * db[1]! - da[1]! * db[0]!)), 0, 1e-6));
  });

  test("stays finite at the corners of the unit cube and at the ends of a support", () => {
    const prior = jointPrior(normals, [{ between: [0, 2], coefficient: 0.5 }]);
    expect(prior.fromUnit([0, 0, 0]).every(Number.isFinite)).toBe(true);
    expect(prior.fromUnit([1, 1, 1]).every(Number.isFinite)).toBe(true);
    expect(prior.logDensity([1, -3, 0])).not.toBeNaN();
  });

  test("judges correlations together: two that clash alone may agree with a third", () => {
    const two = [{ between: [0, 1], coefficient: 0.9 }, { between: [1, 2], coefficient: 0.9 }] as const;
    expect(() => jointPrior(normals, two)).toThrow(/not positive definite/);
    expect(jointPrior(normals, [...two, { between: [0, 2], coefficient: 0.9 }]).dimension).toBe(3);
  });

  test("names the pair whose correlation makes no sense", () => {
    const three = (...correlations: Array<{ between: readonly [number, number]; coefficient: number }>) =>
      () => jointPrior(normals, correlations);
    const between = (i: number, j: number, coefficient: number) => ({ between: [i, j] as const, coefficient });
    expect(three(between(0, 1, 0.6), between(1, 2, 0.7), between(2, 0, -0.9))).toThrow(/-0.9 between parameters 2 and 0/);
    expect(three(between(0, 1, 1))).toThrow(/parameters 0 and 1 is not between -1 and 1/);
    expect(three(between(0, 3, 0.1))).toThrow(/0 and 3/);
    expect(three(between(1, 1, 0.1))).toThrow(/two different/);
    expect(three(between(0, 1, 0.1), between(1, 0, 0.2))).toThrow(/twice/);
    expect(three(between(0, 1, 2))).toThrow(RangeError);
  });
});
