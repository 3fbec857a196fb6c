import { existsSync, readdirSync, readFileSync } from "node:fs";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { modifiedCamClay } from "../src/index.ts";

const folder = new URL("../../../../shared/reference/geotech/", import.meta.url);
const cases = existsSync(folder) ? readdirSync(folder).filter((file) => /^mcc-.*\.json$/.test(file)).map((file) => file.slice(0, -5)) : [];

interface Sidecar {
  readonly variant: string;
  readonly parameters: Readonly<Record<string, { readonly value: number }>>;
  readonly initialState: { readonly p: number; readonly q: number; readonly pc: number };
  readonly path: { readonly type: string };
}

describe.skipIf(cases.length === 0)("every row of the shared reference curves (skipped where ../shared/reference is absent)", () => {
  it("has all thirteen cases", () => expect(cases).toHaveLength(13));

  it.each(cases)("%s", (id) => {
    const { variant, parameters, initialState: { p, q, pc }, path: { type } } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8")) as Sidecar;
    const [header, ...rows] = readFileSync(new URL(`${id}.csv`, folder), "utf8").trim().split("\n").map((line) => line.split(","));
    const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[header!.indexOf(name)]));
    const drained = { axis: "eps_a", expected: { deviatorStress: column("q"), volumetricStrain: column("eps_v"), radialStrain: column("eps_r") } };
    const oedometer = { protocol: "oedometer", axis: "sig_a", expected: { axialStrain: column("eps_a"), voidRatio: column("e") } };
    const kinds: Readonly<Record<string, { readonly protocol: string; readonly axis: string; readonly expected: Readonly<Record<string, Float64Array>> }>> = {
      "triaxial-compression-drained": { protocol: "drained-triaxial", ...drained },
      "constant-p-compression": { protocol: "constant-p-triaxial", ...drained },
      "triaxial-compression-undrained": { protocol: "undrained-triaxial", axis: "eps_a", expected: { deviatorStress: column("q"), meanEffectiveStress: column("p"), porePressure: column("u") } },
      oedometer,
      "oedometer-load-unload-reload": oedometer,
      "isotropic-compression": { protocol: "isotropic-compression", axis: "p", expected: { volumetricStrain: column("eps_v"), voidRatio: column("e") } },
    };
    const { protocol, axis, expected } = kinds[type]!;
    const conditions = { confiningPressure: p - q / 3, ...(q === 0 ? {} : { initialAxialStress: p + (2 * q) / 3 }), preconsolidationPressure: pc };
    const options = { volume: variant.startsWith("constant v") ? "constant" : "current" };
    const curve = simulate(modifiedCamClay, Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name.replace("_", ""), value])), { protocol, conditions, axis: column(axis) }, options);
    expect(curve.status).toBe("reached");
    for (const [response, values] of Object.entries(expected)) {
      const largest = Math.max(...values.map(Math.abs));
      const off = Math.max(...Array.from(values, (value, i) => Math.abs(curve.responses[response]![i]! - value)));
      // The references are printed to ten digits and were integrated to 1e-11.
      expect(off / largest).toBeLessThan(1e-7);
    }
  });
});
