import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  correlation,
  covariance,
  matrix,
  mean,
  median,
  multiply,
  quantile,
  quantiles,
  r2,
  random,
  rmse,
  standardDeviation,
  variance,
} from "../src/index.ts";
import { near } from "./close.ts";

describe("summary statistics", () => {
  // NIST StRD, univariate summary statistics, data set NumAcc3 (certified mean 1000000.2, standard deviation 0.1):
  // https://www.itl.nist.gov/div898/strd/univ/numacc3.html
  test("keep their digits on NIST's NumAcc3", () => {
    const data = [1000000.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1000000.1 : 1000000.3))];
    expect(mean(data)).toSatisfy(near(1000000.2, 1e-15));
    // The data themselves are rounded to 1e-10, a relative 1e-9 of the spread.
    expect(standardDeviation(data)).toSatisfy(near(0.1, 1e-9));
  });

  test("of nothing or of one number are not numbers, and infinity stays", () => {
    expect(mean([])).toBeNaN();
    expect(variance([3])).toBeNaN();
    expect(median([])).toBeNaN();
    expect(mean([1, Infinity])).toBe(Infinity);
  });

  test("quantiles interpolate as R's type 7", () => {
    // R: quantile(c(15, 20, 35, 40, 50), c(0.05, 0.3, 0.4, 0.5, 1))
    const x = [40, 15, 50, 20, 35];
    [16, 23, 29, 35, 50].forEach((value, i) => expect(quantiles(x, [0.05, 0.3, 0.4, 0.5, 1])[i]!).toSatisfy(near(value, 1e-14)));
    expect(x).toEqual([40, 15, 50, 20, 35]);
    expect(() => quantile(x, 1.1)).toThrow(RangeError);
  });

  test("quantiles never decrease and stay inside the sample", () => {
    const numbers = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 30 });
    const level = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(numbers, level, level, (x, p, q) => {
        const [low, high] = quantiles(x, [Math.min(p, q), Math.max(p, q)]);
        expect(low!).toBeLessThanOrEqual(high! + 1e-9);
        expect(low!).toBeGreaterThanOrEqual(Math.min(...x));
        expect(high!).toBeLessThanOrEqual(Math.max(...x));
      }),
    );
  });
});

describe("covariance and correlation", () => {
  test("of a straight line are those on paper", () => {
    const samples = matrix(3, 2, [1, 2, 2, 4, 3, 6]);
    expect([...covariance(samples).data]).toEqual([1, 2, 2, 4]);
    expect([...correlation(samples).data]).toEqual([1, 1, 1, 1]);
    expect(() => covariance(matrix(1, 2))).toThrow(RangeError);
  });

  test("of mixed normals are the mixing matrix times its transpose", () => {
    const generator = random(1);
    const n = 20_000;
    const mix = matrix(2, 2, [2, 0, 1.2, 1.6]);
    const white = matrix(n, 2, Float64Array.from({ length: 2 * n }, () => generator.normal()));
    const samples = multiply(white, mix, { transposeB: true });
    // Five standard errors.
    covariance(samples).data.forEach((value, i) => expect(value).toSatisfy(near([4, 2.4, 2.4, 4][i]!, 0, 5 * Math.sqrt(32 / n))));
    expect(correlation(samples).data[1]!).toSatisfy(near(0.6, 0, (5 * (1 - 0.36)) / Math.sqrt(n)));
  });
});

test("the measures of fit are those on paper", () => {
  expect(rmse([1, 2, 3], [1, 2, 5])).toSatisfy(near(Math.sqrt(4 / 3), 1e-15));
  expect(r2([1, 2, 3], [1, 2, 3])).toBe(1);
  expect(r2([1, 2, 3], [2, 2, 2])).toBe(0);
  expect(r2([1, 2, 3], [3, 2, 1])).toBe(-3);
  expect(r2([2, 2], [2, 2])).toBeNaN();
  expect(() => rmse([1], [1, 2])).toThrow(RangeError);
});
