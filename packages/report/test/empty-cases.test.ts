import { describe, expect, test } from "vitest";
import type { Estimate } from "@inversa/core";
import { comparisonChart, correlationChart, fitChart, learningCurveChart, measuredResponses, priorPosteriorChart, renderReport, renderSvg, residualChart, type ChartOption } from "../src/index.ts";
import { network, polished } from "./fixtures/demo-estimate.ts";
import { manySpecimens } from "./fixtures/stress-estimate.ts";
import { allOf, parsePage } from "./page.ts";

const headings = (estimates: readonly Estimate[]): string[] => allOf(parsePage(renderReport({ estimates }))).filter(({ tag }) => tag === "h2").map(({ text }) => text);
const { training: _training, before: _before, ...untrained } = polished.diagnostics;
const bare: Estimate = {
  ...polished, correlation: [], fit: [], predicted: [], diagnostics: untrained,
  parameters: polished.parameters.slice(0, 1).map((parameter) => ({ ...parameter, interval95: null })),
};
const drawn = (option: ChartOption): string => renderSvg(option, { width: 440, height: 310 });
const names = (option: ChartOption): (string | undefined)[] => ([option.series ?? []].flat() as { name?: string }[]).map(({ name }) => name);
/** What should not be in a picture: numbers that are none. Throws where the markup is broken. */
const flaws = (svg: string): readonly string[] => {
  parsePage(svg);
  return [...svg.matchAll(/<[^<]*(?:NaN|undefined|Infinity)[^<]*/g)].map(([found]) => found);
};

