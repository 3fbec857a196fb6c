import { describe, expect, it } from "vitest";
import { drainedInWords, radialStressAtStart, triaxialCode } from "../src/index.ts";

describe("codes of triaxial tests", () => {
  it.each([
    ["CD", "drained"], ["CDM", "drained staged"], ["CU", "undrained"], ["CUM", "undrained staged"], ["CIDC", "drained"], ["CIDE", "drained extension"], ["CIUC", "undrained"], ["CIUCM", "undrained staged"],
    ["CADC", "drained anisotropic"], ["CADE", "drained extension anisotropic"], ["CAUC", "undrained anisotropic"], ["CAUE", "undrained extension anisotropic"], ["UUP", "undrained"], ["c u", "undrained"],
  ])("%s is %s", (code, expected) => {
    const { drained, extension, anisotropic, staged } = triaxialCode(code)!;
    expect([drained ? "drained" : "undrained", ...(extension ? ["extension"] : []), ...(anisotropic ? ["anisotropic"] : []), ...(staged ? ["staged"] : [])].join(" ")).toBe(expected);
  });

  it.each(["UU", "UUM", "UNC", "CTRC", "", "drained"])("%j is none of an effective-stress test", (code) => {
    expect(triaxialCode(code)).toBeUndefined();
  });

  it("are told in words too, where the words do not say where water leaves instead", () => {
    expect(["Consolidated drained", "consolidated undrained, slow", "Un-drained", "top end"].map(drainedInWords)).toEqual([true, false, false, undefined]);
  });
});

describe("the effective radial stress at the start of shearing", () => {
  it("is the stated one where cell less pore pressure agrees within 5 %, or is not known", () => {
    expect(radialStressAtStart({ stated: 100, cellPressure: 404, porePressure: 300 }, "ask")).toEqual({ value: 100, by: "stated" });
    expect(radialStressAtStart({ stated: 100, cellPressure: 404, porePressure: undefined }, "difference")).toEqual({ value: 100, by: "stated" });
    expect(radialStressAtStart({ stated: undefined, cellPressure: 404, porePressure: 300 }, "stated")).toEqual({ value: 104, by: "difference" });
    expect(radialStressAtStart({ stated: undefined, cellPressure: 404, porePressure: undefined }, "ask")).toBeUndefined();
  });

  it("is open where the two disagree, until somebody says which counts", () => {
    const both = { stated: 100, cellPressure: 450, porePressure: 300 };
    expect(radialStressAtStart(both, "ask")).toEqual({ stated: 100, difference: 150 });
    expect(radialStressAtStart(both, "stated")).toEqual({ value: 100, by: "stated" });
    expect(radialStressAtStart(both, "difference")).toEqual({ value: 150, by: "difference" });
  });
});
