import { random } from "@inversa/numerics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proposeStudy } from "../src/index.ts";
import { keptReadings, withFewerReadings } from "../src/data/thin-readings.ts";
import { appWith, folderWith, resolved } from "./fixtures/study.ts";

const even = (n: number, to = 0.15): Float64Array => Float64Array.from({ length: n }, (_, i) => (to * i) / (n - 1));
const hyperbola = (axis: Float64Array): Float64Array => axis.map((strain) => strain / (1 / 30_000 + strain / 300));

/** Largest distance of a curve from straight lines between the kept readings. */
function worstGap(axis: Float64Array, values: Float64Array, kept: readonly number[]): number {
  let worst = 0;
  for (let k = 1; k < kept.length; k++) {
    const [a, b] = [kept[k - 1]!, kept[k]!];
    for (let i = a; i <= b; i++) worst = Math.max(worst, Math.abs(values[i]! - values[a]! - ((values[b]! - values[a]!) * (axis[i]! - axis[a]!)) / (axis[b]! - axis[a]!)));
  }
  return worst;
}

describe("a long record with fewer readings", () => {
  it("still shows the curve, better than every so-manieth reading would", () => {
    const axis = even(100_000);
    const curve = hyperbola(axis);
    const kept = keptReadings(axis, [curve], 100);
    const everySo = Array.from({ length: 100 }, (_, i) => Math.round((i * 99_999) / 99));
    // The largest value is 279.
    expect(worstGap(axis, curve, kept)).toBeLessThan(0.3);
    expect(worstGap(axis, curve, kept)).toBeLessThan(worstGap(axis, curve, everySo) / 5);
  });

  it("is not misled by noise: the steep beginning still gets more than its share", () => {
    const axis = even(200_000);
    const generator = random(1);
    const kept = keptReadings(axis, [hyperbola(axis).map((value) => value + 5 * generator.normal())], 200);
    // A tenth of the axis, on which three fifths of the rise lie.
    expect(kept.filter((i) => axis[i]! < 0.015).length).toBeGreaterThan(60);
  });

  it("keeps the points at which specimens are unloaded and reloaded", () => {
    const axis = Float64Array.of(...even(5000, 0.06), ...even(3000, 0.03).map((back) => 0.06 - back), ...even(9000, 0.07).map((on) => 0.03 + on));
    const kept = keptReadings(axis, [hyperbola(axis)], 120).map((i) => axis[i]!);
    expect(kept).toContain(0.06);
    expect(Math.min(...kept.slice(kept.indexOf(0.06)))).toBeCloseTo(0.03, 12);
    expect(kept.at(-1)).toBeCloseTo(0.1, 12);
  });

  it("prefers readings at which every response was measured", () => {
    const axis = even(20_000);
    const sparse = axis.map((strain, i) => (i % 20 === 7 ? strain ** 2 : Number.NaN));
    const kept = keptReadings(axis, [hyperbola(axis), sparse], 100);
    expect(kept.filter((i) => !Number.isNaN(sparse[i]!)).length).toBeGreaterThan(90);
  });

  it("is made of readings as they were, in order, ends included, never more than asked for", () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 400 }), fc.integer({ min: 2, max: 300 }), fc.integer(), (n, most, seed) => {
      const generator = random(Math.abs(seed));
      const axis = Float64Array.from({ length: n }, () => generator.normal()).sort();
      const responses = { a: Float64Array.from({ length: n }, () => (generator.next() < 0.2 ? Number.NaN : generator.normal())), b: new Float64Array(n).fill(Number.NaN) };
      const { test, responses: thin } = withFewerReadings({ id: "x", test: { protocol: "p", conditions: {}, axis }, responses }, most);
      expect(test.axis.length).toBeLessThanOrEqual(most);
      expect([test.axis[0], test.axis.at(-1)]).toEqual([axis[0], axis.at(-1)]);
      const places = Array.from(test.axis, (value) => axis.indexOf(value));
      expect(places).toEqual(places.toSorted((p, q) => p - q));
      expect(thin.a).toEqual(Float64Array.from(places, (i) => responses.a[i]!));
    }), { seed: 1, numRuns: 100 });
  });

  it("leaves short records alone, and tests whose histories would become others", () => {
    const axis = even(50);
    const short = { id: "x", test: { protocol: "p", conditions: {}, axis }, responses: {} };
    expect(withFewerReadings(short, 50)).toBe(short);
    const driven = { ...short, test: { ...short.test, drives: { current: axis } } };
    expect(withFewerReadings(driven, 10)).toBe(driven);
  });
});

describe("a study of a long record", () => {
  const rows = (n: number): string => `stretch,force\n${Array.from({ length: n }, (_, i) => `${i / 100},${i / 50}`).join("\n")}\n`;

  it("is proposed with fewer readings, says so, and uses them", async () => {
    const folder = await folderWith({ "long-10mm.tab": rows(3000), "short-10mm.tab": rows(100) });
    const { text, remarks } = await proposeStudy(appWith(1), { model: "toy/spring", data: ["*.tab"], folder });
    expect(text).toMatch(/^ {4}points: 500 {2}# readings a test/m);
    expect(remarks).toEqual([expect.stringContaining('"long-10mm" has 3,000 readings; the study uses 500 of them')]);
    const { study, readings, remarks: further } = await resolved(text, appWith(1), folder);
    expect(Object.fromEntries(study.observations.map(({ id, test, responses }) => [id, [test.axis.length, responses["force"]!.length]]))).toEqual({ "long-10mm": [500, 500], "short-10mm": [100, 100] });
    expect(Math.max(...readings.flatMap((reading) => reading.observations.map(({ test }) => test.axis.length)))).toBe(3000);
    expect(further).toEqual([]);
  });

  it("is told what to write where it says nothing, with the line", async () => {
    const folder = await folderWith({ "long-10mm.tab": rows(3000) });
    const { remarks, study } = await resolved("inversa: 1\nmodel: toy/spring\ndata:\n  - files: [long-10mm.tab]\nestimate: { k: plausible, hard: plausible }\n", appWith(1), folder);
    expect(study.observations[0]!.test.axis).toHaveLength(3000);
    expect(remarks).toEqual([expect.stringMatching(/"long-10mm" has 3,000 readings.*"points: 500" in its entry \(study.yaml, line 4\b/)]);
  });

  it("of ordinary length has no such line", async () => {
    const folder = await folderWith({ "short-10mm.tab": rows(900) });
    const { text, remarks } = await proposeStudy(appWith(1), { model: "toy/spring", data: ["*.tab"], folder });
    expect(text).not.toContain("points:");
    expect(remarks).toEqual([]);
  });
});
