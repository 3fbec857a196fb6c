import { describe, expect, test } from "vitest";
import { renderCalibrationReport } from "../src/index.ts";
import { polished } from "./fixtures/demo-estimate.ts";
import { allOf, parsePage } from "./page.ts";

const estimate = {
  ...polished, title: "Dam core, borehole 7", fixed: { dphi: 0 }, options: { failure: "plateau", cell: { many: "x".repeat(500) } },
  responses: { deviatorStress: { noise: { relative: 0.02, absolute: 1 }, weight: 1, until: "maximum" as const }, volumetricStrain: { noise: { relative: 0, absolute: 0.0001 }, weight: 2 } },
  exceptions: [{ observation: polished.observations[0]!.id, response: "volumetricStrain", use: { noise: { relative: 0, absolute: 0.0001 }, weight: 0 } }],
};
const page = renderCalibrationReport({ estimate, facts: { Project: "Lower Notch" }, conventions: { Sign: "compression positive" }, defaults: { pa: 101.325 }, background: { estimators: {} } });
const elements = allOf(parsePage(page));
const section = (id: string) => elements.find(({ attributes }) => attributes["aria-labelledby"] === id)!.text;

describe("the calibration report", () => {
  test("begins with the study's name and what is filed with it, and ends in an appendix", () => {
    expect(elements.find(({ tag }) => tag === "h1")!.text).toBe("Dam core, borehole 7");
    expect(elements.find(({ tag }) => tag === "header")!.text).toContain("Lower Notch");
    const headings = elements.filter(({ tag }) => tag === "h2").map(({ text }) => text.trim());
    expect(headings.slice(headings.indexOf("Appendix"))).toEqual(["Appendix", "How it was done", "How the networks learnt", "Conventions", "Study settings", "Provenance", "Measured data"]);
  });

  test("prints on A4 with the study's name and page numbers on every page but the first's top", () => {
    for (const rule of ["size:A4", '@top-left{content:"Dam core, borehole 7"', "counter(page)", "counter(pages)", "@page:first{@top-left"]) expect(page).toContain(rule);
  });

  test("writes down all that the study decided, single tests and the model's defaults included", () => {
    const settings = section("settings");
    for (const text of ["log-uniform: 20 to 900", "held at 0 by the study", "held at 101.325, the model's default", "plateau", "a document of 511 characters", "compared up to its largest value", "weight 2", `Volumetric strain of ${polished.observations[0]!.id}not used`, "confining pressure 100"]) expect(settings).toContain(text);
    expect(section("conventions")).toContain("compression positive");
    expect(section("provenance")).toContain(polished.observations[0]!.source!.sha256);
  });

  test("prints every measured reading, in the units that people read", () => {
    const rows = elements.filter(({ tag, attributes }) => tag === "div" && attributes["class"] === "test").map((test) => allOf(test).filter(({ tag }) => tag === "tr"));
    expect(rows).toHaveLength(polished.observations.length);
    const [curve] = polished.observations;
    expect(rows[0]).toHaveLength(curve!.points + 2);
    expect(Number(rows[0]![4]!.children[0]!.text)).toBeCloseTo(100 * curve!.axis[2]!, 3);
  });

  test("thins a long record evenly, keeps its end and says so", () => {
    const [curve] = polished.observations;
    const axis = Array.from({ length: 1001 }, (_, i) => i / 10_000);
    const long = { ...curve!, points: 1001, axis, responses: { deviatorStress: axis.map((x) => 1000 * x), volumetricStrain: axis.map(() => null) } };
    const thinned = allOf(parsePage(renderCalibrationReport({ estimate: { ...estimate, observations: [long], predicted: [], fit: [], exceptions: [] } })));
    const test = thinned.find(({ attributes }) => attributes["class"] === "test")!;
    expect(test.text).toMatch(/60 of 1.001 readings, every 17th/);
    const rows = allOf(test).filter(({ tag }) => tag === "tr");
    expect(rows).toHaveLength(62);
    expect(rows.at(-1)!.children.map(({ text }) => text)).toEqual(["10", "100"]);
  });

  test("lets no title out of the style sheet", () => {
    const hostile = renderCalibrationReport({ estimate, title: '"}</style><script>alert(1)</script>\\' });
    expect(hostile).not.toMatch(/<script/);
    expect(hostile.match(/<\/style>/g)).toHaveLength(1);
    expect(allOf(parsePage(hostile)).find(({ tag }) => tag === "h1")!.text).toContain("<script>");
  });

  test("is the same text every time", () => {
    expect(renderCalibrationReport({ estimate })).toBe(renderCalibrationReport({ estimate }));
  });
});
