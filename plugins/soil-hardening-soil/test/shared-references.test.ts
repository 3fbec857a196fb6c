import { existsSync, readdirSync, readFileSync } from "node:fs";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { hardeningSoil } from "../src/index.ts";

const folder = new URL("../../../../shared/reference/geotech/", import.meta.url);
const cases = existsSync(folder) ? readdirSync(folder).filter((file) => /^hs-hostun-.*\.json$/.test(file)).map((file) => file.slice(0, -5)) : [];

interface Sidecar {
  readonly parameters: Readonly<Record<string, { readonly value: number }>>;
  readonly initialState: { readonly sig_r: number };
}

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all three cases", () => expect(cases).toHaveLength(3));

  it.each(cases)("%s", (id) => {
    const { parameters, initialState } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8")) as Sidecar;
    const [header, ...rows] = readFileSync(new URL(`${id}.csv`, folder), "utf8").trim().split("\n").map((line) => line.split(","));
    const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[header!.indexOf(name)]));
    const curve = simulate(
      hardeningSoil,
      Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])),
      { protocol: "drained-triaxial", conditions: { confiningPressure: initialState.sig_r }, axis: column("eps_a") },
    );
    expect(curve.status).toBe("reached");
    // The axis is printed to ten digits, which in the first rows is 1e-9 of a stress and near the strength a few 1e-7 kPa.
    for (const [response, name, relative, absolute] of [["deviatorStress", "q", 2e-9, 1e-7], ["volumetricStrain", "eps_v", 1e-9, 1e-10], ["radialStrain", "eps_r", 1e-9, 1e-10]] as const) {
      const missed = Array.from(column(name), (value, i) => ({ response, row: i + 2, value, off: curve.responses[response]![i]! - value })).filter(({ value, off }) => !(Math.abs(off) <= absolute + relative * Math.abs(value)));
      expect(missed).toEqual([]);
    }
  });
});
