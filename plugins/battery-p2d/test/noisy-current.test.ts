import { existsSync, readFileSync } from "node:fs";
import { chen2020 } from "@inversa/battery";
import { Stopped } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { carried } from "../src/carried.ts";
import { meshes } from "../src/mesh.ts";
import { prepare } from "../src/prepare.ts";
import { Recorder } from "../src/recorder.ts";
import { followCurrent } from "../src/sampled-current.ts";
import { simulateCell, type CellTest } from "../src/simulate-cell.ts";
import { workspaceFor } from "../src/workspace.ts";

const initial = { initialSoc: 1, initialStoichiometryNegative: undefined, initialStoichiometryPositive: undefined, ambientTemperature: undefined, initialTemperature: undefined };
const testOf = (axis: Float64Array, current: Float64Array, hold: "linear" | "step" = "linear"): CellTest => ({ cell: chen2020, parameters: {}, initial, axis, current, hold, steps: [], mesh: meshes.fast, lumped: false, fields: false });

/** Voltages of a mesh, and of the same with steps so short and exact that every sample is followed. */
function voltages(test: CellTest): { readonly fast: Float64Array; readonly followed: Float64Array } {
  const [fast, followed] = [test.mesh, { ...test.mesh, sampleStep: 0.1, tolerance: 1e-6 }].map((mesh) => {
    const answer = simulateCell({ ...test, mesh });
    return (answer instanceof Stopped ? answer.responses : answer).voltage!;
  });
  return { fast: fast!, followed: followed! };
}

function stepsOf({ axis, current, hold, mesh }: CellTest): number {
  const { numbers, tables } = prepare(chen2020);
  const workspace = workspaceFor(mesh, tables);
  const { negativeElectrode: n, positiveElectrode: p } = chen2020;
  workspace.run.start({ numbers, tables, negative: n.maximumStoichiometry * n.maximumConcentration, positive: p.minimumStoichiometry * p.maximumConcentration, temperature: 298.15 }, { temperature: 298.15, lumped: false });
  followCurrent(workspace, current!, hold, new Recorder(axis, carried.probes), chen2020.nominalCapacity);
  return workspace.run.steps;
}

const rootMeanSquare = (a: Float64Array, b: Float64Array): number => Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0) / a.length);
const generator = random(3);
const axis = Float64Array.from({ length: 300 }, (_, i) => 110 * i);
const noise = axis.map(() => 2e-3 * (generator.next() - 0.5));
const measured: Readonly<Record<string, CellTest>> = {
  "with the noise of a cycler at C/10": testOf(axis, axis.map((_, i) => 0.5 + noise[i]!)),
  "with noise, each sample held to the next": testOf(axis, axis.map((_, i) => 0.5 + noise[i]!), "step"),
  "with noise and a drift": testOf(axis, axis.map((t, i) => 0.5 + noise[i]! + 2e-3 * (t / 33_000 - 0.5))),
  "with noise, and a current twice as large from the middle on": testOf(axis.map((t) => t / 2), axis.map((_, i) => (i < 150 ? 0.5 : 1) + noise[i]!)),
};

describe("a constant current that was measured", () => {
  it.each(Object.entries(measured))("is followed by its mean, %s", (_, test) => {
    const { fast, followed } = voltages(test);
    expect(fast.length).toBe(followed.length);
    // Half a millivolt is what the fast mesh leaves; steps of variable length leave most of this at the start and where graphite's potential bends.
    expect(rootMeanSquare(fast, followed)).toBeLessThan(2e-4);
    expect(stepsOf(test)).toBeLessThan(300);
  });

  it("answers with the samples, whose charge is exact where the samples' is", () => {
    const test = measured["with the noise of a cycler at C/10"]!;
    const answer = simulateCell(test);
    if (answer instanceof Stopped) throw new Error(answer.message);
    expect(answer.current).toEqual(test.current);
    let charge = 0;
    for (let i = 1; i < axis.length; i++) charge += 55 * (test.current![i]! + test.current![i - 1]!);
    const flat = simulateCell({ ...test, current: axis.map(() => charge / axis.at(-1)!) });
    if (flat instanceof Stopped) throw new Error(flat.message);
    expect(answer.soc!.at(-1)!).toBeCloseTo(flat.soc!.at(-1)!, 9);
  });

  const record = new URL("../../../../shared/data/battery/lgm50/rate_test_0_25degC.csv", import.meta.url);
  it.skipIf(!existsSync(record))("is followed by its mean in the C/10 discharge of an LG M50 (skipped where ../shared/data is absent)", () => {
    const rows = readFileSync(record, "utf8").trim().split("\n").slice(1).map((line) => line.split(",").map(Number) as [number, number, number, number]);
    const discharge = rows.filter(([ambient, rate, , current]) => ambient === 25 && rate === 0.1 && current < -0.01);
    const test = testOf(Float64Array.from(discharge, ([, , time]) => time - discharge[0]![2]), Float64Array.from(discharge, ([, , , current]) => -current));
    const { fast, followed } = voltages(test);
    expect(rootMeanSquare(fast, followed)).toBeLessThan(2e-4);
    expect(stepsOf(test)).toBeLessThan(300);
  });
});
