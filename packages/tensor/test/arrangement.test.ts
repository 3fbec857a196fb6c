import { describe, expect, it } from "vitest";
import { channelArrangement, flatArrangement } from "../src/index.ts";

const even = (length: number): number[] => Array.from({ length }, (_, i) => i / (length - 1));

describe("the arrangement of curves for a network", () => {
  it("leaves a dense network's row as it is", () => {
    const row = Float64Array.of(1, 2, 3);
    expect(flatArrangement(3).shape).toEqual([3]);
    expect(flatArrangement(3).apply(row)).toBe(row);
  });
  it("puts blocks of equal length side by side as channels, step by step", () => {
    const arrangement = channelArrangement([{ offset: 0, length: 3, axis: even(3) }, { offset: 3, length: 3, axis: even(3) }]);
    expect(arrangement.shape).toEqual([3, 2]);
    expect([...arrangement.apply(Float64Array.of(1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60))]).toEqual([1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60]);
  });
  it("interpolates blocks of other lengths along their own axis", () => {
    const arrangement = channelArrangement([{ offset: 0, length: 3, axis: [0, 0.25, 1] }, { offset: 3, length: 5, axis: even(5) }]);
    expect(arrangement.shape).toEqual([5, 2]);
    const out = arrangement.apply(Float64Array.of(0, 1, 4, 0, 1, 2, 3, 4));
    expect([...out].filter((_, i) => i % 2 === 0)).toEqual([0, 1, 2, 3, 4]);
    expect([...out].filter((_, i) => i % 2 === 1)).toEqual([0, 1, 2, 3, 4]);
  });
  it("keeps the order of an unloading, whose axis runs back", () => {
    const arrangement = channelArrangement([{ offset: 0, length: 3, axis: [0, 1, 0] }], 5);
    expect([...arrangement.apply(Float64Array.of(0, 10, 4))]).toEqual([0, 5, 10, 7, 4]);
  });
  it("survives points at one place of the axis", () => expect([...channelArrangement([{ offset: 0, length: 3, axis: [1, 1, 1] }], 2).apply(Float64Array.of(7, 8, 9))].every(Number.isFinite)).toBe(true));
});
