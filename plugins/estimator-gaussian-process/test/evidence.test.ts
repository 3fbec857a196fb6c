import { matrix, random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { fitted, negativeLogEvidence, pairwise } from "../src/evidence.ts";
import { type Smoothness } from "../src/kernel.ts";
import { expected } from "../src/process.ts";

const smoothnesses: readonly Smoothness[] = ["squared-exponential", "matern-52", "matern-32"];
const curves = [{ offset: 0, length: 2 }, { offset: 2, length: 1 }];
const generator = random(3);
const inputs = matrix(9, 3, Float64Array.from({ length: 27 }, () => generator.normal()));
const answers = Float64Array.from({ length: 9 }, () => generator.normal());
const packed = Float64Array.of(0.3, -0.2, 0.1, -0.7, -1.5);

describe("the evidence", () => {
  it("of one row is the normal density of its answer", () => {
    const one = pairwise(matrix(1, 1, [2]), [{ offset: 0, length: 1 }]);
    const variance = 1.5 ** 2 + 0.5 ** 2 * 4 + 0.25 ** 2;
    const value = negativeLogEvidence(one, "squared-exponential", Float64Array.of(0, Math.log(1.5), Math.log(0.5), Math.log(0.25)), Float64Array.of(0.7), new Float64Array(4));
    expect(value).toBeCloseTo(0.5 * (0.7 ** 2 / variance + Math.log(2 * Math.PI * variance)), 8);
  });

  it.each(smoothnesses)("has the gradient of its finite differences (%s)", (smoothness) => {
    const rows = pairwise(inputs, curves);
    const gradient = new Float64Array(5);
    negativeLogEvidence(rows, smoothness, packed, answers, gradient);
    for (let i = 0; i < 5; i++) {
      const at = (step: number): number => negativeLogEvidence(rows, smoothness, packed.map((v, k) => (k === i ? v + step : v)), answers, new Float64Array(5));
      // Central differences of step 1e-5 are good to about 1e-9 here.
      expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 7);
    }
  });

  it("does not depend on the order of the rows", () => {
    const order = [4, 2, 8, 0, 1, 7, 3, 6, 5];
    const shuffled = matrix(9, 3, Float64Array.from(order.flatMap((i) => [...inputs.data.subarray(3 * i, 3 * i + 3)])));
    const scratch = new Float64Array(5);
    const a = negativeLogEvidence(pairwise(inputs, curves), "matern-52", packed, answers, scratch);
    const b = negativeLogEvidence(pairwise(shuffled, curves), "matern-52", packed, Float64Array.from(order, (i) => answers[i]!), scratch);
    expect(b).toBeCloseTo(a, 10);
  });
});

describe("the expected answer", () => {
  it.each(smoothnesses)("misses a training row by the noise variance times the row's weight (%s)", (smoothness) => {
    const { weights } = fitted(pairwise(inputs, curves), smoothness, packed, answers)!;
    const values = expected({ hyperparameters: packed, weights, mean: 0, deviation: 1 }, smoothness, curves, inputs, inputs);
    // K w = y with K the covariance of the rows plus the noise and the least noise of 1e-4.
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(answers[i]! - (Math.exp(2 * packed[4]!) + 1e-8) * weights[i]!, 12);
  });

  it("falls back to the mean far from all rows without a linear part", () => {
    const flat = Float64Array.of(0, 0, 0, -30, -2);
    const { weights } = fitted(pairwise(inputs, curves), "squared-exponential", flat, answers)!;
    expect(expected({ hyperparameters: flat, weights, mean: 5, deviation: 2 }, "squared-exponential", curves, inputs, matrix(1, 3, [100, 100, 100]))[0]).toBeCloseTo(5, 12);
  });
});
