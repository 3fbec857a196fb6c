import { createApp } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { together } from "../curve-errors.ts";
import { compareSeries } from "./compare-series.ts";
import { dataFolder } from "./fit-series.ts";

describe.skipIf(dataFolder === undefined)("Karlsruhe fine sand (skipped where ../shared/data is absent)", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const results = dataFolder === undefined ? [] : await compareSeries(app, dataFolder);

  it("has four density series of 17 tests, of which the loosest alone does not dilate", () => {
    expect(results.map(({ observations }) => observations.length)).toEqual([5, 4, 4, 4]);
    expect(results.map(({ dilates }) => dilates)).toEqual([false, true, true, true]);
  });
  it.each(results)("$name: the deviator stress is within 3 % of the peak", ({ estimate, error }) => {
    expect(estimate.diagnostics.converged).toBe(true);
    expect(error).toBeLessThan(0.03);
  });
  it.each(results.filter(({ referenceError }) => referenceError !== undefined))("$name: no worse than the fit of another program to the same files", ({ error, referenceError }) => {
    // Theirs weighs the two curves in another way; by the stress alone they may be a little ahead.
    expect(error).toBeLessThan(1.05 * referenceError!);
  });
  it.each(results.filter(({ dilates }) => dilates))("$name: the sand dilates, so the bulk modulus is flagged as not identified", ({ estimate }) => {
    const [Kb, m] = ["Kb", "m"].map((name) => estimate.parameters.find((parameter) => parameter.name === name)!);
    expect(Kb).toMatchObject({ identified: false, note: expect.stringMatching(/upper end of its range/) as string });
    expect(m).toMatchObject({ identified: false, note: expect.stringMatching(/do not determine it/) as string });
  });
  it.each(results.filter(({ dilates }) => !dilates))("$name: the sand is compressed, so the bulk modulus is found", ({ estimate }) => {
    expect(estimate.parameters.filter(({ name }) => name === "Kb" || name === "m").map(({ identified }) => identified)).toEqual([true, true]);
  });
  it.each(results)("$name: a pressure between the others is predicted within 6 % of the peak", ({ leftOut }) => {
    expect(together(leftOut.slice(1, -1))).toBeLessThan(0.06);
  });
});
