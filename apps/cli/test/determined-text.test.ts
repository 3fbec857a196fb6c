import { expect, it } from "vitest";
import { bestErrorText, determinedText } from "../src/study/determined-text.ts";

const parameter = (median: number, verdict: "well" | "weakly" | "not", undetermined = 0) => ({ relativeSd: { median, p10: median, p90: median }, verdict, undetermined });

it("a parameter that is well determined beside its prior is not told as if it were sharp", () => {
  expect(determinedText(parameter(0.03, "well"), "✓ well")).toBe("✓ well");
  expect(determinedText(parameter(0.45, "well"), "✓ well")).toBe("✓ well beside a wide prior, yet ±45 %");
  expect(determinedText(parameter(Number.POSITIVE_INFINITY, "well", 0.08), "✓ well")).toBe("✓ well with the help of the priors, but not for 8.0 % of the sets");
  expect(determinedText(parameter(0.45, "weakly", 0.5), "~ weakly")).toBe("~ weakly, but not for 50 % of the sets");
  expect(determinedText(parameter(0.45, "not", 1), "✗ not")).toBe("✗ not");
  expect([bestErrorText(parameter(0.45, "well")), bestErrorText(parameter(11, "not"))]).toEqual(["±45 %", "-"]);
});
