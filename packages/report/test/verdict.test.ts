import { describe, expect, test } from "vitest";
import type { Fit } from "@inversa/core";
import { misfitByResponse, thresholds, verdictOf } from "../src/index.ts";
import { polished } from "./fixtures/demo-estimate.ts";

const fit = (response: string, relative: number, used = true, observation = "A"): Fit => ({ observation, response, rmse: 1, relative, r2: 0.9, used });
const verdict = (...fits: readonly Fit[]) => verdictOf({ ...polished, fit: fits });

describe("the verdict", () => {
  test.each([[thresholds.well, "well"], [thresholds.well * 1.01, "roughly"], [thresholds.roughly, "roughly"], [thresholds.roughly * 1.01, "badly"]] as const)("a difference of %s is %s", (relative, level) => {
    expect(verdict(fit("deviatorStress", relative)).level).toBe(level);
  });

  test("the worst response decides", () => {
    expect(verdict(fit("deviatorStress", 0.01), fit("volumetricStrain", 0.3)).level).toBe("badly");
  });

  test("a response that was only shown does not count", () => {
    expect(verdict(fit("deviatorStress", 0.01), fit("radialStrain", 0.9, false)).level).toBe("well");
  });

  test("several tests are averaged by their squares: 3 % and 4 % are 3.54 %", () => {
    expect(misfitByResponse([fit("q", 0.03), fit("q", 0.04, true, "B")]).get("q")).toBeCloseTo(Math.sqrt((0.0009 + 0.0016) / 2), 15);
  });

  test("a curve far worse than the rest is named", () => {
    expect(verdict(fit("deviatorStress", 0.01), fit("deviatorStress", 0.01, true, "B"), fit("deviatorStress", 0.08, true, "C")).match).toContain("the worst curve is C, deviator stress, with 8.0\u00a0%");
  });

  test("numbers that JSON cannot hold do not decide", () => {
    expect(verdict(fit("deviatorStress", Number.NaN), fit("volumetricStrain", 0.01)).level).toBe("well");
    expect(verdict(fit("deviatorStress", null as unknown as number)).level).toBe("unknown");
  });

  test("what is open is named, and how many", () => {
    const parameters = (open: readonly string[]) => polished.parameters.map((parameter) => ({ ...parameter, identified: !open.includes(parameter.name) }));
    expect(verdictOf({ ...polished, parameters: parameters([]) }).determined).toBe("The data determine all 7 parameters.");
    expect(verdictOf({ ...polished, diagnostics: { ...polished.diagnostics, reliable: false } }).determined).toMatch(/miss the data.*to be used/);
    expect(verdictOf({ ...polished, parameters: parameters(["c", "Kb", "phi"]) }).determined).toBe("The data determine 4 of 7 parameters; they do not determine c, φ and Kb.");
  });
});
