import { describe, expect, test } from "vitest";
import { curveReadings, fitChart, renderSvg, zoomed } from "../src/index.ts";
import { axialStrain, specimens } from "./fixtures/demo-data.ts";
import { polished } from "./fixtures/demo-estimate.ts";

describe("what can be read off a fit", () => {
  test("is every measured reading with the model's value, its band and the difference, in the units of the axes", () => {
    const { across, up, points } = curveReadings(polished, "drained-triaxial", "volumetricStrain");
    expect(across).toEqual({ title: "Axial strain ε₁ (%)", factor: 100 });
    expect(up).toEqual({ factor: 100, unit: "%" });
    expect(points).toHaveLength(3 * axialStrain.length);
    const at = points.find(({ id, x }) => id === "CD-400kPa" && x === 0.15)!;
    const predicted = polished.predicted[2]!;
    expect(at.measured).toBe(specimens[2]!.volumetricStrain.at(-1));
    expect(at.model).toBe(predicted.responses["volumetricStrain"]!.at(-1));
    expect(at.band).toEqual([predicted.band95!["volumetricStrain"]!.low.at(-1), predicted.band95!["volumetricStrain"]!.high.at(-1)]);
    expect(at.residual).toBeCloseTo(at.measured! - at.model!, 15);
  });

  test("is both where the model was computed at other points: readings with the curve between its points, and these points", () => {
    const estimate = {
      ...polished, observations: [{ ...polished.observations[0]!, axis: [0, 0.5, 3], responses: { deviatorStress: [0, 6, 30] } }],
      predicted: [{ ...polished.predicted[0]!, axis: [0, 1], responses: { deviatorStress: [0, 10] }, band95: { deviatorStress: { low: [0, 9], high: [0, 11] } } }],
    };
    expect(curveReadings(estimate, "drained-triaxial", "deviatorStress").points).toEqual([
      { id: "CD-100kPa", x: 0, measured: 0, model: 0, band: null, residual: 0 },
      { id: "CD-100kPa", x: 0.5, measured: 6, model: 5, band: null, residual: 1 },
      { id: "CD-100kPa", x: 3, measured: 30, model: null, band: null, residual: null },
      { id: "CD-100kPa", x: 0, measured: null, model: 0, band: [0, 0], residual: null },
      { id: "CD-100kPa", x: 1, measured: null, model: 10, band: [9, 11], residual: null },
    ]);
  });
});

test("an enlarged part of a chart has its own labels, and names only of curves that end in it", () => {
  const option = fitChart(polished, "drained-triaxial", "deviatorStress");
  const part = renderSvg(zoomed(option, { x: [0.02, 0.04], y: [100, 200] }), { width: 440, height: 310 });
  for (const label of ["2", "2.5", "4", "100", "120", "200"]) expect(part).toContain(`>${label}</text>`);
  expect(part).not.toContain(">CD-400kPa</text>");
  const high = renderSvg(zoomed(option, { x: [0.1, 0.15], y: [700, 900] }), { width: 440, height: 310 });
  expect(high).toContain(">CD-400kPa</text>");
  expect(high).not.toContain(">CD-100kPa</text>");
});
