import { describe, expect, test } from "vitest";
import { formatNumber, renderReport, type ReportInput } from "../src/index.ts";
import { convolutional, everyEstimate, network, polished } from "./fixtures/demo-estimate.ts";
import { allOf, parsePage } from "./page.ts";

const input: ReportInput = {
  estimates: everyEstimate, study: "model: soil/duncan-chang-eb\n# a < b & c\n",
  data: [{ file: "cd-100.csv", observations: [], inferred: [{ what: "axial strain in percent", because: "header eps_a [%]" }], warnings: ["row 14: repeated strain"] }],
  background: {
    model: { about: "A hyperbola.", source: "Duncan et al. (1980)" }, estimators: { "least-squares": { name: "Least squares", source: "Levenberg (1944)" }, bp: { name: "BP network", source: "Rumelhart (1986)" } },
    responses: { deviatorStress: { noise: { relative: 0.02, absolute: 1 }, weight: 1 }, volumetricStrain: { noise: { relative: 0, absolute: 0.0001 }, weight: 2 } },
  },
};
const page = renderReport(input);
const elements = allOf(parsePage(page));
const withTag = (tag: string) => elements.filter((element) => element.tag === tag);
const section = (id: string) => elements.find((element) => element.tag === "section" && element.attributes["aria-labelledby"] === id)!;

