import type { Prior } from "@inversa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parameterSpace } from "../src/index.ts";
import { spring } from "./fixtures/spring.ts";

const flat = { k: { distribution: "log-uniform", min: 1, max: 100 }, hard: { distribution: "uniform", min: 0, max: 10 } } as const satisfies Record<string, Prior>;
const space = parameterSpace(spring, flat, [], {});

describe("working coordinates", () => {
  it("are logarithms under log-uniform and log-normal priors and under a uniform prior of a parameter with logarithmic scale", () => {
    const logarithmic = (k: Prior): boolean => parameterSpace(spring, { k }, [], { hard: 0 }).logarithmic[0]!;
    expect(logarithmic({ distribution: "log-uniform", min: 1, max: 2 })).toBe(true);
    expect(logarithmic({ distribution: "log-normal", median: 1, sd: 0.1 })).toBe(true);
    expect(logarithmic({ distribution: "uniform", min: 1, max: 2 })).toBe(true);
    expect(logarithmic({ distribution: "normal", mean: 10, sd: 1 })).toBe(false);
    expect(space.logarithmic).toEqual([true, false]);
  });

  it("lead back to the parameters, exactly at the ends of the prior", () => {
    expect([...space.toTheta(space.lower)]).toEqual([1, 0]);
    expect([...space.toTheta(space.upper)]).toEqual([100, 10]);
    fc.assert(fc.property(fc.double({ min: 1, max: 100, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (k, hard) => {
      const back = space.toTheta(space.toCoordinates([k, hard]));
      expect(back[0]).toBeCloseTo(k, 10);
      expect(back[1]).toBe(hard);
    }));
  });
});

describe("the prior in coordinates", () => {
  it("is flat where it is log-uniform or uniform, and ends at the range", () => {
    const inside = space.logPrior([1, 2]);
    expect(space.logPrior([2.5, 7])).toBeCloseTo(inside, 12);
    expect(space.logPrior(space.lower)).toBeCloseTo(inside, 12);
    expect(space.logPrior(space.upper)).toBeCloseTo(inside, 12);
    expect(space.logPrior([-1e-9, 2])).toBe(-Infinity);
    expect(space.logPrior([1, 10.0001])).toBe(-Infinity);
  });

  it("integrates to one", () => {
    const normal = parameterSpace(spring, { k: { distribution: "log-normal", median: 5, sd: 0.4 } }, [], { hard: 0 });
    const [from, to] = [normal.lower[0]!, normal.upper[0]!];
    const n = 4000;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.exp(normal.logPrior([from + ((i + 0.5) * (to - from)) / n]));
    expect((sum * (to - from)) / n).toBeCloseTo(1, 6);
  });

  it("is nothing where the model says so", () => {
    const contradiction = parameterSpace(spring, { ...flat, k: { distribution: "log-uniform", min: 0.01, max: 1 } }, [], {});
    expect(contradiction.invalid([0.5, 8])).toMatch(/k must be at least/);
    expect(contradiction.logPrior([Math.log(0.5), 8])).toBe(-Infinity);
    expect(contradiction.logPrior([Math.log(0.9), 8])).toBeGreaterThan(-Infinity);
  });

  it("is exactly Gaussian for correlated normal and log-normal priors: its curvature is the precision", () => {
    const priors = { k: { distribution: "log-normal", median: 20, sd: 0.1 }, hard: { distribution: "normal", mean: 10, sd: 1 } } as const;
    const gauss = parameterSpace(spring, priors, [{ between: ["hard", "k"], coefficient: 0.6 }], {});
    expect(gauss.priorMean[0]).toBeCloseTo(Math.log(20), 12);
    expect(gauss.priorMean[1]).toBe(10);
    // Inverse of [[0.01, 0.06], [0.06, 1]].
    const determinant = 0.01 - 0.0036;
    const expected = [1 / determinant, -0.06 / determinant, -0.06 / determinant, 0.01 / determinant];
    expected.forEach((value, i) => expect(gauss.priorPrecision.data[i]).toBeCloseTo(value, 8));
    const at = (a: number, b: number): number => gauss.logPrior([Math.log(20) + a, 10 + b]);
    const [a, b] = [0.12, -0.9];
    const quadratic = (a * a * expected[0]! + 2 * a * b * expected[1]! + b * b * expected[3]!) / 2;
    // The cut at six standard deviations moves the normal scores by 2e-9.
    expect(at(0, 0) - at(a, b)).toBeCloseTo(quadratic, 6);
  });

  it("has no Gaussian part where it is flat", () => {
    expect([...space.priorPrecision.data]).toEqual([0, 0, 0, 0]);
    expect(space.priorMean[0]).toBeCloseTo(Math.log(10), 12);
    expect(space.priorMean[1]).toBe(5);
  });

  it("has the standard deviation of its draws", () => {
    for (const k of [{ distribution: "uniform", min: 2, max: 40 }, { distribution: "log-uniform", min: 2, max: 40 }, { distribution: "log-normal", median: 900, sd: 0.5 }] as const) {
      const one = parameterSpace(spring, { k }, [], { hard: 0 });
      const n = 4000;
      const draws = Array.from({ length: n }, (_, i) => one.toCoordinates(one.fromUnit([(i + 0.5) / n]))[0]!);
      const mean = draws.reduce((a, b) => a + b) / n;
      const sd = Math.sqrt(draws.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
      expect(one.priorSd[0]! / sd).toBeCloseTo(1, 3);
    }
  });

  it("of a narrow uniform range has the standard deviation of its width", () => {
    const narrow = (width: number): number => parameterSpace(spring, { k: { distribution: "uniform", min: 10, max: 10 * (1 + width) } }, [], { hard: 0 }).priorSd[0]! / (width / Math.sqrt(12));
    expect(narrow(1e-6)).toBeCloseTo(1, 5);
    // To second order the standard deviation of ln x is that of x over the middle of its range.
    for (const width of [0.0099, 0.0103]) expect(narrow(width) * (1 + width / 2)).toBeCloseTo(1, 4);
  });
});

describe("draws", () => {
  it("depend on seed, index, attempt and stream alone", () => {
    const draw = (...path: [number, number, number?, number?]): string => space.draw(...path).join();
    expect(draw(1, 5)).toBe(draw(1, 5, 0, 0));
    expect(new Set([draw(1, 5), draw(2, 5), draw(1, 6), draw(1, 5, 1), draw(1, 5, 0, 1)]).size).toBe(5);
  });

  it("always mean something to the model, and fill what is left of the prior evenly", () => {
    const half = parameterSpace(spring, { k: { distribution: "uniform", min: 0.01, max: 1 }, hard: { distribution: "uniform", min: 0, max: 10 } }, [], {});
    const n = 2000;
    let below = 0;
    for (let i = 0; i < n; i++) {
      const [k, hard] = half.draw(3, i);
      expect(k).toBeGreaterThanOrEqual(hard! / 10);
      if (hard! < 5) below++;
    }
    // Of the triangle hard <= 10 k (k from 0.01) three quarters lie below hard = 5; three standard errors are 0.03.
    expect(Math.abs(below / n - 0.75)).toBeLessThan(0.03);
  });

  it("stay within the parameter's bounds and six standard deviations under a prior with tails", () => {
    const tight = parameterSpace(spring, { hard: { distribution: "normal", mean: 0.5, sd: 1 } }, [], { k: 100 });
    expect(tight.priors[0]).toMatchObject({ min: 0, max: 6.5 });
    expect([tight.lower[0], tight.upper[0]]).toEqual([0, 6.5]);
    for (let i = 0; i < 500; i++) expect(tight.draw(1, i)[0]).toBeGreaterThanOrEqual(0);
  });
});

describe("a prior that cannot be used", () => {
  const refuse = (estimate: Record<string, Prior>, correlations: Parameters<typeof parameterSpace>[2] = []): unknown => {
    try {
      return parameterSpace(spring, estimate, correlations, {});
    } catch (error) {
      return error;
    }
  };

  it.each<[Record<string, Prior>, string]>([
    [{ hard: { distribution: "uniform", min: 5, max: 5 } }, "empty"],
    [{ hard: { distribution: "uniform", min: 0, max: 21 } }, "within 0 to 20 N/mm"],
    [{ hard: { distribution: "log-uniform", min: 0, max: 2 } }, "above zero"],
    [{ hard: { distribution: "normal", mean: -50, sd: 1 } }, "nothing is left"],
    [{ hard: { distribution: "normal", mean: 5, sd: 0 } }, "standard deviation is 0"],
  ])("%j is refused: %s", (estimate, message) => {
    expect(refuse(estimate)).toMatchObject({ code: "prior-invalid", message: expect.stringMatching(`prior of hard.*${message}`) });
  });

  it("names the parameter that does not exist and the closest that does", () => {
    expect(refuse({ hrad: { distribution: "uniform", min: 0, max: 1 } })).toMatchObject({ code: "parameter-unknown", message: expect.stringContaining('Did you mean "hard"') });
  });

  it("names the pair whose correlation is impossible or unknown", () => {
    expect(refuse(flat, [{ between: ["k", "hard"], coefficient: 1 }])).toMatchObject({ code: "prior-invalid", message: expect.stringContaining("k and hard") });
    expect(refuse(flat, [{ between: ["k", "strength"], coefficient: 0.1 }])).toMatchObject({ code: "prior-invalid", message: expect.stringContaining("strength") });
  });

  it("says so when next to nothing means anything", () => {
    const hopeless = parameterSpace(spring, { k: { distribution: "uniform", min: 0.001, max: 0.002 }, hard: { distribution: "uniform", min: 1, max: 2 } }, [], {});
    expect(() => hopeless.draw(1, 0)).toThrow(/mean nothing: k must be at least/);
  });
});