describe("what an estimate lacks is left out and said", () => {
  test("no intervals, no correlation, no learning curve, no prediction, one parameter", () => {
    expect(headings([bare])).toEqual(["? Not verified", "Parameters", "Data and model", "What the data added", "What was not determined, and why", "Warnings", "How it was done", "Provenance"]);
    const page = parsePage(renderReport({ estimates: [bare] })).text;
    expect(page).toContain("No measured curve could be compared");
    expect(page).toContain("The method gives no intervals");
    expect(page).toContain("The data determine the parameter.");
    expect(page).not.toMatch(/NaN|undefined|\[object/);
  });

  test("charts that have nothing to show are undefined, not empty frames", () => {
    expect(correlationChart(bare)).toBeUndefined();
    expect(learningCurveChart(bare)).toBeUndefined();
    expect(learningCurveChart({ ...network, diagnostics: { ...network.diagnostics, training: { ...network.diagnostics.training!, history: [{ epoch: 1, loss: 1 }] } } })).toBeUndefined();
    expect(learningCurveChart({ ...network, diagnostics: { ...network.diagnostics, training: { ...network.diagnostics.training!, history: [1, 2].map((epoch) => ({ epoch, loss: Number.NaN })) } } })).toBeUndefined();
    expect(comparisonChart([], "K", { width: 250 })).toBeUndefined();
  });

  test("a parameter without an interval shows its prior and its line", () => {
    expect(names(priorPosteriorChart(bare, "K")!)).toEqual(["prior", "estimate"]);
    expect(flaws(drawn(priorPosteriorChart(bare, "K")!))).toEqual([]);
    expect(flaws(drawn(comparisonChart([bare], "K", { width: 250 })!.option))).toEqual([]);
  });

  test("a response that nobody measured has a chart without series", () => {
    for (const option of [fitChart(polished, "drained-triaxial", "nonesuch"), fitChart(polished, "nonesuch", "deviatorStress"), residualChart(polished, "nonesuch", "deviatorStress")]) {
      expect(names(option)).toEqual([]);
      expect(flaws(drawn(option))).toEqual([]);
    }
    expect(measuredResponses(polished, "drained-triaxial")).toEqual(["deviatorStress", "volumetricStrain"]);
  });

  test("a prior and an interval of no width still make a picture", () => {
    const fixed: Estimate = { ...polished, parameters: [{ ...polished.parameters[1]!, value: 0.5, interval95: [0.5, 0.5], prior: { distribution: "uniform", min: 0.5, max: 0.5 } }] };
    expect(flaws(drawn(priorPosteriorChart(fixed, "n")!))).toEqual([]);
    expect(flaws(drawn(comparisonChart([fixed], "n", { width: 250 })!.option))).toEqual([]);
  });

  test("an estimate without observations is a page", () => {
    expect(headings([{ ...bare, observations: [], parameters: [] }])).toContain("Data and model");
  });

  test("an estimate that did not converge says so before anything else", () => {
    expect(headings([{ ...polished, diagnostics: { ...polished.diagnostics, converged: false, message: "stopped after 200 iterations" } }])[0]).toBe("✗ Not converged");
  });
});

describe("gaps and early ends", () => {
  const gaps: Estimate = {
    ...polished,
    observations: [{ ...polished.observations[0]!, axis: [0, 0.01, 0.02, 0.03, 0.04], responses: { deviatorStress: [0, null, 30, 40, 45], volumetricStrain: [null, null, null, null, null] } }],
    predicted: [{
      observation: "CD-100kPa", protocol: "drained-triaxial", status: "failure", message: "deviator stress reached its limit", axis: [0, 0.01, 0.02, 0.03, 0.04],
      responses: { deviatorStress: [0, 18, 31, null, null] }, band95: { deviatorStress: { low: [0, 17, null, null, null], high: [0, 19, 33, null, null] } },
    }],
    fit: [{ ...polished.fit[0]!, observation: "CD-100kPa" }],
  };

  test("gaps are gaps: no reading is invented and no line drawn across", () => {
    const series = [fitChart(gaps, "drained-triaxial", "deviatorStress").series ?? []].flat() as { name?: string; data?: unknown }[];
    expect(series.find(({ name }) => name === "CD-100kPa measured")!.data).toEqual([[0, 0], [0.02, 30], [0.03, 40], [0.04, 45]]);
    expect(series.find(({ name }) => name === "CD-100kPa model")!.data).toEqual([[0, 0], [0.01, 18], [0.02, 31], [0.03, "-"], [0.04, "-"]]);
    expect([residualChart(gaps, "drained-triaxial", "deviatorStress").series ?? []].flat().find((s) => (s as { name: string }).name === "CD-100kPa")!.data).toEqual([[0, 0], [0.02, -1]]);
  });

  test("a curve that ends early carries a cross at its end, and the page says why", () => {
    const series = [fitChart(gaps, "drained-triaxial", "deviatorStress").series ?? []].flat() as { name?: string; data?: unknown }[];
    expect(series.find(({ name }) => name === "CD-100kPa ends")!.data).toEqual([[0.02, 31]]);
    expect(parsePage(renderReport({ estimates: [gaps] })).text).toContain("CD-100kPa: failure, deviator stress reached its limit.");
    expect(flaws(drawn(fitChart(gaps, "drained-triaxial", "deviatorStress")))).toEqual([]);
  });

  test("a response without a single reading has no chart", () => {
    expect(measuredResponses(gaps, "drained-triaxial")).toEqual(["deviatorStress"]);
  });

  test("a record that unloads is drawn in the order of the test", () => {
    const axis = [0, 0.02, 0.01, 0.03];
    const loop: Estimate = { ...polished, observations: [{ ...polished.observations[0]!, axis, responses: { deviatorStress: [0, 30, 5, 40] } }],
      predicted: [{ ...polished.predicted[0]!, axis, responses: { deviatorStress: [0, 29, 6, 41] }, band95: { deviatorStress: { low: [0, 28, 5, 40], high: [0, 30, 7, 42] } } }] };
    const svg = drawn(fitChart(loop, "drained-triaxial", "deviatorStress"));
    expect(flaws(svg)).toEqual([]);
    const [, line] = /<path d="M([\d. ]+L[\d.L ]+)"[^>]*stroke="#0072b2" stroke-width="2"/.exec(svg)!;
    const xs = line!.split("L").map((point) => Number(point.split(" ")[0]));
    expect(xs).toHaveLength(4);
    expect(xs[2]).toBeLessThan(xs[1]!);
    expect(xs[3]).toBeGreaterThan(xs[1]!);
  });
});

describe("many specimens", () => {
  const many = manySpecimens(30);

  test("thirty names in Chinese stand beside their curves, none over another", () => {
    const svg = renderSvg(fitChart(many, "oedometer", "voidRatio"), { width: 440, height: 540 });
    const heights = [...svg.matchAll(/<text [^>]*translate\([\d.]+ ([\d.]+)\)"[^>]*>固结试验-钻孔ZK\d+<\/text>/g)].map(([, y]) => Number(y)).toSorted((a, b) => a - b);
    expect(heights).toHaveLength(30);
    for (let i = 1; i < heights.length; i++) expect(heights[i]! - heights[i - 1]!).toBeGreaterThan(14);
    expect(heights[0]!).toBeGreaterThan(20);
    expect(heights.at(-1)!).toBeLessThan(505);
  });

  test("a compression curve over stress lies on a logarithmic axis; a strain or a time does not", () => {
    const type = (estimate: Estimate, protocol: string, response: string) => (fitChart(estimate, protocol, response).xAxis as { type: string }).type;
    expect(type(many, "oedometer", "voidRatio")).toBe("log");
    expect(type(polished, "drained-triaxial", "deviatorStress")).toBe("value");
  });

  test("curves that end for one reason are named together", () => {
    const text = parsePage(renderReport({ estimates: [many] })).text;
    expect(text.split("no state of equilibrium beyond 200 kPa").length).toBe(2);
  });

  test("a void ratio is no strain: it stays as it is", () => {
    expect(drawn(fitChart(many, "oedometer", "voidRatio"))).toContain(">Void ratio e</text>");
  });

  test("a long record is thinned for the picture and keeps its ends, its peaks and its gaps", () => {
    const axis = Array.from({ length: 100_000 }, (_, i) => i * 1e-6);
    const deviatorStress = axis.map((x, i): number | null => i === 61_234 ? 500 : i === 70_001 ? -20 : i === 80_000 ? null : 100 * x + Math.sin(i));
    const long: Estimate = { ...polished, observations: [{ ...polished.observations[0]!, axis, responses: { deviatorStress } }], predicted: [{ ...polished.predicted[0]!, axis, responses: { deviatorStress }, band95: { deviatorStress: { low: deviatorStress, high: deviatorStress } } }] };
    const series = [fitChart(long, "drained-triaxial", "deviatorStress").series ?? []].flat() as { name?: string; data: (number | string)[][] }[];
    for (const name of ["measured", "model"]) {
      const { data } = series.find((one) => one.name === `CD-100kPa ${name}`)!;
      expect(data.length).toBeLessThan(1300);
      for (const i of [0, 61_234, 70_001, 99_999]) expect(data).toContainEqual([axis[i], deviatorStress[i]]);
      expect(data.map(([x]) => x)).toEqual(data.map(([x]) => x as number).toSorted((a, b) => a - b));
    }
    expect(series.find(({ name }) => name === "CD-100kPa model")!.data).toContainEqual([axis[80_000], "-"]);
    expect(([residualChart(long, "drained-triaxial", "deviatorStress").series ?? []].flat() as { data: unknown[] }[]).every(({ data }) => data.length < 1300)).toBe(true);
  });
});
