import { compareWithReference } from "@inversa/testing";
import { describe, expect, it } from "vitest";
import { tsinghua } from "../src/index.ts";
import { references } from "./references.ts";

describe("the reference curves", () => {
  it("are six", () => expect(references).toHaveLength(6));
  it.each(references.map((reference) => [reference.id, reference] as const))("%s", (_id, reference) => expect(compareWithReference(tsinghua, reference)).toEqual([]));
});
