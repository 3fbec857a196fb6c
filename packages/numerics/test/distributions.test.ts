import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Distribution, distributionOf, normalCdf, normalQuantile, type Prior } from "../src/index.ts";
import { erf, scaledErfc } from "../src/error-function.ts";
import { integral } from "../src/gauss-legendre.ts";
import { near } from "./close.ts";
import { levels, truncatedNormals } from "./truncated-normal-reference.ts";

// Reference values: computed by the Inversa project with mpmath in 40 digits.
describe("the normal distribution", () => {
  const quantiles: Array<[number, number]> = [
    [1e-300, -37.0470962993612], [1e-100, -21.273453560965326], [1e-20, -9.262340089798407],
    [1e-10, -6.361340902404057], [0.001, -3.0902323061678136], [0.02425, -1.972961051311885],
    [0.075, -1.439531470938456], [0.1, -1.2815515655446004], [0.3, -0.5244005127080408],
    [0.6, 0.2533471031357998], [0.95, 1.6448536269514726],
  ];
  test.each(quantiles)("has its quantile at %d to machine precision", (p, z) => {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    // The second term is what rounding p to a double is worth.
    expect(normalQuantile(p)).toSatisfy(near(z, 5e-16, (1.2e-16 * p) / density));
  });

  const probabilities: Array<[number, number]> = [
    [-37.5, 4.605353009581955e-308], [-20, 2.7536241186062337e-89], [-8, 6.220960574271784e-16],
    [-5, 2.866515718791939e-7], [-2.5, 0.006209665325776135], [-1, 0.15865525393145705],
    [-0.5, 0.3085375387259869], [0.25, 0.5987063256829237], [1.5, 0.9331927987311419], [3, 0.9986501019683699],
  ];
  test.each(probabilities)("has its probability below %d to a few units in the last place", (z, p) => {
    expect(normalCdf(z)).toSatisfy(near(p, 2e-15));
  });

  test("has ends", () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(NaN)).toBeNaN();
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(0)]).toEqual([0, 1, 0.5]);
  });

  const scaled: Array<[number, number]> = [
    [0.1, 0.8964569799691267], [0.46875, 0.6320696892495561], [1, 0.427583576155807],
    [3.9, 0.14031418160068973], [4.1, 0.13383411641865198], [10, 0.05614099274382259],
    [1000, 0.0005641893014533876],
  ];
  test.each(scaled)("rests on exp(x²) erfc(x) at %d", (x, value) => {
    expect(scaledErfc(x)).toSatisfy(near(value, 5e-16));
    expect(erf(x)).toSatisfy(near(1 - value * Math.exp(-x * x), 2e-15));
    expect(erf(-x)).toBe(-erf(x));
  });
});

// A value's relative error is the argument's rounding times the condition of the function: tolerances follow from it.
describe.each(truncatedNormals)("the standard normal on [$min, $max]", ({ min, max, mean, sd, quantiles, logDensity }) => {
  const d = distributionOf({ distribution: "normal", mean: 0, sd: 1, min, max });
  // How far the arguments' own rounding can move a point, as a fraction of the distribution's width.
  const blur = (4e-16 * Math.max(Math.abs(min), 1)) / sd;

  test("has its quantiles, wherever the interval lies", () => {
    levels.forEach((u, i) => expect(d.quantile(u)).toSatisfy(near(quantiles[i]!, 4e-16, 4e-15 * sd)));
  });

  test("has its probabilities", () => {
    levels.forEach((u, i) => expect(d.cdf(quantiles[i]!)).toSatisfy(near(u, 1e-14, 4 * blur)));
  });

  test("has its moments and density", () => {
    expect(d.mean).toSatisfy(near(mean, 4e-16, 1e-14 * sd));
    expect(d.sd).toSatisfy(near(sd, 1e-13 + 4 * blur));
    expect(d.logDensity(quantiles[1]!)).toSatisfy(near(logDensity, 1e-15, 1e-13 + (Math.abs(min) < Infinity ? 4 * blur : 0)));
  });

  test("mirrors", () => {
    const mirrored = distributionOf({ distribution: "normal", mean: 0, sd: 1, min: -max, max: -min });
    levels.forEach((_, i) => expect(1 - mirrored.cdf(-quantiles[i]!)).toSatisfy(near(d.cdf(quantiles[i]!), 1e-15, 4 * blur + 1e-15)));
    expect(mirrored.mean).toSatisfy(near(-mean, 4e-16, 1e-14 * sd));
    expect(mirrored.quantile(0.5)).toSatisfy(near(-d.quantile(0.5), 4e-16));
  });
});

