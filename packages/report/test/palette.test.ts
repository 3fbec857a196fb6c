import { describe, expect, test } from "vitest";
import { appearance, divergingColour, tones } from "../src/index.ts";
import { inks } from "../src/palette.ts";

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
/** Relative luminance and contrast of WCAG 2.2. */
const luminance = (hex: string): number => channels(hex).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i]!, 0);
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe("colours", () => {
  test.each(tones.map((tone) => [tone.mark, tone] as const))("names in the hue of %s reach a contrast of 4.5 on light and dark pages", (_, { text, darkText }) => {
    expect(contrast(text, inks.surface[0])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(darkText, inks.surface[1])).toBeGreaterThanOrEqual(4.5);
  });

  test("running text and quiet text reach a contrast of 4.5 on both pages", () => {
    for (const ink of [inks.ink, inks.quiet]) {
      expect(contrast(ink[0], inks.surface[0])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink[1], inks.surface[1])).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("marks on a dark page reach the 3 that graphics need", () => {
    for (const { darkMark } of tones) expect(contrast(darkMark, inks.surface[1])).toBeGreaterThanOrEqual(3);
  });

  test("105 specimens look different before one repeats", () => {
    const looks = Array.from({ length: 105 }, (_, i) => JSON.stringify([appearance(i).mark, appearance(i).symbol, appearance(i).dash]));
    expect(new Set(looks).size).toBe(105);
    expect(appearance(105)).toEqual(appearance(0));
  });

  test("no colour stands for two things, so that the dark page can replace each", () => {
    const light = [...tones.flatMap(({ mark, text }) => [mark, text]), ...Object.values(inks).map(([colour]) => colour)];
    expect(new Set(light).size).toBe(light.length);
  });

  test("correlations run from vermillion over near white to blue", () => {
    expect(divergingColour(-1)).toBe("#d55e00");
    expect(divergingColour(0)).toBe("#f7f7f7");
    expect(divergingColour(1)).toBe("#0072b2");
    for (let r = -0.9; r < 0.85; r += 0.1) expect(luminance(divergingColour(r))).toBeGreaterThan(Math.abs(r) < 0.05 ? 0.9 : 0.15);
  });
});
