import { describe, expect, it } from "vitest";
import { random } from "@inversa/numerics";
import type { Finding } from "../src/judgement/finding.ts";
import { jointSpread } from "../src/judgement/joint-spread.ts";
import type { ParameterSpace } from "../src/space/parameter-space.ts";

const space = { names: ["K", "n"], dimension: 2, logarithmic: [true, false], toTheta: ([a, b]: ArrayLike<number> & Iterable<number>) => Float64Array.of(Math.exp(a!), b!) } as unknown as ParameterSpace;
const generator = random(1);
const samples = { rows: 1000, columns: 2, data: Float64Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? Math.log(50) + 0.1 * generator.normal() : 1000 + 1e-3 * generator.normal())) };
const finding = { samples, covariance: { rows: 2, columns: 2, data: Float64Array.of(0.01, Number.NaN, Number.NaN, 1e-6) } } as unknown as Finding;

describe("what an estimate carries of its unknowns together", () => {
  const joint = jointSpread(finding, space, 300);

  it("is a picked share of the draws, in the parameters' units, as fine as they are spread", () => {
    expect(joint.draws).toHaveLength(300);
    joint.draws.forEach(([K, n], k) => {
      const from = Math.floor((k * 1000) / 300);
      // A hundredth of a standard deviation: a tenth in the logarithm, a thousandth in n.
      expect(Math.abs(Math.log(K!) - samples.data[2 * from]!)).toBeLessThan(1e-3);
      expect(Math.abs(n! - samples.data[2 * from + 1]!)).toBeLessThan(1e-5);
    });
    expect(JSON.stringify(joint.draws).length).toBeLessThan(300 * 24);
  });

  it("is the covariance in working coordinates, null where it is not known", () => {
    expect(joint.covariance).toEqual([[0.01, null], [null, 1e-6]]);
    expect(joint.logarithmic).toEqual([true, false]);
  });

  it("is neither where the method gives neither, and no draws where none are wanted", () => {
    expect(jointSpread({} as Finding, space, 300)).toEqual({ logarithmic: [true, false], covariance: [], draws: [] });
    expect(jointSpread(finding, space, 0).draws).toEqual([]);
    const still = { samples: { rows: 40, columns: 2, data: new Float64Array(80).fill(1) } } as unknown as Finding;
    expect(jointSpread(still, space, 300).draws).toHaveLength(40);
  });
});
