import { compileTask, InputError, layoutOf } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { measuredRow, objectiveFor, objectiveOf } from "../src/index.ts";
import { filled, fillingStudy, times } from "./fixtures/filling-study.ts";
import { levelAt, riseWithDerivatives } from "./fixtures/rise.ts";

const clean = filled("one", { a: 2, b: 1, noise: 0 });

describe("the misfit of a study", () => {
  it("is (predicted - measured) / standard deviation in working coordinates", () => {
    const objective = objectiveOf(fillingStudy({ observations: [clean], responses: { level: { relative: 0.03, absolute: 0.04 } } }));
    const out = new Float64Array(objective.size);
    expect(objective.residuals(new Float64Array([Math.log(3), Math.log(0.5)]), out)).toBe(true);
    const measured = clean.responses["level"]!;
    const sd = Math.hypot(0.04, 0.03 * Math.max(...measured));
    const predicted = levelAt(3, 0.5, clean.test.axis);
    for (let i = 0; i < out.length; i++) expect(out[i]).toBeCloseTo((predicted[i]! - measured[i]!) / sd, 10);
    expect(objective.misfit(new Float64Array([Math.log(2), 0]))).toBeCloseTo(0, 10);
  });

  it("counts a response by its weight, and one of weight zero not at all", () => {
    const responses = { level: { relative: 0.02, absolute: 0 }, flow: { relative: 0.02, absolute: 0 } };
    const x = new Float64Array([Math.log(3), Math.log(0.5)]);
    const costs = [1, 4].map((weight) => {
      const objective = objectiveOf(fillingStudy({ observations: [clean], responses, weights: { level: weight, flow: 0 } }));
      expect(objective.size).toBe(15);
      return objective.misfit(x) ** 2;
    });
    expect(costs[1]! / costs[0]!).toBeCloseTo(4, 12);
  });

  it("leaves gaps out and keeps the order of tests and responses", () => {
    const level = clean.responses["level"]!.slice();
    level[3] = Number.NaN;
    const resolved = fillingStudy({
      observations: [{ ...clean, responses: { ...clean.responses, level } }, filled("two", { a: 2, b: 1, head: 2, axis: times(4, 1), noise: 0 })],
      responses: { level: { relative: 0.02, absolute: 0 }, flow: { relative: 0.02, absolute: 0 } },
    });
    const objective = objectiveOf(resolved);
    expect(objective.size).toBe(14 + 15 + 4 + 4);
    expect(objective.parts.map(({ from, to }) => [from, to])).toEqual([[0, 14], [14, 29], [29, 33], [33, 37]]);
    expect(measuredRow(resolved)[3]).toBeNaN();
    expect(objective.misfit(new Float64Array([Math.log(2), 0]))).toBeCloseTo(0, 10);
  });

  it("has no value where the parameters contradict each other, and its prior says so", () => {
    const objective = objectiveOf(fillingStudy({ observations: [clean] }));
    const x = new Float64Array([Math.log(5), Math.log(2.9)]);
    expect(objective.residuals(x, new Float64Array(15))).toBe(false);
    expect(objective.misfit(x)).toBeNaN();
    expect(objective.logPrior(x)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("passes a model's derivatives on, in working coordinates, with gaps, weights and truncation", () => {
    const level = clean.responses["level"]!.slice();
    level[3] = Number.NaN;
    const resolved = fillingStudy({
      model: riseWithDerivatives, observations: [{ ...clean, responses: { ...clean.responses, level } }], fixed: { rim: 1.9 },
      estimate: { a: { distribution: "log-uniform", min: 0.5, max: 5 }, b: { distribution: "uniform", min: 0.3, max: 3 } },
      responses: { level: { relative: 0.02, absolute: 0 }, flow: { relative: 0, absolute: 0.3 } }, weights: { flow: 4 },
    });
    const study = { ...resolved, task: { ...resolved.task, points: [[15, 9]] } };
    const objective = objectiveOf(study);
    const space = study.space;
    const x = space.toCoordinates([2.2, 1.1]);
    expect(space.logarithmic).toContain(true);
    const [N, P] = [objective.size, 2];
    const [jacobian, up, down] = [new Float64Array(N * P), new Float64Array(N), new Float64Array(N)];
    expect(N).toBe(14 + 9);
    expect(objective.jacobian!(x, jacobian)).toBe(true);
    for (let j = 0; j < P; j++) {
      const h = 1e-5;
      expect(objective.residuals(x.map((v, i) => (i === j ? v + h : v)), up) && objective.residuals(x.map((v, i) => (i === j ? v - h : v)), down)).toBe(true);
      for (let i = 0; i < N; i++) expect(jacobian[i * P + j]).toBeCloseTo((up[i]! - down[i]!) / (2 * h), 6);
    }
    expect(objectiveOf(fillingStudy({ observations: [clean] })).jacobian).toBeUndefined();
  });

  it("draws starting points that mean something, the same for the same seed and index", () => {
    const objective = objectiveOf(fillingStudy({ observations: [clean] }));
    for (let i = 0; i < 50; i++) {
      const x = objective.draw(3, i);
      expect(objective.residuals(x, new Float64Array(15))).toBe(true);
      expect(objective.draw(3, i)).toEqual(x);
    }
    expect(objective.draw(3, 0)).not.toEqual(objective.draw(4, 0));
  });

  it("can be taken against simulated curves, with the simulator of many cases", () => {
    const resolved = fillingStudy({ observations: [clean] });
    const simulator = compileTask(resolved.model, resolved.task);
    const row = new Float64Array(layoutOf(resolved.task).width);
    simulator.run([1, 1], row);
    const objective = objectiveFor(resolved, simulator, row);
    expect(objective.misfit(new Float64Array([0, 0]))).toBe(0);
    expect(objective.simulations()).toBe(1);
  });

  it("cannot be taken where nothing was measured, or the noise is nothing", () => {
    const empty = { ...clean, responses: {} };
    expect(() => objectiveOf(fillingStudy({ observations: [empty] }))).toThrow(/none of its 1 tests has measured values of level/);
    expect(() => objectiveOf(fillingStudy({ observations: [clean], responses: { level: { relative: 0, absolute: 0 } } }))).toThrow(InputError);
  });
});
