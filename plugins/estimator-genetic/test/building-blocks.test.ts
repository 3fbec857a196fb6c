import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { Adaptation } from "../src/adaptation.ts";
import { blend, simplex, simulatedBinary } from "../src/crossover.ts";
import { folded, unfolded } from "../src/folded.ts";
import { gaussian, polynomial } from "../src/mutation.ts";
import { strategyOf } from "../src/strategy.ts";

describe("the strategy's constants", () => {
  it("are those of the tutorial's formulas, worked out by hand for ten coordinates", () => {
    const s = strategyOf(10, 10);
    expect(s.mu).toBe(5);
    // w'_i = ln 5.5 - ln i for i = 1 to 5.
    expect(s.muEff).toBeCloseTo(3.167299, 5);
    expect(s.cSigma).toBeCloseTo((3.167299 + 2) / (10 + 3.167299 + 5), 6);
    expect(s.chiN).toBeCloseTo(3.084727, 5);
    expect(s.c1).toBeCloseTo(2 / (11.3 ** 2 + 3.167299), 8);
  });

  it.each([[2, 6], [5, 8], [20, 12], [7, 640]])("make a covariance that stays positive definite (n = %i, lambda = %i)", (n, lambda) => {
    const { weights, mu, cMu, c1, cSigma } = strategyOf(n, lambda);
    expect(weights.subarray(0, mu).reduce((s, w) => s + w, 0)).toBeCloseTo(1, 12);
    const negative = -weights.subarray(mu).reduce((s, w) => s + w, 0);
    // Equation (49): what active updates take away is less than what is kept.
    expect(n * cMu * negative).toBeLessThanOrEqual(1 - c1 - cMu + 1e-12);
    for (const rate of [cMu, c1, cSigma]) expect(rate > 0 && rate < 1).toBe(true);
  });

  it("keep the step size and the covariance as they are, on the average, where nothing selects", () => {
    const [n, lambda] = [4, 8];
    const strategy = strategyOf(n, lambda);
    const generator = random(3);
    let [logarithm, trace] = [0, 0];
    const trials = 50;
    for (let trial = 0; trial < trials; trial++) {
      const distribution = new Adaptation(strategy, new Float64Array(n), 1);
      for (let g = 0; g < 50; g++) distribution.update(Array.from({ length: lambda }, () => distribution.sample(generator)));
      logarithm += Math.log(distribution.sigma) / trials;
      trace += Math.log(distribution.condition()) / trials;
    }
    expect(Math.abs(logarithm)).toBeLessThan(0.25);
    expect(trace).toBeLessThan(Math.log(100));
  });
});

describe("the map from the unbounded coordinate to the box", () => {
  it("is the identity in the middle, smooth everywhere, periodic beyond, and reaches the bounds exactly", () => {
    expect(folded(0.4)).toBeCloseTo(0.4, 15);
    expect(folded(-0.05)).toBeCloseTo(0, 15);
    expect(folded(1.05)).toBeCloseTo(1, 15);
    for (let y = -3; y <= 4; y += 0.01) {
      expect(folded(y)).toBeGreaterThanOrEqual(0);
      expect(folded(y)).toBeLessThanOrEqual(1);
      expect(folded(y + 2.2)).toBeCloseTo(folded(y), 12);
      expect(folded(-0.1 - y)).toBeCloseTo(folded(y), 12);
      expect(Math.abs(folded(y + 1e-6) - folded(y))).toBeLessThanOrEqual(1.000001e-6);
    }
  });

  it("has the inverse that it claims", () => {
    for (let u = 0; u <= 1; u += 0.001) expect(folded(unfolded(u))).toBeCloseTo(u, 12);
  });
});

const uniform = (seed: number, n: number, stream = 0): Float64Array => {
  const generator = random(seed, stream);
  return Float64Array.from({ length: n }, () => generator.next());
};

