import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatJson } from "../src/json.ts";

describe("JSON documents", () => {
  it("mean the same as those of JSON.stringify", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(JSON.parse(formatJson(value))).toEqual(JSON.parse(JSON.stringify(value))); }));
  });

  it("leave undefined out and hold null for what is no number", () => {
    expect(JSON.parse(formatJson({ a: undefined, b: [Number.NaN, 1, undefined], c: { d: Number.POSITIVE_INFINITY } }))).toEqual({ b: [null, 1, null], c: { d: null } });
  });

  it("keep a curve on one line", () => expect(formatJson({ q: [1, 2, null] })).toBe("{\n  \"q\": [1, 2, null]\n}"));
});
