import { existsSync, readdirSync, readFileSync } from "node:fs";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { hypoplasticSand } from "../src/index.ts";

const folder = new URL("../../../../shared/reference/geotech/", import.meta.url);
const cases = existsSync(folder) ? readdirSync(folder).filter((file) => /^hypo-vw96-.*\.json$/.test(file)).map((file) => file.slice(0, -5)) : [];

interface Sidecar {
  readonly parameters: Readonly<Record<string, { readonly value: number }>>;
  readonly initialState: { readonly sig_a: number; readonly sig_r: number; readonly e: number };
  readonly path: { readonly type: string };
}

const kinds: Readonly<Record<string, { readonly protocol: string; readonly axis: string; readonly stresses: Readonly<Record<string, string>>; readonly strains: Readonly<Record<string, string>> }>> = {
  "triaxial-compression-drained": { protocol: "drained-triaxial", axis: "eps_a", stresses: { deviatorStress: "q" }, strains: { volumetricStrain: "eps_v", radialStrain: "eps_r" } },
  "triaxial-compression-undrained": { protocol: "undrained-triaxial", axis: "eps_a", stresses: { deviatorStress: "q", meanEffectiveStress: "p", porePressure: "u" }, strains: {} },
  oedometer: { protocol: "oedometer", axis: "sig_a", stresses: {}, strains: { axialStrain: "eps_a", voidRatio: "e" } },
};

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all five cases", () => expect(cases).toHaveLength(5));

  it.each(cases.flatMap((id) => [[id, "default", 5e-6, 5e-8], [id, "tight", 2e-9, 1e-10]] as const))("%s at %s accuracy", (id, accuracy, relative, absolute) => {
    const { parameters, initialState, path } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8")) as Sidecar;
    const [header, ...rows] = readFileSync(new URL(`${id}.csv`, folder), "utf8").trim().split("\n").map((line) => line.split(","));
    const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[header!.indexOf(name)]));
    const { protocol, axis, stresses, strains } = kinds[path.type]!;
    const curve = simulate(
      hypoplasticSand,
      Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])),
      { protocol, conditions: { confiningPressure: initialState.sig_r, initialAxialStress: initialState.sig_a, initialVoidRatio: initialState.e }, axis: column(axis) },
      { accuracy },
    );
    expect(curve.status).toBe("reached");
    const missed = (names: Readonly<Record<string, string>>, allowed: (value: number) => number) =>
      Object.entries(names).flatMap(([response, name]) => Array.from(column(name), (value, i) => ({ response, row: i + 2, value, off: curve.responses[response]![i]! - value })).filter(({ value, off }) => !(Math.abs(off) <= allowed(value))));
    // A tenth of a pascal is below the last printed digit of the larger stresses.
    expect(missed(stresses, (value) => 1e-7 + relative * Math.abs(value))).toEqual([]);
    expect(missed(strains, (value) => absolute + 2e-9 * Math.abs(value))).toEqual([]);
  });
});
