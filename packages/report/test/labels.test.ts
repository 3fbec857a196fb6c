import { expect, test } from "vitest";
import { asTitle, inWords } from "../src/index.ts";

test("names of quantities become words, and abbreviations stay capitals", () => {
  expect(["axialStrain", "initialSoc", "ocvChange", "q", "socket"].map(inWords)).toEqual(["axial strain", "initial SOC", "OCV change", "q", "socket"]);
  expect(asTitle("initialSoc")).toBe("Initial SOC");
});
