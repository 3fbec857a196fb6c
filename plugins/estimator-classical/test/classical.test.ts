import { type HandEstimate, type InputError, type Objective, quietRun } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { classical } from "../src/index.ts";

/** Points on a plane; the model refuses a first coordinate above 3 times the second. */
const plane = (hand: Partial<HandEstimate> & { readonly coordinates: Float64Array }): Objective => ({
  dimension: 3, size: 3, lower: Float64Array.of(0, 0, 0), upper: Float64Array.of(10, 10, 10),
  residuals: (x, out) => {
    out.set([x[0]! - 6, x[1]! - 2, x[2]! - 1]);
    return x[0]! <= 3 * x[1]!;
  },
  prior: { mean: Float64Array.of(5, 1, 5), precision: { rows: 3, columns: 3, data: new Float64Array(9) } },
  logPrior: () => 0,
  draw: (seed, index) => Float64Array.of(index, ((seed + index) * 7) % 10, 4),
  classical: () => ({ interval95: { lower: new Float64Array(3).fill(Number.NaN), upper: new Float64Array(3).fill(Number.NaN) }, notes: [], ...hand }),
});
const solve = (objective: Objective, start?: Float64Array) => classical.invert(objective, {} as never, quietRun(1), start);

describe("the hand procedure as an estimator", () => {
  it("gives what the procedure gives, with its intervals and its notes, after one simulation", async () => {
    const interval95 = { lower: Float64Array.of(5, Number.NaN, 0), upper: Float64Array.of(7, Number.NaN, 2) };
    const found = await solve(plane({ coordinates: Float64Array.of(5.5, 2, 10), interval95, notes: ["b: a remark"] }));
    expect([...found.coordinates]).toEqual([5.5, 2, 10]);
    expect(found).toMatchObject({ converged: true, evaluations: 2, cost: (0.25 + 81) / 2, onBound: [false, false, true], undetermined: [false, false, false], warnings: ["b: a remark"], interval95 });
    expect(found.covariance).toBeUndefined();
  });

  it("puts the middle of the prior, or a given start, where the procedure says nothing, and says so", async () => {
    const some = plane({ coordinates: Float64Array.of(2, Number.NaN, Number.NaN) });
    const found = await solve(some);
    expect([...found.coordinates]).toEqual([2, 1, 5]);
    expect(found).toMatchObject({ undetermined: [false, true, true], message: "Read from the tests by hand procedure, all but 2 of 3" });
    expect([...(await solve(some, Float64Array.of(9, 8, 70))).coordinates]).toEqual([2, 8, 10]);
  });

  it("looks for company that the model accepts", async () => {
    const found = await solve(plane({ coordinates: Float64Array.of(9, Number.NaN, Number.NaN) }));
    expect(found.coordinates[1]!).toBeGreaterThanOrEqual(3);
    expect(found.cost).toBeLessThan(Number.POSITIVE_INFINITY);
    const none = await solve(plane({ coordinates: Float64Array.of(9, 1, 1) }));
    expect(none.cost).toBe(Number.POSITIVE_INFINITY);
  });

  it("is refused where there is no procedure, and does not converge where it gives nothing, with its reasons", async () => {
    const { classical: _, ...without } = plane({ coordinates: new Float64Array(3) });
    const code = async (objective: Objective): Promise<string> => solve(objective).then(() => "", (error: unknown) => (error as InputError).message);
    expect(await code(without)).toMatch(/no hand procedure/);
    const nothing = await solve(plane({ coordinates: new Float64Array(3).fill(Number.NaN), notes: ["a, b: no test", "c: none either"] }));
    expect(nothing).toMatchObject({ converged: false, message: "the hand procedure gives no parameter from these tests", warnings: ["a, b: no test", "c: none either"], undetermined: [true, true, true] });
  });
});
