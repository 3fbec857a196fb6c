import type { FileReading, Observation } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { whatWasRead } from "../src/data/what-was-read.ts";
import { spring } from "./fixtures/spring.ts";

const pull = (id: string, length: number): Observation => ({ id, test: { protocol: "pull", conditions: { length }, axis: Float64Array.of(0, 1, 2) }, responses: { force: Float64Array.of(0, 1, 2), secant: new Float64Array(3).fill(Number.NaN) } });
const reading = (file: string, length: number, observations = [pull(file, length)]): FileReading => ({
  file, observations,
  inferred: [{ what: `length ${length} mm`, because: "from the file name" }, { what: "force in N", because: "header F [N]" }],
  warnings: [`row 3 of ${file} left out`],
});

describe("what a proposal says was read", () => {
  const many = reading("rack.tab", 20.349_999_998, Array.from({ length: 12 }, (_, i) => pull(`rack: the pull with the number ${i + 1} of its day, from the left side of the rack`, 20.349_999_998)));
  const text = whatWasRead([many], spring, "  ");
  it("is a list, a test a line or two, none longer than a screen is wide", () => {
    expect(text.filter((line) => line.includes('"rack: the pull'))).toHaveLength(12);
    expect(Math.max(...text.map(({ length }) => length))).toBeLessThanOrEqual(120);
    expect(text.every((line) => line.startsWith("  # "))).toBe(true);
  });
  it("rounds what files hold, and names only what was measured", () => {
    const unwrapped = text.join("\n").replace(/\n +# +/g, " ");
    expect(unwrapped).toMatch(/pull, 3 points; force; length 20\.35 mm/);
    expect(unwrapped.slice(0, unwrapped.indexOf("Worked out"))).not.toMatch(/20\.3499|secant/);
    // A number and its unit stay on one line.
    expect(text.some((line) => line.endsWith(" 20.35"))).toBe(false);
  });
  it("tells what was worked out for one reason once, in which files where not in all, and whose the warnings are", () => {
    const told = whatWasRead([reading("a.tab", 20), { ...reading("b.tab", 40), warnings: [] }, { ...reading("c.tab", 1), inferred: [] }], spring, "").join("\n");
    expect(told).toContain("#   - length 20 mm, 40 mm (from the file name; a.tab, b.tab)");
    expect(told).toContain("# a.tab: pull, 3 points; force; length 20 mm\n");
    expect(told).toContain("#   - a.tab: row 3 of a.tab left out");
  });
});
