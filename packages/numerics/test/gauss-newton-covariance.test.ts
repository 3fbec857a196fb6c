import { describe, expect, it } from "vitest";
import { breather, gaussNewtonCovariance, interruptible, matrix, priorWidths } from "../src/index.ts";

/** A straight line through N points: the closed form is textbook. */
const t = Float64Array.from({ length: 20 }, (_, i) => i / 19);
const jacobian = matrix(20, 2, Float64Array.from({ length: 40 }, (_, k) => (k % 2 === 0 ? 1 : t[k >> 1]!) / 0.01));
const wide = Float64Array.of(100, 100);
const flat = matrix(2, 2);
const rows = (value: number): Float64Array => t.map((_, i) => (i % 2 === 0 ? value : -value));

describe("the Gauss-Newton covariance", () => {
  it("is that of a straight line's regression where the prior is wide", () => {
    const { covariance, inflation } = gaussNewtonCovariance({ jacobian, residuals: rows(0.5), precision: flat, widths: wide, scaled: true });
    const mean = t.reduce((sum, v) => sum + v / 20, 0);
    const spread = t.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    expect(inflation).toBe(1);
    // The cap at the prior's width and the shared degrees of freedom change the eighth digit.
    expect(covariance.data[3]! / (0.01 ** 2 / spread)).toBeCloseTo(1, 7);
    expect(covariance.data[0]! / (0.01 ** 2 * (1 / 20 + mean ** 2 / spread))).toBeCloseTo(1, 7);
  });

  it("grows with the misfit in proportion, unless the noise is taken as stated", () => {
    const at = (residual: number, scaled: boolean) => gaussNewtonCovariance({ jacobian, residuals: rows(residual), precision: flat, widths: wide, scaled });
    const [stated, scaled] = [at(3, false), at(3, true)];
    expect(scaled.reducedChiSquare).toBeCloseTo((9 * 20) / 18, 5);
    expect(scaled.covariance.data[3]! / stated.covariance.data[3]!).toBeCloseTo(10, 5);
  });

  it("keeps the prior's width, and says so, where the data are silent", () => {
    const silent = matrix(20, 2, jacobian.data.map((v, k) => (k % 2 === 0 ? v : 0)));
    const { covariance, undetermined } = gaussNewtonCovariance({ jacobian: silent, residuals: rows(1), precision: flat, widths: Float64Array.of(1, 2), scaled: true });
    expect(covariance.data[3]).toBeCloseTo(4, 12);
    expect(undetermined).toEqual([1]);
  });

  it("adds a Gaussian prior's precision to the data's", () => {
    const one = matrix(4, 1, [1, 1, 1, 1]);
    const { covariance } = gaussNewtonCovariance({ jacobian: one, residuals: new Float64Array(4).fill(0.1), precision: matrix(1, 1, [12]), widths: Float64Array.of(50), scaled: true });
    expect(covariance.data[0]).toBeCloseTo(1 / 16, 12);
  });
});

it("a parameter's width before the data is its range's or, where that is open, its prior's", () => {
  const widths = priorWidths({
    lower: Float64Array.of(0, -Infinity, -Infinity), upper: Float64Array.of(6, Infinity, 3),
    prior: { mean: Float64Array.of(3, 0, -7), precision: matrix(3, 3, [0, 0, 0, 0, 0.25, 0, 0, 0, 0]) },
  });
  expect([...widths]).toEqual([Math.sqrt(3), 2, 7].map((w) => expect.closeTo(w, 12)));
});

it("work that gives way to the event loop gives the same answer and lets timers run", async () => {
  const busy = () => { const until = performance.now() + 3; while (performance.now() < until); };
  const problem = { parameters: 1, residuals: 1, evaluate: (x: Float64Array, out: Float64Array) => (busy(), (out[0] = x[0]! ** 2), x[0]! !== 7) };
  let ticks = 0;
  const timer = setInterval(() => void ticks++, 1);
  const sum = await interruptible(problem, (recorded) => {
    const out = new Float64Array(1);
    let total = 0;
    for (let i = 0; i < 20; i++) if (recorded.evaluate(Float64Array.of(i), out)) total += out[0]!;
    return total;
  }, breather(AbortSignal.timeout(20_000), 10));
  clearInterval(timer);
  expect(sum).toBe((19 * 20 * 39) / 6 - 49);
  expect(ticks).toBeGreaterThan(1);
});
