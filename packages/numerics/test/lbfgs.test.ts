import { describe, expect, test } from "vitest";
import { lbfgs, random } from "../src/index.ts";
import { near } from "./close.ts";

/** The chained Rosenbrock function of any dimension, its minimum 0 at all ones. */
function rosenbrock(x: Float64Array, gradient: Float64Array): number {
  gradient.fill(0);
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const across = x[i + 1]! - x[i]! ** 2;
    sum += 100 * across ** 2 + (1 - x[i]!) ** 2;
    gradient[i]! += -400 * x[i]! * across - 2 * (1 - x[i]!);
    gradient[i + 1]! += 200 * across;
  }
  return sum;
}

describe("L-BFGS", () => {
  test("follows Rosenbrock's valley in 100 dimensions to its end", () => {
    const start = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const values: number[] = [];
    const onIteration = ({ value }: { value: number }) => values.push(value);
    const result = lbfgs(rosenbrock, start, { maxIterations: 2000, tolerance: 1e-11, onIteration });
    expect(result.converged).toBe(true);
    // The chain has a second, higher minimum (value 3.99) near (-1, 1, 1, ...); this start leads to the lower one.
    expect(Math.max(...result.x.map((value) => Math.abs(value - 1)))).toBeLessThan(1e-7);
    expect(values.every((value, i) => i === 0 || value <= values[i - 1]!)).toBe(true);
    expect(result.evaluations).toBeLessThan(1.5 * result.iterations);
  });

  test("solves a quadratic with a condition of a thousand", () => {
    const curvatures = Float64Array.from({ length: 30 }, (_, i) => 10 ** ((3 * i) / 29));
    const generator = random(3);
    const target = curvatures.map(() => generator.normal());
    const { x, converged } = lbfgs(
      (at, gradient) => {
        let value = 0;
        for (let i = 0; i < 30; i++) {
          const off = at[i]! - target[i]!;
          gradient[i] = curvatures[i]! * off;
          value += 0.5 * curvatures[i]! * off * off;
        }
        return value;
      },
      new Float64Array(30),
      { maxIterations: 1000, tolerance: 1e-12 },
    );
    expect(converged).toBe(true);
    x.forEach((value, i) => expect(value).toSatisfy(near(target[i]!, 0, 1e-8)));
  });

  test("steps back from where the value is not finite", () => {
    const result = lbfgs(
      (x, gradient) => {
        gradient[0] = 1 - 1 / x[0]!;
        return x[0]! - Math.log(x[0]!);
      },
      [0.01],
      { tolerance: 1e-10 },
    );
    expect(result.converged).toBe(true);
    expect(result.x[0]!).toSatisfy(near(1, 1e-8));
    const lost = lbfgs(() => NaN, [1]);
    expect([lost.converged, lost.iterations]).toEqual([false, 0]);
  });

  test("says so where there is no minimum to find, or a gradient is wrong", () => {
    const endless = lbfgs((x, gradient) => ((gradient[0] = -1), -x[0]!), [0], { maxIterations: 50 });
    expect(endless.converged).toBe(false);
    const wrong = lbfgs((x, gradient) => ((gradient[0] = -2 * x[0]!), x[0]! ** 2), [1]);
    expect(wrong.converged).toBe(false);
    expect(wrong.message).toMatch(/gradient/);
  });

  test("ends on request and when iterations run out", () => {
    const stop = new AbortController();
    const onIteration = ({ iteration }: { iteration: number }) => iteration === 4 && stop.abort();
    const stopped = lbfgs(rosenbrock, [-1.2, 1], { signal: stop.signal, onIteration });
    expect([stopped.iterations, stopped.message]).toEqual([4, "Stopped on request."]);
    expect(lbfgs(rosenbrock, [-1.2, 1], { maxIterations: 3 }).message).toMatch(/3 iterations/);
  });
});
