import { simulate } from "@inversa/core";
import { compareWithReference, testOf, type Reference } from "@inversa/testing";
import { describe, expect, it } from "vitest";
import { p2d } from "../src/index.ts";
import { references } from "./references.ts";

/** Root mean square difference of the voltage from the reference, mV, from 1 s on. */
function millivolts(reference: Reference, mesh: "fast" | "fine"): number {
  const test = testOf(reference);
  const { responses } = simulate(p2d, reference.parameters, test, { ...reference.options, mesh });
  const squares = reference.expected["voltage"]!.flatMap((value, i) => (value === null || test.axis[i]! < 1 ? [] : [(responses["voltage"]![i]! - value) ** 2]));
  return 1000 * Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

describe("fourteen tests that another program solved on a fine mesh", () => {
  it("are all here", () => expect(references).toHaveLength(14));
  it.each(references.map((reference) => [reference.id, reference] as const))("%s: voltage within 0.3 mV everywhere, temperature within 0.02 K, concentrations within 0.1 %%, on the fine mesh", (_, reference) => {
    expect(compareWithReference(p2d, reference)).toEqual([]);
  });
  it.each(references.map((reference) => [reference.id, reference] as const))("%s: voltage within 0.1 mV in the root mean square on the fine mesh, 0.6 mV on the fast one", (_, reference) => {
    expect(millivolts(reference, "fine")).toBeLessThan(0.1);
    // The goal is 0.5 mV up to 1C and 1 mV at 2C.
    expect(millivolts(reference, "fast")).toBeLessThan(0.6);
  });
});
