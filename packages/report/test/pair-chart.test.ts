import { describe, expect, test } from "vitest";
import type { Estimate } from "@inversa/core";
import { appearance, hasPairs, pairChart, renderReport, renderSvg, type ChartOption } from "../src/index.ts";
import { ellipse, kernelDensity, pairRadius } from "../src/density.ts";
import { everyEstimate, network, polished } from "./fixtures/demo-estimate.ts";
import { allOf, parsePage } from "./page.ts";

interface Series { readonly name?: string; readonly data?: readonly (readonly number[])[]; readonly xAxisIndex?: number; readonly itemStyle?: { readonly color?: string } }
const seriesOf = (option: ChartOption): readonly Series[] => [option.series ?? []].flat() as readonly Series[];
const named = (option: ChartOption, name: string): Series => seriesOf(option).find((series) => series.name === name)!;
const axesOf = (option: ChartOption) => option.xAxis as unknown as readonly { readonly type: string; readonly min: number; readonly max: number }[];

const P = polished.parameters.length;
const logarithmic = polished.parameters.map(({ prior }) => prior.distribution.startsWith("log"));
/** Two standard deviations a tenth of the value, or of its logarithm; neighbours in the order correlated by 0.8. */
const sd = polished.parameters.map(({ value }, i) => (logarithmic[i] ? 0.05 : 0.05 * Math.max(0.1, value)));
const covariance = sd.map((a, i) => sd.map((b, j) => a * b * (i === j ? 1 : Math.abs(i - j) === 1 ? 0.8 : 0)));
const withCovariance: Estimate = { ...polished, joint: { logarithmic, covariance, draws: [] } };
/** Draws along a line: no two alike, each within two standard deviations. */
const draws = Array.from({ length: 60 }, (_, k) => polished.parameters.map(({ value }, i) => (logarithmic[i] ? value * Math.exp(sd[i]! * (k / 15 - 2)) : value + sd[i]! * (k / 15 - 2))));
const withDraws: Estimate = { ...network, joint: { logarithmic, covariance, draws } };

describe("the mathematics of a pair", () => {
  test("the ellipse of 95 % reaches as far as the chi-squared quantile with two degrees of freedom says", () => {
    expect(pairRadius(0.95) ** 2).toBeCloseTo(5.991464547, 8);
    expect(pairRadius(0.5) ** 2).toBeCloseTo(1.386294361, 8);
  });

  test("every point of an ellipse lies at that distance, measured by the covariance", () => {
    const [xx, xy, yy] = [4, -2.4, 2.25] as const;
    const determinant = xx * yy - xy * xy;
    for (const [x, y] of ellipse([3, -1], [xx, xy, yy], 0.95)) {
      const [dx, dy] = [x - 3, y + 1];
      expect((yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant).toBeCloseTo(5.991464547, 8);
    }
  });

  test("a perfect correlation is a line, and what is no covariance is nothing", () => {
    expect(ellipse([0, 0], [1, 2, 4], 0.5).every(([x, y]) => Math.abs(y - 2 * x) < 1e-9)).toBe(true);
    expect(ellipse([0, 0], [1, 3, 4], 0.5)).toEqual([]);
    expect(ellipse([0, 0], [0, 0, 4], 0.5)).toEqual([]);
    expect(ellipse([0, 0], [Number.NaN, 0, 4], 0.5)).toEqual([]);
  });

  test("the density of evenly spread draws does not fall off where the range ends", () => {
    const even = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);
    const density = kernelDensity(even, [-0.1, 1.1], [0, 1]);
    expect(Math.min(...density.map(([x]) => x))).toBeGreaterThanOrEqual(0);
    expect(Math.min(...density.map(([, y]) => y))).toBeGreaterThan(0.9);
  });
});

