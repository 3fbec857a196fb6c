import { simulate } from "@inversa/core";
import { expect, it } from "vitest";
import { hypoplasticSand } from "../src/index.ts";

const sand = { phic: 33, hs: 1.5e6, n: 0.28, ed0: 0.55, ec0: 0.95, ei0: 1.05, alpha: 0.25, beta: 1.5 };
const drained = (initialVoidRatio: number) => {
  const test = { protocol: "drained-triaxial", conditions: { confiningPressure: 100, initialVoidRatio }, axis: Float64Array.from({ length: 60 }, (_, i) => 0.5 * ((i + 1) / 60)) };
  return { id: `e ${initialVoidRatio}`, test, responses: simulate(hypoplasticSand, sand, test).responses };
};

it("the critical friction angle is read from loose specimens, and a peak is not taken for it", () => {
  const loose = hypoplasticSand.classical!([drained(0.93), drained(0.65)], {});
  // The loose specimen has come within half a degree of its critical state.
  expect(Math.abs(loose.values["phic"]! - 33)).toBeLessThan(0.5);
  // A dense specimen whose test ends on its peak, as laboratories stop them, shows no fall of stress but dilates.
  const whole = drained(0.65);
  const stress = whole.responses["deviatorStress"]!;
  const peak = stress.indexOf(Math.max(...stress)) + 1;
  const stopped = { ...whole, test: { ...whole.test, axis: whole.test.axis.subarray(0, peak) }, responses: Object.fromEntries(Object.entries(whole.responses).map(([name, values]) => [name, values.subarray(0, peak)])) };
  const unfinished = hypoplasticSand.classical!([stopped], {});
  expect(unfinished.values).toEqual({});
  expect(unfinished.notes[0]).toMatchObject({ of: ["phic"], text: expect.stringMatching(/volume still changes/) as string });
  const dense = hypoplasticSand.classical!([drained(0.65)].map((test) => ({ ...test, test: { ...test.test, axis: test.test.axis.subarray(0, 20) } })), {});
  expect(dense.values).toEqual({});
  expect(dense.notes[0]).toMatchObject({ of: ["phic"], text: expect.stringMatching(/has a peak/) as string });
});
