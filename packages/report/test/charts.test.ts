import { describe, expect, test } from "vitest";
import type { Estimate, ParetoFront } from "@inversa/core";
import { comparisonChart, correlationChart, fitChart, learningCurveChart, paretoChart, priorPosteriorChart, renderParetoReport, renderSvg, residualChart, tiedPairs, type ChartOption } from "../src/index.ts";
import { axialStrain, specimens } from "./fixtures/demo-data.ts";
import { everyEstimate, network, polished } from "./fixtures/demo-estimate.ts";
import { allOf, parsePage } from "./page.ts";

interface Series { readonly name?: string; readonly type?: string; readonly data?: readonly (readonly unknown[])[] }
const seriesOf = (option: ChartOption | undefined): readonly Series[] => [option?.series ?? []].flat() as readonly Series[];
const named = (option: ChartOption | undefined, name: string): Series => {
  const found = seriesOf(option).find((series) => series.name === name);
  expect(found, `series ${name} among ${seriesOf(option).map((series) => series.name).join(", ")}`).toBeDefined();
  return found!;
};

describe("the fit chart", () => {
  const option = fitChart(polished, "drained-triaxial", "deviatorStress");

  test("holds the measured readings as they are", () => {
    specimens.forEach(({ confiningPressure, deviatorStress }) =>
      expect(named(option, `CD-${confiningPressure}kPa measured`).data).toEqual(axialStrain.map((x, i) => [x, deviatorStress[i]])));
  });

  test("holds the computed curves and bands as they are", () => {
    for (const { observation, responses, band95 } of polished.predicted) {
      expect(named(option, `${observation} model`).data).toEqual(axialStrain.map((x, i) => [x, responses["deviatorStress"]![i]]));
      expect(named(option, `${observation} 95 %`).data).toEqual(axialStrain.map((x, i) => [x, band95!["deviatorStress"]!.low[i], band95!["deviatorStress"]!.high[i]]));
    }
  });

  test("keeps strains as decimals in the data and labels the axes in percent", () => {
    const svg = renderSvg(fitChart(polished, "drained-triaxial", "volumetricStrain"), { width: 440, height: 310 });
    expect(named(fitChart(polished, "drained-triaxial", "volumetricStrain"), "CD-400kPa measured").data!.at(-1)).toEqual([0.15, 0.032531]);
    expect(svg).toContain(">Volumetric strain εᵥ (%)</text>");
    expect(svg).toContain(">Axial strain ε₁ (%)</text>");
    for (const tick of ["3", "15", "3.5"]) expect(svg).toContain(`>${tick}</text>`);
    expect(svg).not.toContain(">0.15</text>");
  });

  test("draws every reading where its numbers say", () => {
    const svg = renderSvg(option, { width: 440, height: 310 });
    const places = [...svg.matchAll(/<path [^>]*transform="matrix\([\d.]+,0,0,[\d.]+,([\d.]+),([\d.]+)\)"[^>]*stroke="#0072b2"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(places).toHaveLength(axialStrain.length);
    const measured = specimens[0]!.deviatorStress;
    const [first, last] = [places[0]!, places.at(-1)!];
    places.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(first[0] + (last[0] - first[0]) * axialStrain[i]! / axialStrain.at(-1)!, 2);
      expect(y).toBeCloseTo(first[1] + (last[1] - first[1]) * measured[i]! / measured.at(-1)!, 2);
    });
    expect(last[0]).toBeGreaterThan(first[0] + 200);
    expect(first[1]).toBeGreaterThan(last[1]);
  });

  test("names every specimen beside its curve, none over another", () => {
    const svg = renderSvg(option, { width: 440, height: 310 });
    const heights = [...svg.matchAll(/<text [^>]*translate\([\d.]+ ([\d.]+)\)"[^>]*>CD-\d+kPa<\/text>/g)].map(([, y]) => Number(y)).toSorted((a, b) => a - b);
    expect(heights).toHaveLength(3);
    for (let i = 1; i < 3; i++) expect(heights[i]! - heights[i - 1]!).toBeGreaterThan(12);
  });

  test("a specimen keeps its colour from the fit to the residuals", () => {
    const colours = (chart: ChartOption) => Object.fromEntries(seriesOf(chart).filter(({ type }) => type === "scatter").map((series) =>
      [series.name!.replace(" measured", ""), (series as unknown as { itemStyle: { borderColor: string } }).itemStyle.borderColor]));
    expect(colours(residualChart(polished, "drained-triaxial", "deviatorStress"))).toEqual(colours(option));
  });
});

describe("the residual chart", () => {
  test("shows measured minus computed, point by point", () => {
    const option = residualChart(polished, "drained-triaxial", "deviatorStress");
    specimens.forEach(({ confiningPressure, deviatorStress }, k) => expect(named(option, `CD-${confiningPressure}kPa`).data)
      .toEqual(axialStrain.map((x, i) => [x, deviatorStress[i]! - polished.predicted[k]!.responses["deviatorStress"]![i]!])));
  });

  const withPrediction = (axis: readonly number[], values: readonly (number | null)[]): Estimate => ({
    ...polished, observations: [{ ...polished.observations[0]!, axis: [0, 0.5, 1, 2, 3], responses: { deviatorStress: [0, 6, 10, 21, 30] } }],
    predicted: [{ ...polished.predicted[0]!, axis, responses: { deviatorStress: values } }],
  });

  test("interpolates a curve that was computed at other points and leaves out what lies beyond it", () => {
    const option = residualChart(withPrediction([0, 1, 2], [0, 10, 20]), "drained-triaxial", "deviatorStress");
    expect(named(option, "CD-100kPa").data).toEqual([[0, 0], [0.5, 1], [1, 0], [2, 1]]);
  });

  test("does not guess on an axis that runs back", () => {
    expect(seriesOf(residualChart(withPrediction([0, 2, 1], [0, 20, 10]), "drained-triaxial", "deviatorStress"))).toEqual([]);
  });
});

describe("prior against posterior", () => {
  test("holds the interval and the estimate as they are", () => {
    for (const { name, value, interval95 } of polished.parameters) {
      const option = priorPosteriorChart(polished, name);
      expect(named(option, "interval").data).toEqual([[...interval95!]]);
      expect(named(option, "estimate").data).toEqual([[value, 0], [value, 1.15]]);
    }
  });

  test("a normal prior is a bell with its peak at the mean and cut where the prior is", () => {
    const phi = named(priorPosteriorChart(polished, "phi"), "prior").data as readonly (readonly [number, number])[];
    const [x, y] = phi.reduce((a, b) => b[1] > a[1] ? b : a);
    expect(x).toBeCloseTo(32, 0);
    expect(y).toBeGreaterThan(0.99);
    // exp(-1/2) one standard deviation from the mean
    const near = phi.reduce((a, b) => Math.abs(b[0] - 38) < Math.abs(a[0] - 38) ? b : a);
    expect(near[1]).toBeCloseTo(Math.exp(-0.5 * ((near[0] - 32) / 6) ** 2), 12);
    expect(phi[0]![0]).toBe(15);
  });

  test("a log-uniform prior lies on a logarithmic axis", () => {
    expect((priorPosteriorChart(polished, "K")!.xAxis as { type: string }).type).toBe("log");
    expect((priorPosteriorChart(polished, "n")!.xAxis as { type: string }).type).toBe("value");
  });

  test("a parameter that the estimate lacks has no picture", () => {
    expect(priorPosteriorChart(polished, "nonesuch")).toBeUndefined();
  });
});

describe("the correlation heat map", () => {
  test("holds the lower triangle as it is", () => {
    const data = named(correlationChart(polished), "correlation").data!;
    expect(data).toHaveLength(21);
    for (const [j, i, r] of data as readonly (readonly [number, number, number])[]) expect(r).toBe(polished.correlation[i + 1]![j]);
  });

  test("lists tied pairs, the strongest first", () => {
    const tied = tiedPairs(polished, 0.5);
    expect(tied.length).toBeGreaterThan(3);
    for (let i = 1; i < tied.length; i++) expect(Math.abs(tied[i]!.correlation)).toBeLessThanOrEqual(Math.abs(tied[i - 1]!.correlation));
    expect(tied.map(({ a, b }) => `${a.name} ${b.name}`)).toContain("c phi");
  });
});

describe("the Pareto chart", () => {
  const misfit = (q: number, v: number) => ({ deviatorStress: { rmse: 100 * q, relative: q, noise: 50 * q }, volumetricStrain: { rmse: v / 50, relative: v, noise: 50 * v } });
  const front: ParetoFront = {
    schema: 1, study: "Dam <core>", model: "soil/x", modelName: "X", between: ["deviatorStress", "volumetricStrain"], knee: 1, sentence: "It costs & costs", estimator: "least-squares", simulations: 1234, seconds: 0.5, warnings: ["1 of 3 points did not converge"],
    responses: { deviatorStress: { unit: "kPa", symbol: "q", about: "deviator stress" }, volumetricStrain: { unit: "1", about: "volumetric strain" } },
    parameters: [{ name: "K", unit: "1", about: "modulus number" }, { name: "preconsolidationPressure (OED-1)", state: { condition: "preconsolidationPressure", observations: ["OED-1"] }, symbol: "p_c", unit: "kPa", about: "past" }],
    points: ([[0.02, 0.06, 50], [0.03, 0.03, 60], [0.06, 0.02, 70]] as const).map(([q, v, K], i) => ({ weights: [2 - i, i] as const, values: { K, "preconsolidationPressure (OED-1)": 2 * K }, misfit: misfit(q, v), converged: true })),
  };

  test("holds one misfit over the other as they are, the knee ringed, the numbers in percent", () => {
    const option = paretoChart(front);
    expect(named(option, "points").data).toEqual([[0.02, 0.06], [0.03, 0.03], [0.06, 0.02]]);
    expect(named(option, "knee").data).toEqual([[0.03, 0.03]]);
    expect(seriesOf(paretoChart({ ...front, knee: null })).map(({ name }) => name)).toEqual(["front", "points"]);
    const svg = renderSvg(option, { width: 460, height: 370 });
    for (const text of ["Deviator stress: typical misfit (% of its peak)", ">4<", ">2<"]) expect(svg).toContain(text);
    expect(renderSvg(paretoChart({ ...front, points: front.points.slice(0, 1), knee: null }), { width: 460, height: 370 })).not.toContain("NaN");
  });

  test("stands on a page with the sentence, the parameters along the front, and warnings", () => {
    const text = allOf(parsePage(renderParetoReport(front, "1.2.3"))).filter(({ tag }) => ["h1", "p", "tr", "li"].includes(tag)).map((element) => element.text.replaceAll(/\s+/g, " ").trim());
    expect(text).toContain("Dam <core>: deviator stress against volumetric strain");
    expect(text).toContain("It costs & costs.");
    expect(text.find((line) => line.startsWith("No."))).toMatch(/Kpc \(OED-1\) \(kPa\)$/);
    expect(text.find((line) => line.startsWith("2 knee"))).toMatch(/1 : 13\.0.%3 kPa3\.0.%0\.06 % 60120$/);
    expect(text.some((line) => line.startsWith("1deviator stress alone"))).toBe(true);
    expect(text).toContain("1 of 3 points did not converge");
  });
});

describe("learning curves", () => {
  test("hold both losses as they were recorded", () => {
    const { history } = network.diagnostics.training!;
    expect(named(learningCurveChart(network), "training").data).toEqual(history.map(({ epoch, loss }) => [epoch, loss]));
    expect(named(learningCurveChart(network), "validation").data).toEqual(history.map(({ epoch, validationLoss }) => [epoch, validationLoss]));
    expect((learningCurveChart(network)!.yAxis as { type: string }).type).toBe("log");
  });

  test("a loss below zero, as a posterior network has, gets a linear axis", () => {
    const estimate: Estimate = { ...network, diagnostics: { ...network.diagnostics, training: { ...network.diagnostics.training!, history: [{ epoch: 1, loss: 2 }, { epoch: 2, loss: -1 }] } } };
    expect((learningCurveChart(estimate)!.yAxis as { type: string }).type).toBe("value");
    expect(seriesOf(learningCurveChart(estimate)).map(({ name }) => name)).not.toContain("validation");
  });
});

describe("the comparison", () => {
  test("has a row for each estimator with its value and interval", () => {
    const option = comparisonChart(everyEstimate, "Kb", { width: 250 })!.option;
    everyEstimate.forEach((estimate, row) => {
      const { value, interval95 } = estimate.parameters.find(({ name }) => name === "Kb")!;
      expect(named(option, `${estimate.estimator} value`).data).toEqual([[value, row]]);
      expect(named(option, `${estimate.estimator} 95 %`).data).toEqual([[interval95![0], row], [interval95![1], row]]);
    });
  });

  test("shows a step on the way once: not again where it is an estimate of its own", () => {
    expect((comparisonChart(everyEstimate, "K", { width: 400 })!.option.yAxis as { data: string[] }).data).toEqual(["least-squares", "bp", "cnn"]);
    expect((comparisonChart([polished], "K", { width: 400 })!.option.yAxis as { data: string[] }).data).toEqual(["least-squares", "bp, first step"]);
  });

  test.each([["Latin", "A back-propagation network, then least squares from its answer"], ["Chinese", "反向传播神经网络，再用最小二乘法改进其结果"], ["one word", "Supercalifragilisticexpialidocious-network-of-everything"]])("leaves half of any width to the plot, whatever long names are made of: %s", (_, name) => {
    for (const width of [150, 250, 400, 900]) {
      const { option } = comparisonChart(everyEstimate, "K", { width, names: { bp: name } })!;
      const { left, right } = option.grid as { left: number; right: number };
      expect(width - left - right).toBeGreaterThanOrEqual(width / 2);
      const lines = (option.yAxis as { data: string[] }).data[1]!.split("\n");
      expect(lines.length).toBeLessThanOrEqual(3);
      // The start and the end of a name tell it from others.
      expect(lines[0]!.startsWith(name.slice(0, 1))).toBe(true);
      expect(lines.at(-1)!.endsWith(name.slice(-1))).toBe(true);
    }
    expect((comparisonChart(everyEstimate, "K", { width: 1600, names: { bp: name } })!.option.yAxis as { data: string[] }).data[1]).toBe(name);
  });

  test("gives short names no more than they need, a Chinese character the width of its em", () => {
    const left = (name: string): number => (comparisonChart([network], "K", { width: 600, names: { bp: name } })!.option.grid as { left: number }).left;
    expect(left("网络")).toBeLessThan(14 + 2 * 12 * 1.1);
    expect(left("网络网络") - left("网络")).toBeGreaterThanOrEqual(2 * 12);
  });

  test("takes names for people and numbers equal ones", () => {
    expect((comparisonChart([network, network], "K", { width: 400, names: { bp: "BP network" } })!.option.yAxis as { data: string[] }).data).toEqual(["BP network", "BP network (2)"]);
  });
});
