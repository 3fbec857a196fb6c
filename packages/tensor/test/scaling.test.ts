import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "@inversa/numerics";
import { fitScaling, restoreScaling, type ScalingMethod } from "../src/index.ts";

const generator = random(1);
const rows = Float64Array.from({ length: 300 }, (_, i) => [5 + 2 * generator.normal(), -100 * generator.next(), 7][i % 3]!);
const column = (data: Float64Array, j: number, columns = 3): number[] => [...data].filter((_, i) => i % columns === j);
const meanOf = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const covarianceOf = (data: Float64Array, columns: number): number[][] => {
  const means = Array.from({ length: columns }, (_, j) => meanOf(column(data, j, columns)));
  return means.map((a, i) => means.map((b, j) => meanOf(column(data, i, columns).map((v, k) => (v - a) * (column(data, j, columns)[k]! - b)))));
};

describe("scaling", () => {
  it("to [-1, 1] maps the smallest and largest value there, and a constant to zero", () => {
    const scaled = fitScaling("range", rows, 3).apply(rows);
    for (const j of [0, 1]) expect([Math.min(...column(scaled, j)), Math.max(...column(scaled, j))]).toEqual([expect.closeTo(-1, 12), expect.closeTo(1, 12)]);
    expect(new Set(column(scaled, 2))).toEqual(new Set([0]));
  });
  it("to [-1, 1] takes known bounds where they are given", () => {
    const scaled = fitScaling("range", rows, 3, 3, { bounds: { lower: Float64Array.of(0, -100, 6), upper: Float64Array.of(10, 0, 8) } }).apply(Float64Array.of(10, -50, 6.5));
    expect([...scaled]).toEqual([1, 0, -0.5]);
  });
  it("by the mean leaves the spread alone; by the standard deviation makes it one", () => {
    expect(meanOf(column(fitScaling("mean", rows, 3).apply(rows), 0))).toBeCloseTo(0, 12);
    const scaled = fitScaling("standard", rows, 3).apply(rows);
    for (const j of [0, 1]) expect(meanOf(column(scaled, j).map((v) => v * v))).toBeCloseTo(1, 12);
  });
  it("with a period treats the points of a channel alike, so that its shape stays", () => {
    const curves = Float64Array.of(0, 10, 1, 30, 2, 50);
    expect([...fitScaling("range", curves, 6, 2).apply(curves)]).toEqual([-1, -1, 0, 0, 1, 1]);
  });
  it("by the standard deviation with a period leaves what differs from the channel's mean curve, over one factor", () => {
    // Two steps of one channel: mean curve (1, 10), deviations 1 and 3 about it.
    const scaled = fitScaling("standard", Float64Array.of(0, 7, 2, 13), 2, 1).apply(Float64Array.of(2, 7));
    expect(scaled[0]).toBeCloseTo(1 / Math.sqrt(5), 12);
    expect(scaled[1]).toBeCloseTo(-3 / Math.sqrt(5), 12);
  });
  it("by whitening gives uncorrelated columns of unit variance and drops what carries nothing", () => {
    const mixed = Float64Array.from({ length: 300 }, (_, i) => [rows[3 * Math.floor(i / 3)]!, rows[3 * Math.floor(i / 3)]! + 0.1 * rows[3 * Math.floor(i / 3) + 1]!, 7][i % 3]!);
    const scaling = fitScaling("whitening", mixed, 3);
    expect(scaling.scaled).toBe(2);
    const covariance = covarianceOf(scaling.apply(mixed), 2);
    expect(covariance[0]![0]).toBeCloseTo(1, 9);
    expect(covariance[1]![1]).toBeCloseTo(1, 9);
    expect(covariance[0]![1]).toBeCloseTo(0, 9);
  });
  it("by whitening keeps the components that stand out of the noise, whatever the units", () => {
    const noise = random(3);
    const data = Float64Array.from({ length: 500 * 40 });
    for (let i = 0; i < 500; i++) {
      const [a, b] = [noise.normal(), noise.normal()];
      // Two curves of 20 points: one of order 1000 with noise 20, one of order 0.01 with noise 2e-4; two degrees of freedom between them.
      for (let j = 0; j < 20; j++) {
        data[40 * i + j] = 1000 * a * (j / 20) + 20 * noise.normal();
        data[40 * i + 20 + j] = 0.01 * (a + 3 * b) * (j / 20) ** 2 + 2e-4 * noise.normal();
      }
    }
    const parts = [{ offset: 0, length: 20, noise: 20 }, { offset: 20, length: 20, noise: 2e-4 }];
    const scaling = fitScaling("whitening", data, 40, 40, { parts });
    expect(scaling.scaled).toBe(2);
    // What is left out is noise: back again, every point lies within a few of its standard deviations.
    const back = scaling.invert(scaling.apply(data));
    for (const [i, value] of data.entries()) expect(Math.abs(back[i]! - value)).toBeLessThan(5 * (i % 40 < 20 ? 20 : 2e-4));
  });
  it("comes back unchanged, also after it was saved", () => {
    fc.assert(fc.property(fc.constantFrom<ScalingMethod>("range", "mean", "standard", "none", "whitening"), fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 30, maxLength: 60 }), (method, values) => {
      const data = Float64Array.from(values.slice(0, 3 * Math.floor(values.length / 3)));
      const scaling = restoreScaling(structuredClone(fitScaling(method, data, 3).save()));
      const back = scaling.invert(scaling.apply(data));
      for (const [i, value] of data.entries()) expect(Math.abs(back[i]! - value)).toBeLessThan(1e-6 * 1e3);
    }), { numRuns: 60, seed: 7 });
  });
  it("by whitening is refused where a convolution must read the curve", () => expect(() => fitScaling("whitening", rows, 3, 1)).toThrow(/convolution/));
});
