import { describe, expect, test } from "vitest";
import { formatCount, formatInterval, formatNumber, formatPercent, formatSeconds, formatValue } from "../src/index.ts";

describe("a value is shown with the digits that its interval supports", () => {
  test.each([
    [47.13, [44.0, 50.4], "47.1", "44.0 to 50.4"],
    [0.9604, [0.948, 0.972], "0.960", "0.948 to 0.972"],
    [30.7, [15, 46], "31", "15 to 46"],
    [1234.5, [1100, 1400], "1230", "1100 to 1400"],
    [12345678, [12300000, 12400000], "1.2346 × 10⁷", "1.2300 × 10⁷ to 1.2400 × 10⁷"],
    [0.3, [0, 4.5], "0.3", "0.0 to 4.5"],
    [-3.21, [-4.05, -2.37], "−3.21", "−4.05 to −2.37"],
    [3.9e-14, [3.1e-14, 4.7e-14], "3.90 × 10⁻¹⁴", "3.10 × 10⁻¹⁴ to 4.70 × 10⁻¹⁴"],
    [1, [0.999995, 1.000005], "1.0000000", "0.9999950 to 1.0000050"],
  ] as const)("%s in %j is %s", (value, interval, text, range) => {
    expect(formatValue(value, interval)).toBe(text);
    expect(formatInterval(interval)).toBe(range);
  });

  test("without an interval there are four significant digits and no padding", () => {
    expect(formatValue(47.1334, null)).toBe("47.13");
    expect(formatValue(0.7, null)).toBe("0.7");
    expect(formatInterval(null)).toBe("–");
  });

  test("an interval of no width supports no digits of its own", () => {
    expect(formatValue(0.25, [0.25, 0.25])).toBe("0.25");
    expect(formatInterval([0.25, 0.25])).toBe("0.25");
  });

  test("an interval over decades keeps both of its ends readable", () => {
    expect(formatInterval([1e-16, 1e-12])).toBe("1 × 10⁻¹⁶ to 1 × 10⁻¹²");
    expect(formatValue(0.0123, [0.001, 5])).toBe("0.012");
  });

  test("what is not a number is said, never printed as NaN", () => {
    expect(formatValue(Number.NaN, [0, 1])).toBe("–");
    expect(formatInterval([Number.NEGATIVE_INFINITY, 3])).toBe("−∞ to 3");
    expect(formatPercent(Number.NaN)).toBe("–");
    expect(formatCount(Number.NaN)).toBe("–");
  });

  test("reading a shown value back lies within half of the last digit", () => {
    const values = Array.from({ length: 400 }, (_, i) => Math.sin(i + 1) * 10 ** (i % 5 - 1));
    for (const [i, value] of values.entries()) {
      const half = Math.abs(Math.cos(i * 1.7)) * 10 ** (i % 4 - 2) + 1e-3;
      const shown = Number(formatValue(value, [value - half, value + half]).replace("−", "-"));
      expect(Math.abs(shown - value), `${value} ± ${half}`).toBeLessThan(0.06 * half + 1e-12);
    }
  });
});

describe("other numbers", () => {
  test("minus is a minus sign and zero has none", () => {
    expect(formatNumber(-2.5)).toBe("−2.5");
    expect(formatNumber(-0)).toBe("0");
    expect(formatValue(-0.0001, [-0.5, 0.5])).toBe("0.00");
  });

  test("rounding up to the next power of ten keeps the number of digits", () => {
    expect(formatNumber(9.9999)).toBe("10");
    expect(formatNumber(99999.6)).toBe("100000");
    expect(formatPercent(0.09999)).toBe("10\u00a0%");
  });

  test("shares, times and counts read as a person writes them", () => {
    expect(formatPercent(0.0213)).toBe("2.1\u00a0%");
    expect(formatPercent(0.04)).toBe("4.0\u00a0%");
    expect(formatSeconds(0.4)).toBe("0.4\u00a0s");
    expect(formatSeconds(125)).toBe("2\u00a0min 5\u00a0s");
    expect(formatSeconds(7260)).toBe("2\u00a0h 1\u00a0min");
    expect(formatCount(9000)).toBe("9\u202f000");
    expect(formatCount(1234567)).toBe("1\u202f234\u202f567");
  });
});