describe("log-normal priors", () => {
  // Mean and standard deviation by the closed form in 50 digits (mpmath).
  const moments: Array<[median: number, sd: number, min: number, max: number, mean: number, deviation: number]> = [
    [10, 0.5, 5, 30, 11.612221448768844, 5.004697220758695],
    [1e-14, 1.5, 0, 1e-13, 1.688516318900571e-14, 2.0025792236859767e-14],
    [2, 3, 100, 1e9, 1788.6982200441685, 45256.25730059552],
    [5, 0.01, 5.1, Infinity, 5.119215218726863, 0.017440133945996084],
  ];
  test.each(moments)("median %d, sd %d on [%d, %d] have their moments", (median, sd, min, max, mean, deviation) => {
    const d = distributionOf({ distribution: "log-normal", median, sd, min, max });
    expect(d.mean).toSatisfy(near(mean, 1e-12));
    expect(d.sd).toSatisfy(near(deviation, 1e-11));
    expect(d.support).toEqual([min, max]);
  });

  test("without bounds follow the closed forms", () => {
    const d = distributionOf({ distribution: "log-normal", median: 3, sd: 0.7 });
    expect(d.quantile(0.5)).toBe(3);
    expect(d.mean).toSatisfy(near(3 * Math.exp(0.245), 1e-15));
    expect(d.sd).toSatisfy(near(d.mean * Math.sqrt(Math.exp(0.49) - 1), 1e-14));
    expect(d.quantile(0.9)).toSatisfy(near(3 * Math.exp(0.7 * normalQuantile(0.9)), 1e-15));
    expect(d.logDensity(2)).toSatisfy(near(-Math.log(2 * 0.7 * Math.sqrt(2 * Math.PI)) - (Math.log(2 / 3) / 0.7) ** 2 / 2, 1e-14));
    expect(d.logDensity(0)).toBe(-Infinity);
    expect(d.logDensity(-1)).toBe(-Infinity);
  });
});

describe("uniform and log-uniform priors", () => {
  test("follow the closed forms", () => {
    const u = distributionOf({ distribution: "uniform", min: -1, max: 3 });
    expect([u.mean, u.quantile(0.25), u.cdf(2), u.logDensity(0)]).toEqual([1, 0, 0.75, -Math.log(4)]);
    expect(u.sd).toSatisfy(near(4 / Math.sqrt(12), 1e-15));
    const l = distributionOf({ distribution: "log-uniform", min: 1e-4, max: 1e2 });
    expect(l.quantile(0.5)).toSatisfy(near(0.1, 1e-14));
    expect(l.cdf(1)).toSatisfy(near(4 / 6, 1e-15));
    expect(l.mean).toSatisfy(near((100 - 1e-4) / Math.log(1e6), 1e-15));
    expect(l.logDensity(2)).toSatisfy(near(-Math.log(2 * Math.log(1e6)), 1e-15));
  });

  test("a narrow log-uniform is nearly uniform, without loss of digits", () => {
    const l = distributionOf({ distribution: "log-uniform", min: 1, max: 1 + 1e-6 });
    expect(l.sd).toSatisfy(near(1e-6 / Math.sqrt(12), 1e-9));
  });

  test("keep their digits near either end", () => {
    const u = distributionOf({ distribution: "uniform", min: 0, max: 1 });
    expect(u.quantile(1e-30)).toBe(1e-30);
    expect(u.toScore(1e-30)).toSatisfy(near(normalQuantile(1e-30), 1e-15));
    expect(u.fromScore(-20)).toSatisfy(near(normalCdf(-20), 1e-15));
  });
});

