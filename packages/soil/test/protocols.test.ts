import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isConvertible, isKnownUnit, prepareTest, type Protocol } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "../src/index.ts";

const protocols: readonly Protocol[] = [drainedTriaxial, undrainedTriaxial, constantPTriaxial, oedometer, isotropicCompression];
const seriesOf = (p: Protocol) => ({ [p.axis.name]: p.axis, ...p.responses, ...p.recorded });
/** What importers promise to ignore: case, blanks, punctuation. */
const bare = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

describe("the soil protocols", () => {
  it("have the names that requests use", () => {
    expect(protocols.map((p) => [p.id, p.axis.name, Object.keys(p.responses)])).toEqual([
      ["drained-triaxial", "axialStrain", ["deviatorStress", "volumetricStrain", "radialStrain"]],
      ["undrained-triaxial", "axialStrain", ["deviatorStress", "porePressure", "meanEffectiveStress"]],
      ["constant-p-triaxial", "axialStrain", ["deviatorStress", "volumetricStrain", "radialStrain"]],
      ["oedometer", "axialStress", ["axialStrain", "voidRatio"]],
      ["isotropic-compression", "meanEffectiveStress", ["volumetricStrain", "voidRatio"]],
    ]);
  });

  it.each(protocols)("$id uses known units and sane bounds", (p) => {
    expect(Object.entries({ ...seriesOf(p), ...p.conditions, ...p.specimen }).filter(([, { unit }]) => !isKnownUnit(unit))).toEqual([]);
    for (const { bounds, plausible = bounds } of Object.values({ ...p.conditions, ...p.specimen })) {
      expect(bounds[0]).toBeLessThan(bounds[1]);
      expect(plausible[0]).toBeGreaterThanOrEqual(bounds[0]);
      expect(plausible[1]).toBeLessThanOrEqual(bounds[1]);
    }
  });

  it.each(protocols)("$id has no heading that names two of its series, unless their units tell them apart", (p) => {
    const owner = new Map<string, string>();
    for (const [name, { aliases = [], unit }] of Object.entries(seriesOf(p))) {
      for (const alias of [name, ...aliases]) {
        expect(bare(alias)).not.toBe("");
        const key = [bare(alias), ...["1", "kPa", "cm3", "mm", "kN", "s"].filter((other) => isConvertible(unit, other))].join(" ");
        expect({ alias, names: owner.get(key) ?? name }).toEqual({ alias, names: name });
        owner.set(key, name);
      }
    }
  });

  it.each(protocols)("$id derives only what it has from what it has", (p) => {
    const known = new Set([...Object.keys(seriesOf(p)), ...Object.keys(p.conditions), ...Object.keys(p.specimen ?? {})]);
    for (const { gives, from, by } of p.derivations ?? []) {
      expect([gives, ...from].filter((name) => !known.has(name))).toEqual([]);
      expect(Number.isFinite(by(...from.map((name, i) => (Object.hasOwn(p.specimen ?? {}, name) ? 50 : 0.5 + i))))).toBe(true);
    }
  });

  it.each(protocols)("$id has derivations that agree with one another on one made-up state", (p) => {
    const [axial, radial, u] = [250, 100, 30];
    const [ea, er, e0] = [0.02, -0.005, 0.8];
    const [height, diameter, membrane] = [100, 50, { modulus: 1400, thickness: 0.3 }];
    const shrunk = (strain: number): number => 1 - Math.exp(-strain);
    /** kN on an area that has lost volume and height: 150 kPa and what the membrane takes. */
    const load = (ev: number): number => ((axial - radial + (4 * membrane.modulus * membrane.thickness * shrunk(ea)) / diameter) * Math.PI * 25 ** 2 * (1 - shrunk(ev))) / (1 - shrunk(ea)) / 1e6;
    const readings = {
      initialHeight: height, initialDiameter: diameter, initialArea: (Math.PI * 2.5 ** 2), barrel: 0, membraneModulus: membrane.modulus, membraneThickness: membrane.thickness, stripForce: 0, pistonFriction: 0,
      axialDisplacement: height * shrunk(ea), volumeChange: Math.PI * 2.5 ** 2 * 10 * shrunk(ea + 2 * er),
    };
    const truth: Readonly<Record<string, number>> = {
      axialEffectiveStress: axial, radialEffectiveStress: radial, deviatorStress: axial - radial, meanEffectiveStress: (axial + 2 * radial) / 3, axialStress: axial,
      confiningPressure: p.id === "isotropic-compression" ? (axial + 2 * radial) / 3 : radial, cellPressure: radial + u, axialTotalStress: axial + u, backPressure: u, initialAxialStress: axial, initialVoidRatio: e0,
      axialStrain: ea, radialStrain: er, volumetricStrain: ea + 2 * er, porePressure: 0,
      ...readings, axialLoad: load(p.id === "undrained-triaxial" ? 0 : ea + 2 * er),
      voidRatio: (1 + e0) * Math.exp(-(p.id === "oedometer" ? ea : ea + 2 * er)) - 1,
    };
    for (const { gives, from, by, about } of p.derivations ?? []) {
      // Pore pressures follow up to a constant, and the first void ratio is not this one.
      if (gives === "porePressure" || gives === "initialVoidRatio" || about.includes("no volume change is measured")) continue;
      expect({ about, value: by(...from.map((name) => truth[name]!)) }).toEqual({ about, value: expect.closeTo(truth[gives]!, 9) });
    }
  });

  it("take a small deviator stress at the start as seating and a large one as anisotropic consolidation", () => {
    const { by, reading } = drainedTriaxial.derivations.find((d) => d.gives === "initialAxialStress")!;
    expect(reading).toBe("first");
    expect(by(100, 2.5)).toBeNaN();
    expect(by(100, 80)).toBe(180);
  });

  it("allow unloading and refuse conditions that contradict each other", () => {
    const test = { protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: Float64Array.of(0, 0.02, 0.01) };
    expect(prepareTest(drainedTriaxial, test).conditions).toEqual({ confiningPressure: 100 });
    const refining = (conditions: Record<string, number>) => () => prepareTest(drainedTriaxial, { ...test, conditions: { confiningPressure: 100, ...conditions } });
    expect(refining({ preconsolidationPressure: 200, overconsolidationRatio: 3 })).toThrow(/contradict/);
    expect(refining({ preconsolidationPressure: 50 })).toThrow(/below the mean effective stress/);
    expect(refining({ preconsolidationPressure: 200, overconsolidationRatio: 2 })).not.toThrow();
    expect(refining({ initialAxialStress: 250, preconsolidationPressure: 300, overconsolidationRatio: 2 })).not.toThrow();
    expect(() => prepareTest(oedometer, { protocol: "oedometer", conditions: {}, axis: Float64Array.of(10, 20) })).toThrow(/stress at the start is unknown/);
  });
});

