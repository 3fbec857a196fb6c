import { describe, expect, it } from "vitest";
import { compileTask } from "@inversa/core";
import { fisherInformation, varianceOf } from "../src/judgement/fisher.ts";
import { identifiability } from "../src/index.ts";
import { filled, fillingStudy, times } from "./fixtures/filling-study.ts";

const wide = { a: { distribution: "log-uniform", min: 0.5, max: 5 }, b: { distribution: "log-uniform", min: 0.3, max: 3 } } as const;

describe("Fisher information", () => {
  it("is that of the closed form", () => {
    const axis = times(15, 3);
    const resolved = fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis })], responses: { level: { relative: 0, absolute: 0.1 } } });
    const information = fisherInformation(compileTask(resolved.model, resolved.task), resolved.space, resolved.blocks).at(new Float64Array([Math.log(2), Math.log(0.8)]))!;
    const exact = [0, 0, 0, 0];
    for (const t of axis) {
      // dy / d ln a = y; dy / d ln b = a b t exp(-b t).
      const row = [2 * (1 - Math.exp(-0.8 * t)), 1.6 * t * Math.exp(-0.8 * t)];
      for (const i of [0, 1]) for (const j of [0, 1]) exact[2 * i + j]! += (row[i]! * row[j]!) / 0.01;
    }
    const sd = Math.log(10) / Math.sqrt(12);
    // Central differences of a thousandth of the prior's width: an error of its square.
    for (const i of [0, 1, 2, 3]) expect(information.data[i]! / (exact[i]! * sd * sd)).toBeCloseTo(1, 5);
  });

  it("gives no finite variance along a direction that it does not see, and leaves the others alone", () => {
    const variance = varianceOf({ rows: 2, columns: 2, data: new Float64Array([4, 0, 0, 0]) });
    expect([...variance.data]).toEqual([0.25, 0, 0, Number.POSITIVE_INFINITY]);
    expect([...varianceOf({ rows: 2, columns: 2, data: new Float64Array([4, 0, 0, 0]) }, 1).data]).toEqual([0.25, 0, 0, 1]);
  });
});

describe("before anything is estimated", () => {
  it("a curve past its bend determines both parameters well", () => {
    const { parameters, note } = identifiability(fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis: times(30, 10) })] }));
    expect(parameters.map((p) => p.verdict)).toEqual(["well", "well"]);
    for (const { relativeSd } of parameters) {
      expect(relativeSd.p10).toBeLessThanOrEqual(relativeSd.median);
      expect(relativeSd.p90).toBeLessThan(0.1);
    }
    expect(note).toMatch(/24 parameter sets drawn from the priors/);
  });

  it("a straight beginning determines the product alone, and names the partner", () => {
    const { parameters, correlation } = identifiability(fillingStudy({ observations: [filled("short", { a: 2, b: 1, axis: times(10, 0.05) })], estimate: wide }));
    expect(parameters.map((p) => p.verdict)).not.toContain("well");
    expect(parameters[0]!.with).toMatchObject({ name: "b" });
    expect(parameters[0]!.with!.correlation).toBeLessThan(-0.9);
    expect(correlation[0]![1]).toBeCloseTo(parameters[0]!.with!.correlation, 12);
  });

  it("a parameter that plays no part is not identified, and does not spoil the others", () => {
    const estimate = { ...wide, idle: { distribution: "uniform", min: -1, max: 1 } } as const;
    const { parameters } = identifiability(fillingStudy({ observations: [filled("one", { a: 2, b: 1, axis: times(30, 10) })], estimate }));
    expect(parameters.map((p) => p.verdict)).toEqual(["well", "well", "not"]);
    expect(parameters.map((p) => p.undetermined)).toEqual([0, 0, 1]);
    expect(parameters[2]!.shrinkage).toBeCloseTo(1, 6);
    expect(parameters[2]!.relativeSd.median).toBe(Number.POSITIVE_INFINITY);
  });

  it("a normal prior counts as information of its own", () => {
    const estimate = { a: wide.a, idle: { distribution: "normal", mean: 0, sd: 0.5 } } as const;
    const { parameters } = identifiability(fillingStudy({ observations: [filled("one", { a: 2, b: 1 })], estimate, fixed: { b: 1 } }));
    expect(parameters[1]!.shrinkage).toBeCloseTo(1, 3);
  });

  it("only measured points count", () => {
    const whole = filled("one", { a: 2, b: 1, axis: times(20, 4) });
    const half = { ...whole, responses: { level: whole.responses["level"]!.map((v, i) => (i % 2 ? v : Number.NaN)) } };
    const [all, some] = [whole, half].map((o) => identifiability(fillingStudy({ observations: [o] })).parameters[0]!.relativeSd.median);
    expect(some! / all!).toBeGreaterThan(1.3);
    expect(some! / all!).toBeLessThan(1.6);
  });
});
