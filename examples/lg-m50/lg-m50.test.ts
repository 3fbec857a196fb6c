import { createApp } from "@inversa/runtime";
import { afterAll, describe, expect, it } from "vitest";
import batteryLab from "../../apps/cli/variants/battery-lab.ts";
import { dataFolder, fittedTests, readDischarges } from "./cell-tests.ts";
import { fitCell, predict } from "./fit-cell.ts";

describe.skipIf(dataFolder === undefined)("P2D on LG M50 cells (skipped where ../shared/data is absent)", async () => {
  const app = createApp(batteryLab);
  afterAll(() => app.dispose());
  const discharges = dataFolder === undefined ? new Map<string, never>() : await readDischarges(app, dataFolder);
  const fits = dataFolder === undefined ? [] : await Promise.all(Object.entries(fittedTests).map(async ([cell, names]) => ({ cell, names, ...(await fitCell(app, names.map((name) => discharges.get(name)!))) })));
  const error = (cell: string, test: string): number => 1000 * predict(app, fits.find((fit) => fit.cell === cell)!, discharges.get(test)!).voltage;

  it("reads ten discharges of two cells, rates and temperatures from the files", () => {
    expect([...discharges.keys()]).toEqual([
      "Chen's cell, C/10, 27 °C", "Chen's cell, C/2, 27 °C", ...[0, 25].flatMap((ambient) => ["C/10", "C/2", "1C", "2C"].map((rate) => `rate test, ${rate}, ${ambient} °C`)),
    ]);
  });
  it("is some 60 mV off with the literature's values, as another program is", () => {
    for (const name of fittedTests["Chen's cell"]) {
      const { voltage } = predict(app, {}, discharges.get(name)!);
      expect(1000 * voltage).toBeGreaterThan(30);
      expect(1000 * voltage).toBeLessThan(90);
    }
  });
  // 8.5 and 12.6 mV: seven parameters of another program on the same discharges of Chen's cell.
  it.each(Object.keys(fittedTests))("fits C/10 and C/2 of %s at least as closely as the fit to beat", (cell) => {
    const [slow, faster] = fittedTests[cell as keyof typeof fittedTests];
    expect(error(cell, slow!)).toBeLessThan(8.5);
    expect(error(cell, faster!)).toBeLessThan(12.6);
  });
  it("predicts a 1C discharge that it has not seen, and its heat", () => {
    const { voltage, temperature } = predict(app, fits.find(({ cell }) => cell === "rate test")!, discharges.get("rate test, 1C, 25 °C")!);
    expect(voltage).toBeLessThan(0.024);
    expect(temperature).toBeLessThan(2);
  });
  it("says which parameters it has found and which it has not", () => {
    const { estimate } = fits.find(({ cell }) => cell === "rate test")!;
    expect(estimate.diagnostics.converged).toBe(true);
    expect(estimate.parameters.filter(({ identified }) => !identified).map(({ name }) => name)).toEqual(["specificHeatCapacity"]);
  });
});