const shared = new URL("../../../../shared/data/triaxial/", import.meta.url);

describe.skipIf(!existsSync(shared))("the headings of measured files (skipped where ../shared/data is absent)", () => {
  const expected: Readonly<Record<string, { readonly protocol: Protocol; readonly pattern: RegExp; readonly names: readonly string[] }[]>> = {
    "karlsruhe-fine-sand": [
      { protocol: drainedTriaxial, pattern: /^TMD/, names: ["axialStrain", "volumetricStrain", "voidRatio", "deviatorStress", "meanEffectiveStress"] },
      { protocol: undrainedTriaxial, pattern: /^TMU/, names: ["axialStrain", "porePressure", "radialEffectiveStress", "axialEffectiveStress", "meanEffectiveStress", "deviatorStress"] },
      { protocol: oedometer, pattern: /^OE/, names: ["axialStress", "axialStrain", "voidRatio"] },
    ],
    "hochstetten-sand": [
      { protocol: drainedTriaxial, pattern: /^TD/, names: ["axialStrain", "volumetricStrain", "deviatorStress"] },
      { protocol: oedometer, pattern: /^OE/, names: ["axialStress", "voidRatio"] },
    ],
    "student-lab-cd": [{ protocol: drainedTriaxial, pattern: /^CD/, names: ["axialDisplacement", "axialLoad", "volumeChange", "axialStrain", "volumetricStrain", "deviatorStress"] }],
    "aarhus-kaolin-compression": [{ protocol: isotropicCompression, pattern: /csv$/, names: ["meanEffectiveStress", "voidRatio"] }],
  };

  it.each(Object.keys(expected))("of %s are all known", (folder) => {
    const files = readdirSync(new URL(`${folder}/`, shared)).filter((file) => file !== "tests.csv");
    for (const file of files) {
      const { protocol, names } = expected[folder]!.find(({ pattern }) => pattern.test(file))!;
      const headings = readFileSync(new URL(`${folder}/${file}`, shared), "utf8").split("\n", 1)[0]!.trim().split(",");
      const found = headings.map((heading) => {
        const key = bare(heading.replace(/_(pct|kPa|mm|kN|cm3)$/, ""));
        return Object.entries(seriesOf(protocol)).find(([name, { aliases = [] }]) => [name, ...aliases].some((alias) => bare(alias) === key))?.[0];
      });
      expect({ file, found }).toEqual({ file, found: names });
    }
  });
});