describe("crossover", () => {
  it("by simulated binary keeps the parents' mean far from the bounds, and more of the children nearer as the index grows", () => {
    const generator = random(1);
    const distances = [2, 20].map((eta) => {
      const cross = simulatedBinary(eta);
      let far = 0;
      for (let k = 0; k < 4000; k++) {
        const [c, d] = cross.children([Float64Array.of(0.499), Float64Array.of(0.501)], generator);
        // Bounds that are 250 distances away hardly cut the density: (1 + 2 * 249)^-3 is 8e-9.
        expect(c[0]! + d[0]!).toBeCloseTo(1, 5);
        far += Math.abs(Math.abs(c[0]! - 0.5) - 0.001);
      }
      return far;
    });
    expect(distances[1]!).toBeLessThan(distances[0]! / 3);
  });

  it("by simulated binary spreads as its density says: half of the changed pairs contract", () => {
    const generator = random(2);
    const cross = simulatedBinary(5);
    let [inner, outer] = [0, 0];
    for (let k = 0; k < 8000; k++) {
      const [c, d] = cross.children([Float64Array.of(0.49), Float64Array.of(0.51)], generator);
      const spread = Math.abs(c[0]! - d[0]!) / 0.02;
      if (spread < 1 - 1e-9) inner++;
      if (spread > 1 + 1e-9) outer++;
    }
    expect(inner / (inner + outer)).toBeCloseTo(0.5, 1);
    expect((inner + outer) / 8000).toBeCloseTo(0.5, 1);
  });

  it.each([["simulated binary", simulatedBinary(2)], ["blend", blend(0.5)], ["simplex", simplex(3)]] as const)("by %s stays in the box and changes no parent", (_, cross) => {
    const generator = random(4);
    for (let k = 0; k < 500; k++) {
      const parents = Array.from({ length: cross.parents }, (_, i) => uniform(k, 3, i));
      if (k % 5 === 0) parents[0]![0] = 0;
      if (k % 7 === 0) parents[1]![1] = 1;
      const before = parents.map((parent) => parent.slice());
      for (const child of cross.children(parents, generator)) for (const value of child) expect(value >= 0 && value <= 1).toBe(true);
      expect(parents).toEqual(before);
    }
  });

  it("by blend of 1/2 spreads children evenly over the widened box", () => {
    const generator = random(5);
    let square = 0;
    for (let k = 0; k < 20_000; k++) square += (blend(0.5).children([Float64Array.of(0.4), Float64Array.of(0.6)], generator)[0][0]! - 0.5) ** 2 / 20_000;
    // Uniform on [0.3, 0.7]: variance 0.4^2 / 12.
    expect(square).toBeCloseTo(0.16 / 12, 3);
  });

  it("by simplex keeps the mean, the variances and the correlations of a population", () => {
    const generator = random(9);
    // Correlated 0.9, deviation 0.02: the bounds are far.
    const parent = (): Float64Array => {
      const [a, b] = [generator.normal(), generator.normal()];
      return Float64Array.of(0.5 + 0.02 * a, 0.5 + 0.02 * (0.9 * a + Math.sqrt(1 - 0.81) * b));
    };
    const children = Array.from({ length: 8000 }, () => simplex(2).children([parent(), parent(), parent()], generator)[0]);
    const moment = (f: (c: Float64Array) => number): number => children.reduce((sum, c) => sum + f(c) / 8000, 0);
    expect(moment((c) => c[0]!)).toBeCloseTo(0.5, 2);
    expect(moment((c) => (c[0]! - 0.5) ** 2) / 0.02 ** 2).toBeCloseTo(1, 1);
    expect(moment((c) => (c[0]! - 0.5) * (c[1]! - 0.5)) / (0.9 * 0.02 ** 2)).toBeCloseTo(1, 1);
  });
});

describe("mutation", () => {
  it.each([["polynomial", polynomial(20, 1)], ["gaussian", gaussian(0.05, 1)]] as const)("that is %s stays in the box", (_, mutate) => {
    const generator = random(6);
    for (let k = 0; k < 500; k++) {
      const u = uniform(k, 3);
      u[0] = k % 2;
      mutate(u, generator);
      for (const value of u) expect(value >= 0 && value <= 1).toBe(true);
    }
  });

  it("that is polynomial has the median step of its density: 1 - 2^(-1 / (eta + 1)) to either side", () => {
    const generator = random(7);
    const steps = Array.from({ length: 4000 }, () => {
      const u = Float64Array.of(0.5);
      polynomial(20, 1)(u, generator);
      return u[0]! - 0.5;
    });
    const share = steps.filter((step) => Math.abs(step) > 1 - 2 ** (-1 / 21)).length / steps.length;
    expect(share).toBeCloseTo(0.5, 1);
    expect(steps.filter((step) => step > 0).length / steps.length).toBeCloseTo(0.5, 1);
  });

  it("changes the share of coordinates that it is told to", () => {
    const generator = random(8);
    const u = new Float64Array(5000).fill(0.5);
    polynomial(20, 0.2)(u, generator);
    expect(u.filter((value) => value !== 0.5).length / 5000).toBeCloseTo(0.2, 1);
  });
});
