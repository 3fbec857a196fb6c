import { describe, expect, test } from "vitest";
import { fitChart, renderReport, renderSvg } from "../src/index.ts";
import { polished } from "./fixtures/demo-estimate.ts";
import { hostile, hostileEstimate } from "./fixtures/stress-estimate.ts";
import { allOf, parsePage } from "./page.ts";

const page = renderReport({
  estimates: [hostileEstimate(), hostileEstimate()], title: hostile, study: `</pre></details>${hostile}`,
  data: [{ file: hostile, observations: [], inferred: [{ what: hostile, because: hostile }], warnings: [hostile] }],
  background: { model: { about: hostile, source: hostile }, estimators: { [hostile]: { name: hostile, source: hostile } }, responses: { [hostile]: { noise: { relative: 1, absolute: 1 }, weight: 2 }, deviatorStress: { noise: { relative: 0, absolute: 1 }, weight: 1 } } },
});

describe("text that tries to break out of the page", () => {
  test("stays text: the page has the elements and attributes of a harmless one and no others", () => {
    const kinds = (text: string) => allOf(parsePage(text)).map(({ tag, attributes }) => [tag, ...Object.keys(attributes)].join(" "));
    const harmless = new Set([...kinds(renderReport({ estimates: [polished, polished], study: "a", data: [{ file: "a", observations: [], inferred: [{ what: "a", because: "b" }], warnings: ["c"] }] })), "td role data-label", "br"]);
    const odd = kinds(page).filter((kind) => !harmless.has(kind));
    // A cross where a curve stops is the one mark that the harmless page lacks.
    expect(odd.filter((kind) => !/^(?:path|p)( |$)/.test(kind))).toEqual([]);
    expect(odd.join()).not.toMatch(/\bon\w+|src|href/);
  });

  test("is shown as it is, in the page and in the pictures", () => {
    const visible = hostile.replace("\u202e", "\ufffd").replace("\u0000", "\ufffd");
    const root = parsePage(page);
    expect(root.text.split(visible).length).toBeGreaterThan(30);
    expect(allOf(root).find(({ tag }) => tag === "title")!.text).toBe(visible);
  });

  test("neither control characters nor marks that reverse the text reach the page", () => {
    // oxlint-disable-next-line no-control-regex
    expect(page.match(/.{0,60}[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/g)).toBeNull();
  });

  test("names of prototype members are names like others", () => {
    const odd = { ...polished, estimator: "constructor", parameters: polished.parameters.map((parameter) => parameter.name === "m" ? { ...parameter, name: "toString" } : parameter), channels: {}, fit: [{ ...polished.fit[0]!, response: "valueOf" }] };
    const text = parsePage(renderReport({ estimates: [odd, odd], background: { estimators: {} } })).text;
    expect(text).toContain("toString");
    expect(text).not.toContain("[native code]");
  });

  test("a label of a picture cannot end its attribute", () => {
    const svg = renderSvg(fitChart(polished, "drained-triaxial", "deviatorStress"), { width: 200, height: 200 }, { title: hostile, idPrefix: hostile });
    expect(allOf(parsePage(svg)).map(({ tag }) => tag)).not.toContain("script");
    expect(Object.keys(parsePage(svg).children[0]!.attributes).toSorted()).toEqual(["aria-label", "height", "role", "viewBox", "width", "xmlns"]);
  });
});
