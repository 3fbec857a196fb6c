import { simulate } from "@inversa/core";
import { testOf } from "@inversa/testing";
import { describe, expect, it } from "vitest";
import { hypoplasticSand } from "../src/index.ts";
import { references } from "./references.ts";

describe("tight accuracy", () => {
  it.each(references.map((reference) => [reference.id, reference] as const))("reproduces %s to the digits that it is printed with", (_id, reference) => {
    const curve = simulate(hypoplasticSand, reference.parameters, testOf(reference), { accuracy: "tight" });
    for (const [response, expected] of Object.entries(reference.expected)) {
      // Ten digits are printed, and the reference itself was integrated to 1e-10; strains below 0.1 carry the error of larger ones.
      const [relative, absolute] = /strain|void/i.test(response) ? [2e-9, 1e-10] : [2e-9, 1e-7];
      const missed = expected.map((value, i) => ({ response, i, value, off: curve.responses[response]![i]! - value! })).filter(({ value, off }) => !(Math.abs(off) <= absolute + relative * Math.abs(value!)));
      expect(missed).toEqual([]);
    }
  });
});