describe("the report", () => {
  test("reads in the order of a person with a deadline", () => {
    expect(withTag("h2").map(({ text }) => text.trim())).toEqual([
      "✓ Good match", "Parameters", "Data and model", "How close the curves are", "What the data added", "How the parameters vary together", "How the networks learnt",
      "The estimators compared", "What was not determined, and why", "Warnings", "How it was done", "Provenance",
    ]);
  });

  test("says in two sentences whether the model reproduces the data and what it leaves open", () => {
    const verdict = elements.find((element) => element.attributes["class"] === "verdict well")!.text;
    expect(verdict).toContain("Duncan-Chang E-B reproduces the data.");
    expect(verdict).toMatch(/4\.2\u00a0% in deviator stress and 3\.7\u00a0% in volumetric strain/);
    expect(verdict).toContain("The data determine 6 of 7 parameters; they do not determine c.");
  });

  test("lists every parameter with value, unit, interval, prior and verdict", () => {
    const body = allOf(section("parameters")).filter(({ tag }) => tag === "tr").slice(1);
    const isReason = ({ attributes }: (typeof body)[number]): boolean => (attributes["class"] ?? "").split(" ").includes("why");
    const rows = body.filter((row) => !isReason(row)).map((row) => row.children.map(({ text }) => text.trim()));
    expect(rows).toHaveLength(7);
    const phi = rows[4]!;
    expect(phi[0]).toMatch(/^φ phi\s+Friction angle$/);
    expect(phi.slice(1, 3)).toEqual(["30.7", "°"]);
    expect(phi[3]).toMatch(/^29\.\d to 3\d\.\d$/);
    expect(phi.slice(4)).toEqual(["32 ± 6, within 15 to 50", "✓ yes"]);
    expect(rows[3]!.at(-1)).toBe("✗ no");
    // The reason stands below its parameter, as wide as the table.
    expect(body.findIndex(isReason)).toBe(4);
    expect(body[4]!.text).toContain("lower bound");
  });

  test("tells states of specimens apart by their tests, and lists what holds for single tests alone", () => {
    const [c, phi] = [polished.parameters[3]!, polished.parameters[4]!];
    const state = (id: string) => ({ ...phi, name: `preconsolidationPressure (${id})`, symbol: "p_c", about: "largest stress of the past", state: { condition: "preconsolidationPressure", observations: [id] } });
    const estimate = { ...polished, parameters: [c, state("OED_1"), state("OED_2")], correlation: [[1, 0.1, 0.2], [0.1, 1, 0.95], [0.2, 0.95, 1]] };
    const own = parsePage(renderReport({ ...input, estimates: [estimate], background: { ...input.background, exceptions: [{ observation: "CD-100kPa", response: "deviatorStress", use: { noise: { relative: 0, absolute: 3 }, weight: 1 } }, { observation: "CD-200kPa", response: "deviatorStress", use: { noise: { relative: 0.1, absolute: 0 }, weight: 0 } }] } }));
    const text = allOf(own).filter(({ tag }) => tag === "tr" || tag === "li" || tag === "dd").map((element) => element.text.replaceAll(/\s+/g, " ").trim());
    expect(text.some((line) => line.startsWith("pc preconsolidationPressure (OED_1) largest stress of the past"))).toBe(true);
    expect(text).toContain("pc (OED_1) and pc (OED_2): 0.95");
    expect(text.some((line) => /Deviator stress of CD-100kPa: 3.kPa \(standard deviation\)Deviator stress of CD-200kPa: not used/.test(line))).toBe(true);
    expect(allOf(own).some(({ tag, text: drawn }) => tag === "text" && drawn === "pc (OED_1) (°)")).toBe(true);
  });

  test("shows a fit and a residual chart for every measured response and small charts for every parameter", () => {
    const pictures = (id: string) => allOf(section(id)).filter(({ tag, attributes }) => tag === "svg" && attributes["role"] === "img");
    expect(pictures("fit")).toHaveLength(4);
    expect(pictures("prior")).toHaveLength(7);
    expect(pictures("pairs")).toHaveLength(1);
    expect(pictures("learning")).toHaveLength(2);
    expect(pictures("comparison")).toHaveLength(7);
  });

  test("tells over each reading its numbers, and over each estimator its whole name", () => {
    const titles = (id: string) => allOf(section(id)).filter(({ tag, attributes }) => tag === "path" && attributes["d"] !== undefined).flatMap(({ children }) => children.filter(({ tag }) => tag === "title").map(({ text }) => text));
    const readings = polished.observations.length * polished.observations[0]!.points;
    // Twice each: in the fit and in the residuals, for two responses.
    expect(titles("fit")).toHaveLength(4 * readings);
    const measured = polished.observations[0]!.responses["deviatorStress"]!.at(-1)!;
    expect(titles("fit").filter((title) => title.startsWith("CD-100kPa. Axial strain ε₁ (%): 15. Measured "))[0]).toContain(`Measured ${formatNumber(measured)}\u00a0kPa, model `);
    expect(titles("comparison")).toHaveLength(7 * 3);
  });

  test("gives each picture words, and each word its numbers", () => {
    const titles = withTag("svg").filter(({ attributes }) => attributes["role"] === "img").map(({ attributes }) => attributes["aria-label"]!);
    expect(titles.every((title) => title.length > 20)).toBe(true);
    expect(titles[0]).toMatch(/deviator stress against axial strain, 3 specimens.*CD-100kPa 5\.2\u00a0%/);
    expect(withTag("svg").every(({ attributes }) => attributes["role"] === "img" || attributes["aria-hidden"] === "true")).toBe(true);
  });

  test("has headings without gaps, table heads with scope, one h1 and a language", () => {
    expect(withTag("h1")).toHaveLength(1);
    expect(withTag("html")[0]!.attributes["lang"]).toBe("en");
    expect(withTag("th").every(({ attributes }) => ["col", "row"].includes(attributes["scope"]!))).toBe(true);
    for (const { attributes } of withTag("section")) expect(elements.some(({ attributes: { id } }) => id === attributes["aria-labelledby"])).toBe(true);
  });

  test("links only within itself, to places that exist", () => {
    for (const { attributes } of withTag("a")) expect(elements.some(({ attributes: { id } }) => `#${id}` === attributes["href"])).toBe(true);
  });

  test("has no two elements of one id, inside the pictures either", () => {
    const ids = elements.flatMap(({ attributes: { id } }) => id === undefined ? [] : [id]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });

  test("needs nothing from elsewhere and no script", () => {
    expect(withTag("script").concat(withTag("link"), withTag("img"), withTag("iframe"))).toEqual([]);
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|@import|url\((?!#)|javascript:/i);
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^on|^src$/.test(name))).toEqual([]);
  });

  test("is the same text every time, whatever was drawn before", () => {
    renderReport({ estimates: [network] });
    expect(renderReport(input)).toBe(page);
  });

  test("says how it was done, with the noise that was assumed", () => {
    const method = section("method").text;
    expect(method).toContain("Duncan et al. (1980)");
    expect(method).toContain("BP network, then Least squares. Converged after 9 iterations.");
    expect(method).toContain("2.0\u00a0% of the largest deviator stress and 1\u00a0kPa (standard deviation)");
    expect(method).toContain("0.01\u00a0% (standard deviation), weight 2");
    expect(method).toContain("9\u202f084 simulations");
  });

  test("says where everything came from, the study file and what was inferred included", () => {
    const provenance = section("provenance").text;
    for (const { source } of polished.observations) expect(provenance).toContain(source!.sha256);
    expect(provenance).toContain("2026-11-20 09:30 UTC");
    expect(provenance).toContain("axial strain in percent (header eps_a [%])");
    expect(withTag("pre")[0]!.text).toBe(input.study);
    expect(section("warnings").text).toContain("cd-100.csv: row 14: repeated strain");
  });

  test("says once what several estimators warn of in the same words", () => {
    const warned = [polished, convolutional].map((estimate) => ({ ...estimate, diagnostics: { ...estimate.diagnostics, warnings: ["The curve of CD-100kPa ends early."] } }));
    const html = renderReport({ estimates: warned });
    const points = allOf(allOf(parsePage(html)).find(({ attributes }) => attributes["aria-labelledby"] === "warnings")!).filter(({ tag }) => tag === "li");
    expect(points.map(({ text }) => text)).toEqual([`${polished.estimator}, ${convolutional.estimator}: The curve of CD-100kPa ends early.`]);
    expect(html).toContain("1 warning<");
  });

  test("says when the estimators disagree", () => {
    const elsewhere = { ...convolutional, parameters: convolutional.parameters.map((parameter) => parameter.name === "K" ? { ...parameter, value: 90, interval95: [80, 100] as const } : parameter) };
    expect(section("comparison").text).toContain("The estimators agree: for every parameter the intervals overlap.");
    expect(renderReport({ estimates: [polished, elsewhere] })).toContain("The intervals do not overlap for K (cnn)");
  });

  test("calls a training by the network that was trained, and shows one that two estimates share once", () => {
    expect(allOf(section("learning")).filter(({ tag }) => tag === "figcaption").map(({ text }) => text)).toEqual(["BP network", "cnn"]);
  });

  test("a report of nothing is a mistake of the caller", () => {
    expect(() => renderReport({ estimates: [] })).toThrow(RangeError);
  });
});
