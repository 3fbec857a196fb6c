import { describe, expect, it } from "vitest";
import { formatCount, formatDuration, formatNumber, formatPercent, formatWithInterval } from "../src/terminal/numbers.ts";

describe("numbers are written as a person writes them", () => {
  it.each([
    [0, "0"], [47.1234, "47.12"], [0.012345, "0.01235"], [1234.5, "1235"], [123_456, "123456"], [2_500_000, "2.5e6"], [0.000_012, "1.2e-5"],
    [-3.5, "-3.5"], [100, "100"], [Number.NaN, "-"], [Number.POSITIVE_INFINITY, "∞"], [Number.NEGATIVE_INFINITY, "-∞"],
  ])("%d is %s", (value, text) => expect(formatNumber(value)).toBe(text));

  it("keeps a number's value within its four figures, over forty decades", () => {
    for (let e = -20; e <= 20; e += 0.37) {
      const value = 1.23456 * 10 ** e;
      expect(Math.abs(Number(formatNumber(value)) / value - 1)).toBeLessThan(1e-3);
    }
  });

  it("shows three figures of the interval's width, the same for value and ends", () => {
    expect(formatWithInterval(47.123, [44.02, 50.44])).toEqual({ value: "47.12", interval: "44.02 to 50.44" });
    expect(formatWithInterval(812.3, [700.4, 950.6])).toEqual({ value: "812", interval: "700 to 951" });
    expect(formatWithInterval(0.7041, [0.6892, 0.7199])).toEqual({ value: "0.7041", interval: "0.6892 to 0.7199" });
  });

  it("says so where there is no interval, and does without where it has no width", () => {
    expect(formatWithInterval(1.5, null)).toEqual({ value: "1.5", interval: "-" });
    expect(formatWithInterval(1.5, [1.5, 1.5])).toEqual({ value: "1.5", interval: "1.5 to 1.5" });
    expect(formatWithInterval(0, [0, 0])).toEqual({ value: "0", interval: "0 to 0" });
  });

  it.each([[0.0124, "12 ms"], [0, "1 ms"], [0.44, "0.4 s"], [9.97, "10 s"], [59.6, "1 min 0 s"], [200, "3 min 20 s"], [7500, "2 h 5 min"]])("%d seconds are %s", (seconds, text) =>
    expect(formatDuration(seconds)).toBe(text));

  it("writes counts and shares", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatPercent(0.0292)).toBe("2.9 %");
    expect(formatPercent(0.5)).toBe("50 %");
    expect(formatPercent(Number.NaN)).toBe("-");
  });
});
