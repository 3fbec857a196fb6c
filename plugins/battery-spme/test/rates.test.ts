import { simulate, type Curve } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { spme } from "../src/index.ts";
import { haveReferences, referenceCurve } from "./reference-curves.ts";

/** Differences from a converged P2D solution, mV. */
function against(id: string, cell: string, steps: readonly unknown[], thermal = "isothermal"): { readonly curve: Curve; readonly rmse: number; readonly warmest: number } {
  const { column, start } = referenceCurve(id);
  const [time, voltage, temperature] = [column("t_s"), column("V"), column("T_K")];
  const curve = simulate(spme, {}, { protocol: "cycling", conditions: { ...start, ambientTemperature: 298.15 }, axis: time, program: { steps } }, { cell, thermal });
  const errors = curve.responses["voltage"]!.subarray(0, curve.computed).map((v, i) => 1e3 * (v - voltage[i]!));
  return { curve, rmse: Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length), warmest: Math.max(...curve.responses["temperature"]!.subarray(0, curve.computed).map((T, i) => Math.abs(T - temperature[i]!))) };
}

describe.skipIf(!haveReferences)("beside converged P2D solutions (skipped where ../shared/reference is absent)", () => {
  it("the voltage errs by 2 mV at C/2 and 7 mV at 1C", () => {
    const half = against("chen2020_C2_iso", "Chen2020", [{ mode: "current", value: 2.5, until: { voltage: 2.5 } }]).rmse;
    const one = against("chen2020_1C_iso", "Chen2020", [{ mode: "current", value: 5, until: { voltage: 2.5 } }]).rmse;
    expect(half).toBeLessThan(2);
    expect(one).toBeLessThan(7);
    expect(Math.log2(one / half)).toBeGreaterThan(1.5);
  });
  it("thin electrodes and diffusivities that depend on the stoichiometry err no more at 1C", () => {
    expect(against("marquis2019_1C_iso", "Marquis2019", [{ mode: "current", value: 0.680616, until: { voltage: 3.105 } }]).rmse).toBeLessThan(3.5);
    expect(against("ecker2015_1C_iso", "Ecker2015", [{ mode: "current", value: 0.15625, until: { voltage: 2.5 } }]).rmse).toBeLessThan(3);
  });
  it("a cell that heats itself is within a kelvin at 1C", () => {
    const { warmest, curve } = against("chen2020_1C_lumped", "Chen2020", [{ mode: "current", value: 5, until: { voltage: 2.5 } }], "lumped");
    expect(curve.responses["temperature"]![curve.computed - 1]).toBeGreaterThan(310);
    expect(warmest).toBeLessThan(1);
  });
  it("a charge at C/2 and 4.2 V takes the same time within a minute in two and a half hours", () => {
    const { column } = referenceCurve("chen2020_cccv_lumped");
    const { curve, rmse } = against("chen2020_cccv_lumped", "Chen2020", [{ mode: "current", value: -2.5, until: { voltage: 4.2 } }, { mode: "voltage", value: 4.2, until: { current: 0.25 } }], "lumped");
    expect(rmse).toBeLessThan(3);
    const longer = simulate(spme, {}, { protocol: "cycling", conditions: { ...referenceCurve("chen2020_cccv_lumped").start, ambientTemperature: 298.15 }, axis: Float64Array.of(0, 1e5), program: { steps: [{ mode: "current", value: -2.5, until: { voltage: 4.2 } }, { mode: "voltage", value: 4.2, until: { current: 0.25 } }] } }, { thermal: "lumped" });
    const ended = Number(/after ([\d.]+) s/.exec(longer.message!)![1]);
    expect(Math.abs(ended - column("t_s").at(-1)!)).toBeLessThan(60);
    expect(curve.computed).toBeGreaterThan(100);
  });
});
