import { readBpx } from "@inversa/battery";
import { spme } from "@inversa/battery-spme";
import { readSettings, simulate, type Estimate, type EstimatedParameter, type JsonDocument } from "@inversa/core";
import { exampleEstimate } from "@inversa/testing";
import { describe, expect, it } from "vitest";
import { bpx } from "../src/index.ts";

const parameter = (name: string, value: number, unit: string): EstimatedParameter => ({ name, value, unit, about: name, interval95: [0.9 * value, 1.1 * value], prior: { distribution: "uniform", min: 0, max: 10 * value }, identified: true });
const estimated = [parameter("positiveElectrodeDiffusivity", 2e-15, "m2/s"), parameter("electrolyteConductivityFactor", 1.3, "1"), parameter("contactResistance", 0.01, "Ohm")];
const write = async (changes: Partial<Estimate>, settings: object = {}) => bpx.write({ estimate: exampleEstimate(spme, { parameters: estimated, fixed: { negativeElectrodePorosity: 0.22 }, ...changes }), model: spme, estimators: {}, settings: readSettings(bpx.settings, settings, "bpx") });
const under = (value: number) => ({ protocol: "cycling", conditions: { initialSoc: 1 }, axis: Float64Array.of(0, 10, 600, 1800), program: { steps: [{ mode: "current", value, duration: 1e4 }] } });

describe("an estimate written as BPX", () => {
  it.each([["Chen2020", 5], ["Marquis2019", 0.6]])("is a cell that answers as the estimate of %s does", async (cell, current) => {
    const { files, remarks } = await write({ options: { cell } });
    const document = JSON.parse(files[0]!.content as string) as JsonDocument;
    const values = { ...Object.fromEntries(estimated.map(({ name, value }) => [name, value])), negativeElectrodePorosity: 0.22 };
    const [own, read] = [simulate(spme, values, under(current), { cell }), simulate(spme, {}, under(current), { cell: document })];
    expect(own.status).toBe("reached");
    for (const [i, voltage] of own.responses["voltage"]!.entries()) expect(read.responses["voltage"]![i]).toBeCloseTo(voltage, 9);
    expect(remarks.join()).toMatch(/contact resistance; written under User-defined/);
    expect(readBpx(document).remarks).toEqual([]);
  });
  it("says in words what was estimated, from what and how surely", async () => {
    const { files } = await write({}, { title: "Cell 7" });
    const { Header } = JSON.parse(files[0]!.content as string) as { readonly Header: Readonly<Record<string, string>> };
    expect(Header["Title"]).toBe("Cell 7");
    expect(Header["Description"]).toMatch(/from test-1 .*positiveElectrodeDiffusivity = 2e-15 m2\/s \(95 %: 1\.8e-15 to 2\.2e-15\).*Fixed: negativeElectrodePorosity = 0\.22.*Everything else as in Chen2020/);
    expect(files[0]!.name).toBe("Chen2020-estimated.json");
  });
  it("starts from a BPX file of the user's as well", async () => {
    const { files: [first] } = await write({});
    const { files: [second] } = await write({ options: { cell: JSON.parse(first!.content as string) as JsonDocument }, parameters: [parameter("contactResistance", 0.03, "Ohm")], fixed: {} });
    const { cell } = readBpx(JSON.parse(second!.content as string) as JsonDocument);
    expect(cell.contactResistance).toBe(0.03);
    expect(cell.positiveElectrode.diffusivity.constant).toBe(2e-15);
  });
  it("is refused where the estimate does not say of which cell it is", async () => {
    await expect(write({ options: {} })).rejects.toThrow(/does not say which cell/);
  });
});
