import { existsSync, readdirSync, readFileSync } from "node:fs";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { tsinghua } from "../src/index.ts";

const folder = new URL("../../../../shared/reference/geotech/", import.meta.url);
const cases = existsSync(folder) ? readdirSync(folder).filter((file) => /^tsinghua-.*\.json$/.test(file)).map((file) => file.slice(0, -5)) : [];

interface Sidecar {
  readonly parameters: Readonly<Record<string, { readonly value: number }>>;
  readonly initialState: { readonly sig_r: number };
}

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all six cases", () => expect(cases).toHaveLength(6));

  // A start a hair below q = 0 is on the extension side, which the driver integrates.
  const ways = [
    { way: "reduced equations, default accuracy", hair: 0, accuracy: "default", stress: 1e-6, strain: 2e-7 },
    { way: "reduced equations, tight accuracy", hair: 0, accuracy: "tight", stress: 1e-9, strain: 1e-10 },
    { way: "driver, default accuracy", hair: 1e-12, accuracy: "default", stress: 1e-6, strain: 2e-7 },
    { way: "driver, tight accuracy", hair: 1e-12, accuracy: "tight", stress: 1e-9, strain: 1e-10 },
  ] as const;
  it.each(cases.flatMap((id) => ways.map((way) => ({ id, ...way }))))("$id, $way", ({ id, hair, accuracy, stress, strain }) => {
    const { parameters, initialState: { sig_r: confiningPressure } } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8")) as Sidecar;
    const [header, ...rows] = readFileSync(new URL(`${id}.csv`, folder), "utf8").trim().split("\n").map((line) => line.split(","));
    const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[header!.indexOf(name)]));
    const curve = simulate(
      tsinghua,
      Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])),
      { protocol: "drained-triaxial", conditions: { confiningPressure, initialAxialStress: confiningPressure * (1 - hair) }, axis: column("eps_a") },
      { accuracy },
    );
    expect(curve.status).toBe("reached");
    for (const [response, name, allowed] of [["deviatorStress", "q", stress * 100], ["volumetricStrain", "eps_v", strain], ["radialStrain", "eps_r", strain]] as const) {
      const expected = column(name);
      const missed = Array.from(expected, (value, i) => ({ response, row: i + 2, value, off: curve.responses[response]![i]! - value }))
        .filter(({ value, off }) => !(Math.abs(off) <= allowed + (response === "deviatorStress" ? stress * Math.abs(value) : 0)));
      expect(missed).toEqual([]);
    }
  });
});