describe("the pair plot", () => {
  test("holds the draws as they are where an estimate has them", () => {
    const { option } = pairChart([withDraws], { width: 1000 })!;
    expect(named(option, "K × n bp").data).toEqual(draws.map((row) => [row[0], row[1]]));
    expect(named(option, "K × n bp value").data).toEqual([[network.parameters[0]!.value, network.parameters[1]!.value]]);
  });

  test("draws the ellipse of the covariance in the coordinates of the inference, where there are no draws", () => {
    const { option } = pairChart([withCovariance], { width: 1000 })!;
    const [K, n] = [polished.parameters[0]!, polished.parameters[1]!];
    expect(logarithmic.slice(0, 2)).toEqual([true, false]);
    const determinant = covariance[0]![0]! * covariance[1]![1]! - covariance[0]![1]! ** 2;
    const outline = named(option, "K × n least-squares").data!;
    expect(outline.length).toBeGreaterThan(50);
    for (const [x, y] of outline as readonly (readonly [number, number])[]) {
      const [dx, dy] = [Math.log(x / K.value), y - n.value];
      expect((covariance[1]![1]! * dx * dx - 2 * covariance[0]![1]! * dx * dy + covariance[0]![0]! * dy * dy) / determinant).toBeCloseTo(5.991464547, 6);
    }
  });

  test("has logarithmic axes for what was inferred by its logarithm, none beyond its prior by more than an edge", () => {
    const { option, shown } = pairChart([withCovariance], { width: 1000 })!;
    const bottom = axesOf(option).slice(-P);
    expect(shown).toEqual(polished.parameters.map(({ name }) => name));
    bottom.forEach(({ type, min, max }, i) => {
      const { prior, value } = polished.parameters[i]!;
      expect(type).toBe(logarithmic[i] ? "log" : "value");
      expect(min).toBeLessThan(value);
      expect(max).toBeGreaterThan(value);
      const edge = logarithmic[i] ? (max / min) ** 0.05 : 0.05 * (max - min);
      expect(min).toBeGreaterThanOrEqual(logarithmic[i] ? prior.min! / edge : prior.min! - edge);
      expect(max).toBeLessThanOrEqual(logarithmic[i] ? prior.max! * edge : prior.max! + edge);
    });
  });

  test("reads estimates from before covariances were recorded by their intervals and correlations", () => {
    const { option } = pairChart([polished], { width: 1000 })!;
    const xs = named(option, "n × Rf least-squares").data!.map(([x]) => x!);
    const [low, high] = polished.parameters[1]!.interval95!;
    // 1.96 standard deviations are the interval, 2.4477 the ellipse.
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(((high - low) * pairRadius(0.95)) / 1.96, 3);
  });

  test("gives every estimate the colour that it has in the comparison, and the correlations of the first", () => {
    const { option } = pairChart([withCovariance, withDraws], { width: 1000 })!;
    expect(named(option, "K × n least-squares value").itemStyle!.color).toBe(appearance(0).text);
    expect(named(option, "K × n bp value").itemStyle!.color).toBe(appearance(1).text);
    expect(named(option, "correlation").data).toHaveLength((P * (P - 1)) / 2);
    expect(named(option, "correlation").data![0]).toEqual([1, 0, polished.correlation[0]![1]]);
    const svg = renderSvg(option, { width: 1000, height: 1000 });
    for (const text of ["least-squares", "bp"]) expect(svg).toContain(`>${text}</text>`);
  });

  test("shows on a telephone the parameters that are tied most, and those that are asked for", () => {
    const narrow = pairChart([withCovariance], { width: 330 })!;
    expect(narrow.shown.length).toBeLessThan(P);
    const pairs = polished.correlation.flatMap((row, i) => row.slice(0, i).map((r, j) => ({ names: [polished.parameters[i]!.name, polished.parameters[j]!.name], r: Math.abs(r) })));
    const strongest = pairs.reduce((a, b) => (b.r > a.r ? b : a));
    expect(narrow.shown).toEqual(expect.arrayContaining(strongest.names));
    expect(pairChart([withCovariance], { width: 330, shown: ["m", "K"] })!.shown).toEqual(["K", "m"]);
    expect(narrow.width).toBeLessThanOrEqual(330);
  });

  test("of more than eight parameters the report names what the picture leaves out and shows all correlations", () => {
    const [one] = polished.parameters;
    const parameters = Array.from({ length: 10 }, (_, i) => ({ ...one!, name: `p${i}`, symbol: `p_${i}` }));
    const page = parsePage(renderReport({ estimates: [{ ...polished, parameters, correlation: parameters.map((_, i) => parameters.map((__, j) => (i === j ? 1 : i + j === 5 ? 0.95 : 0.1))) }] }));
    const section = allOf(page).find(({ tag, attributes }) => tag === "section" && attributes["aria-labelledby"] === "pairs")!;
    expect(section.text).toContain("left out are p8, p9");
    expect(allOf(section).filter(({ tag, attributes }) => tag === "svg" && attributes["role"] === "img")).toHaveLength(2);
  });

  test("nothing that an estimate may hold puts a number that is none into the picture", () => {
    const broken: Estimate = { ...polished, correlation: [], joint: { logarithmic, covariance: covariance.map((row, i) => row.map((value, j) => (i === 0 || j === 0 ? null : i === 1 || j === 1 ? 0 : value))), draws: [] } };
    const unknown: Estimate = { ...polished, estimator: "genetic", correlation: [], parameters: polished.parameters.map((parameter) => ({ ...parameter, interval95: null })) };
    const short: Estimate = { ...network, parameters: network.parameters.slice(2), joint: { logarithmic, covariance: [], draws: [[1, 2]] } };
    for (const estimates of [[broken], [broken, unknown], [withDraws, short, unknown], everyEstimate]) {
      const { option, width, height } = pairChart(estimates, { width: 700 })!;
      const svg = renderSvg(option, { width, height });
      parsePage(svg);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(hasPairs([unknown])).toBe(false);
    expect(pairChart([unknown], { width: 700 })).toBeUndefined();
    expect(pairChart([], { width: 700 })).toBeUndefined();
  });
});
