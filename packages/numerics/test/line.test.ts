import { describe, expect, it } from "vitest";
import { lineThrough, meanMargin, random, studentQuantile975 } from "../src/index.ts";

describe("a least-squares line", () => {
  it("goes through points that lie on one, with no room left", () => {
    const { intercept, slope, interceptMargin, slopeMargin } = lineThrough([1, 2, 4, 7], [5, 7, 11, 17]);
    for (const [value, expected] of [[intercept, 3], [slope, 2], [interceptMargin, 0], [slopeMargin, 0]] as const) expect(value).toBeCloseTo(expected, 10);
    expect(lineThrough([1, 3], [5, 9])).toMatchObject({ intercept: 3, slope: 2, slopeMargin: Number.NaN });
  });

  it("gives Student's intervals that hold the truth in 95 of 100 samples, of three points too", () => {
    let held = 0;
    for (let i = 0; i < 4000; i++) {
      const generator = random(5, i);
      const x = [0, 1, 3];
      const { slope, slopeMargin } = lineThrough(x, x.map((value) => 2 + 0.5 * value + generator.normal()));
      if (Math.abs(slope - 0.5) <= slopeMargin) held++;
    }
    // Three standard errors of a share of 0.95 over 4000 are 0.0103.
    expect(Math.abs(held / 4000 - 0.95)).toBeLessThan(0.0103);
  });
});

it("the mean of equal numbers is known exactly, of one not at all", () => {
  expect(meanMargin([3, 3, 3])).toEqual({ mean: 3, margin: 0 });
  expect(meanMargin([3]).margin).toBeNaN();
});

it("Student's quantile agrees with the tables, ends at the normal's and leaves no step where the expansion begins", () => {
  // Abramowitz and Stegun, table 26.10.
  for (const [freedom, value] of [[1, 12.706], [2, 4.303], [5, 2.571], [10, 2.228], [11, 2.201], [15, 2.131], [20, 2.086], [30, 2.042], [120, 1.98]] as const) expect(Math.abs(studentQuantile975(freedom) - value)).toBeLessThan(6e-4);
  expect(studentQuantile975(1e9)).toBeCloseTo(1.959964, 6);
  expect(studentQuantile975(0)).toBeNaN();
});
