import colours from "picocolors";
import { describe, expect, it } from "vitest";
import { renderPlot } from "../src/terminal/plot.ts";

const plain = colours.createColors(false);
const size = { columns: 40, rows: 11 };

describe("a plot in text", () => {
  const points: [number, number][] = [[0, 0], [0.5, 50], [1, 100]];
  const lines = renderPlot([{ label: "CD-100", points, line: points }], { label: "strain (%)", factor: 100 }, { label: "stress (kPa)" }, plain, size);

  it("shows every measured point, the first at the lower left and the last at the upper right", () => {
    const area = lines.filter((l) => /[│┤]/.test(l));
    expect(area).toHaveLength(11);
    expect(area.join("").match(/●/g)).toHaveLength(3);
    expect(area[0]!.endsWith("●")).toBe(true);
    expect(area.at(-1)!.indexOf("●")).toBe(area.at(-1)!.indexOf("┤") + 1);
  });

  it("draws the fitted line in dots between them", () => expect(lines.join("").match(/[\u2801-\u28FF]/g)!.length).toBeGreaterThan(20));

  it("names both axes, their ends and the curve", () => {
    const text = lines.join("\n");
    for (const part of ["stress (kPa)", "strain (%)", "● CD-100", "100", "50"]) expect(text).toContain(part);
    expect(lines.at(-2)!.trimEnd().endsWith("100")).toBe(true);
  });

  it("leaves gaps out and draws nothing at all where there is no number", () => {
    expect(renderPlot([{ label: "a", points: [[Number.NaN, 1]], line: [] }], { label: "x" }, { label: "y" }, plain, size)).toEqual([]);
    expect(renderPlot([{ label: "a", points: [[0, 1], [1, Number.NaN], [2, 1]], line: [] }], { label: "x" }, { label: "y" }, plain, size).join("").match(/●/g)).toHaveLength(3);
  });

  it("copes with a single point", () => expect(renderPlot([{ label: "a", points: [[3, 3]], line: [] }], { label: "x" }, { label: "y" }, plain, size).length).toBeGreaterThan(10));
});
