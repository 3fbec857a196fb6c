import { createApp } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import { valuesOf } from "../fit-tests.ts";
import { dataFolder } from "../karlsruhe-sand/fit-series.ts";
import { errorsOf, fitSand, observationsOf, over, publishedSet, volumeAtPeak } from "./compare-sets.ts";
import { readSeries } from "./sand-tests.ts";
import { predictUndrained } from "./undrained.ts";

/** Reduced: the fit to all tests and one that leaves a series out, without profile intervals; run.ts does every series and several weights. */
describe.skipIf(dataFolder === undefined)("Karlsruhe fine sand at all densities (skipped where ../shared/data is absent)", async () => {
  const app = createApp(soilLab);
  afterAll(() => app.dispose());
  const model = app.models.get("soil/hypoplastic-sand");
  const series = dataFolder === undefined ? [] : await readSeries(app, dataFolder);
  const observations = observationsOf(series);
  const published = (await publishedSet())!;
  const quick = { estimators: [{ id: "least-squares", settings: { intervals: "covariance" } }] };
  const estimate = dataFolder === undefined ? undefined! : await fitSand(app, observations, quick);

  it("has four density series of 17 drained and 8 oedometer tests", () => {
    expect(series.map(({ drained, confined }) => [drained.length, confined.length])).toEqual([[5, 3], [4, 2], [4, 2], [4, 1]]);
  });
  it("is closer to all three kinds of curve with one set than the published one", () => {
    const [ours, theirs] = [valuesOf(estimate), published].map((values) => errorsOf(model, values, observations));
    const [q, volume, settlement] = (["deviatorStress", "volumetricStrain", "axialStrain"] as const).map((response) => [over(ours!, response), over(theirs!, response)] as const);
    expect(q![0]).toBeLessThan(0.85 * q![1]);
    expect(volume![0]).toBeLessThan(0.6 * volume![1]);
    expect(settlement![0]).toBeLessThan(0.95 * settlement![1]);
  });
  it("dilates less than the sand does: about half with the published set, about three quarters when fitted", () => {
    const dense = series.at(-1)!.drained;
    const share = (values: Readonly<Record<string, number>>): number => dense.reduce((sum, test) => sum + volumeAtPeak(model, values, test) / test.responses["volumetricStrain"]!.at(-1)!, 0) / dense.length;
    expect(share(published)).toBeCloseTo(0.56, 1);
    expect(share(valuesOf(estimate))).toBeGreaterThan(0.7);
    expect(share(valuesOf(estimate))).toBeLessThan(0.9);
  });
  it("is known at a density between the fitted ones nearly as well as at those", async () => {
    const left = series[2]!;
    const predicted = errorsOf(model, valuesOf(await fitSand(app, observationsOf(series.filter((each) => each !== left)), quick)), observationsOf([left]));
    expect(over(predicted, "deviatorStress")).toBeLessThan(0.085);
    expect(over(predicted, "volumetricStrain")).toBeLessThan(0.11);
  });
  it("is known undrained too, in compression and extension, but for the void ratio of the specimen", async () => {
    const [compressed, extended] = await predictUndrained(app, dataFolder!, valuesOf(estimate), ["TMU4", "TMU10"]);
    expect(compressed!.stress).toBeLessThan(0.03);
    expect(compressed!.meanStress).toBeLessThan(0.03);
    expect(extended!.stress).toBeLessThan(0.1);
    expect(extended!.end).toBeLessThan(0);
    expect(compressed!.interval[1] - compressed!.interval[0]).toBeLessThan(0.01);
  });
  it("has a critical state and a friction angle, but no densest state, in these tests", () => {
    expect(estimate.parameters.filter(({ identified }) => !identified).map(({ name }) => name)).toEqual(["ed0"]);
  });
});
