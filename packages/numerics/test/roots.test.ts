import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brent } from "../src/index.ts";
import { near } from "./close.ts";

describe("a bracketed root", () => {
  const cases: Array<[string, (x: number) => number, number, number, number]> = [
    ["x² - 2", (x) => x * x - 2, 0, 2, Math.SQRT2],
    ["cos x - x", (x) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    ["a wall: exp(50 x) - 2", (x) => Math.exp(50 * x) - 2, -10, 10, Math.LN2 / 50],
    ["a jump", (x) => (x < 0.3 ? -1 : 1), 0, 1, 0.3],
    ["an infinite end", (x) => Math.log(x) + 1, 0, 1, Math.exp(-1)],
    ["a flat root: x⁹", (x) => (x - 0.1) ** 9, -1, 1.5, 0.1],
    ["a root at an end", (x) => x, 0, 1, 0],
    ["a bracket the wrong way round", (x) => x - 3, 7, 1, 3],
  ];
  test.each(cases)("is found for %s", (_, f, a, b, root) => {
    expect(brent(f, a, b)).toSatisfy(near(root, 1e-14, 1e-15));
  });

  test("costs few evaluations where the function is smooth, fewer with a tolerance", () => {
    let calls = 0;
    const f = (x: number) => {
      calls++;
      return x ** 3 - 2 * x - 5;
    };
    // Wallis's cubic; the root to 16 digits is 2.094551481542327.
    expect(brent(f, 2, 3)).toSatisfy(near(2.094551481542327, 4e-16));
    expect(calls).toBeLessThan(12);
    const exact = calls;
    calls = 0;
    expect(brent(f, 2, 3, 1e-3)).toSatisfy(near(2.094551481542327, 0, 1e-3));
    expect(calls).toBeLessThan(exact);
  });

  test("is bracketed to the end for any cubic", () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const f = (x: number) => ((x + a) * x + b) * x + c;
        const x = brent(f, -30, 30);
        const step = 4e-16 * Math.abs(x) + 1e-300;
        const size = Math.abs(x) ** 3 + Math.abs(a * x * x) + Math.abs(b * x) + Math.abs(c);
        const straddled = f(x - step) * f(x + step) <= 0;
        expect(straddled || Math.abs(f(x)) <= 1e-14 * size).toBe(true);
      }),
    );
  });

  test("without a change of sign, or with NaN, is refused", () => {
    expect(() => brent((x) => x * x + 1, -1, 1)).toThrow(/no root is bracketed/);
    expect(() => brent(() => NaN, -1, 1)).toThrow(RangeError);
    expect(() => brent((x) => (Math.abs(x) === 1 ? x : NaN), -1, 1)).toThrow(/NaN/);
  });
});
