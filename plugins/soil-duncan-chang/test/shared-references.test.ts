import { existsSync, readdirSync, readFileSync } from "node:fs";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { duncanChangEb, duncanChangEmu } from "../src/index.ts";

const folder = new URL("../../../../shared/reference/geotech/", import.meta.url);
const cases = existsSync(folder) ? readdirSync(folder).filter((file) => /^dc-.*\.json$/.test(file)).map((file) => file.slice(0, -5)) : [];

interface Sidecar {
  readonly model: string;
  readonly parameters: Readonly<Record<string, { readonly value: number }>>;
  readonly initialState: { readonly sig_r: number };
  readonly path: { readonly type: string };
}

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all sixteen cases", () => expect(cases).toHaveLength(16));

  it.each(cases)("%s", (id) => {
    const { model, parameters, initialState: { sig_r: confiningPressure }, path: { type } } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8")) as Sidecar;
    const [header, ...rows] = readFileSync(new URL(`${id}.csv`, folder), "utf8").trim().split("\n").map((line) => line.split(","));
    const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[header!.indexOf(name)]));
    const strains = { absolute: 1e-9, relative: 0 };
    // Strains on the axis are printed to 1e-12 at worst, which on an unloading branch of 60 MPa is 1e-7 kPa or a few.
    const stresses = { absolute: 1e-6, relative: 1e-7 };
    // Rows and axis are printed to ten digits, which is 1e-9 of the first small stresses.
    const integrated = { absolute: 1e-5, relative: 1e-6 };
    type Tolerance = typeof strains;
    const kinds: Readonly<Record<string, { readonly protocol: string; readonly axis: string; readonly expected: Readonly<Record<string, readonly [Float64Array, Tolerance]>> }>> = {
      "triaxial-compression-undrained": { protocol: "undrained-triaxial", axis: "eps_a", expected: { deviatorStress: [column("q"), integrated], meanEffectiveStress: [column("p"), integrated], porePressure: [column("sig_r").map((r) => confiningPressure - r), integrated] } },
      oedometer: { protocol: "oedometer", axis: "sig_a", expected: { axialStrain: [column("eps_a"), strains] } },
      "isotropic-compression": { protocol: "isotropic-compression", axis: "p", expected: { volumetricStrain: [column("eps_v"), strains] } },
    };
    const { protocol, axis, expected } = kinds[type] ?? { protocol: "drained-triaxial", axis: "eps_a", expected: { deviatorStress: [column("q"), stresses], volumetricStrain: [column("eps_v"), strains], radialStrain: [column("eps_r"), strains] } as const };

    const curve = simulate(
      model.endsWith("emu") ? duncanChangEmu : duncanChangEb,
      Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name === "phi0" ? "phi" : name, value])),
      { protocol, conditions: { confiningPressure }, axis: column(axis) },
    );
    expect(curve.status).toBe("reached");
    for (const [response, [values, { absolute, relative }]] of Object.entries(expected)) {
      const missed = Array.from(values, (value, i) => ({ response, row: i + 2, value, off: curve.responses[response]![i]! - value })).filter(({ value, off }) => !(Math.abs(off) <= absolute + relative * Math.abs(value)));
      expect(missed).toEqual([]);
    }
  });
});