const bounds = fc.tuple(fc.double({ min: -40, max: 40, noNaN: true }), fc.double({ min: 1e-3, max: 30, noNaN: true }));
const anyPrior: fc.Arbitrary<Prior> = bounds.chain(([min, width]) => {
  const max = min + width;
  const positive = { min: Math.exp(min / 4), max: Math.exp(max / 4) };
  return fc.constantFrom<Prior>(
    { distribution: "uniform", min, max },
    { distribution: "log-uniform", ...positive },
    { distribution: "normal", mean: 1, sd: 2, min, max },
    { distribution: "normal", mean: min, sd: width },
    { distribution: "normal", mean: 1, sd: 3, min },
    { distribution: "log-normal", median: 2, sd: 0.5, ...positive },
    { distribution: "log-normal", median: positive.max, sd: width / 10 },
  );
});

describe("every prior", () => {
  test("has a quantile that is the inverse of its distribution function", () => {
    const level = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(anyPrior, level, (prior, u) => {
        const d: Distribution = distributionOf(prior);
        const x = d.quantile(u);
        const [min, max] = d.support;
        expect(x).toBeGreaterThanOrEqual(min);
        expect(x).toBeLessThanOrEqual(max);
        // Rounding of x, of its distance from the mean or of its logarithm moves the probability by density times that.
        const distance = "mean" in prior ? Math.abs(prior.mean) : 0;
        const decades = "median" in prior ? Math.abs(Math.log(x / prior.median)) : 0;
        const size = Math.abs(x) * (1 + decades) + distance;
        const rounding = size * 2.3e-16 * Math.exp(d.logDensity(x));
        expect(d.cdf(x)).toSatisfy(near(u, 1e-13, 4 * rounding + 1e-15));
        expect(d.fromScore(d.toScore(x))).toSatisfy(near(x, 1e-12, 1e-12 * d.sd));
      }),
      { numRuns: 1000 },
    );
  });

  test("has a density that is the slope of its distribution function", () => {
    const level = fc.double({ min: 0.05, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(anyPrior, level, (prior, u) => {
        const d = distributionOf(prior);
        const [a, b] = [d.quantile(u), d.quantile(u + 0.05)];
        expect(integral((x) => Math.exp(d.logDensity(x)), a, b, 4)).toSatisfy(near(0.05, 1e-9, (1e-14 * Math.abs(a)) / d.sd));
      }),
      { numRuns: 300 },
    );
  });

  test("is nothing outside its support", () => {
    fc.assert(
      fc.property(anyPrior, (prior) => {
        const d = distributionOf(prior);
        const [min, max] = d.support;
        expect([d.cdf(min - 1), d.logDensity(min - 1), d.quantile(0)]).toEqual([0, -Infinity, min]);
        expect([d.cdf(max + 1), d.logDensity(max + 1), d.quantile(1)]).toEqual([1, -Infinity, max]);
        expect(d.quantile(1.5)).toBeNaN();
      }),
    );
  });

  const senseless: Array<[Prior, RegExp]> = [
    [{ distribution: "uniform", min: 1, max: 1 }, /uniform prior needs min < max, not 1 and 1/],
    [{ distribution: "uniform", min: 0, max: Infinity }, /finite number for max/],
    [{ distribution: "log-uniform", min: 0, max: 1 }, /log-uniform prior needs min > 0, not 0/],
    [{ distribution: "normal", mean: 0, sd: 0 }, /sd > 0, not 0/],
    [{ distribution: "normal", mean: NaN, sd: 1 }, /finite number for mean/],
    [{ distribution: "normal", mean: 0, sd: 1, min: 2, max: 1 }, /min < max/],
    [{ distribution: "log-normal", median: -1, sd: 1 }, /median > 0/],
    [{ distribution: "log-normal", median: 1, sd: 1, min: -1 }, /min >= 0/],
    [{ distribution: "beta" } as unknown as Prior, /no distribution "beta"/],
  ];
  test.each(senseless)("that makes no sense says what is wrong: %j", (prior, message) => {
    expect(() => distributionOf(prior)).toThrow(message);
    expect(() => distributionOf(prior)).toThrow(RangeError);
  });
});
