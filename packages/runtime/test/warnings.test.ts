import type { Status } from "@inversa/core";
import { expect, it } from "vitest";
import { failureWarnings, misfitWarnings, stopWarnings, strangenessWarnings } from "../src/judgement/warnings.ts";
import { objectiveOf } from "../src/judgement/objective.ts";
import { filled, fillingStudy } from "./fixtures/filling-study.ts";

const facts = { samples: 80, heldOut: 10, seconds: 1, summary: "", history: [], coverage95: {}, accuracy: {} };
const failures = (count: number, byReason: Record<string, number>) => ({ ...facts, failures: { count, byReason, examples: [] } });

it("many failed simulations are told with their reasons, a few are not", () => {
  expect(failureWarnings(failures(5, { "no-solution": 5 }))).toEqual([]);
  expect(failureWarnings(failures(30, { "no-solution": 20, tension: 10 })).join()).toMatch(/^25 % of the simulations failed and were replaced \(no-solution 20, tension 10\)/);
});

it("a strange measurement is told by curve where it leaves the range, and as a whole where it does not", () => {
  const study = fillingStudy({ observations: [filled("one", { a: 1, b: 1 }), filled("two", { a: 1, b: 1 })] });
  expect(strangenessWarnings(study, { distance: 0.9, outside: [0, 0.04] })).toEqual([]);
  expect(strangenessWarnings(study, { distance: 3, outside: [0, 0.4] }).join()).toMatch(/level of two \(40 % of its points\)/);
  expect(strangenessWarnings(study, { distance: 3, outside: [0, 0] }).join()).toMatch(/3\.0 times the usual distance/);
});

it("a curve that the model cannot follow is told even where there are no more points than parameters", () => {
  const time = Float64Array.of(1, 2);
  const falling = { ...filled("one", { a: 1, b: 1, axis: time }), responses: { level: Float64Array.of(1, -1) } };
  const [study, right] = [falling, filled("two", { a: 1, b: 1, axis: time, noise: 0 })].map((observation) => fillingStudy({ observations: [observation] }));
  expect(misfitWarnings(objectiveOf(study!), objectiveOf(study!).misfit(new Float64Array(2)), [], true).join()).toMatch(/cannot reproduce the measurements/);
  expect(misfitWarnings(objectiveOf(right!), objectiveOf(right!).misfit(new Float64Array(2)), [], true)).toEqual([]);
});

it("the misfit over the noise is counted as the estimator counts it: parameters that few points leave open take no degree of freedom", () => {
  // Six points, five parameters of which two are determined: 4 sqrt(6 / 4), and not 4 sqrt(6 / 1).
  const [told] = misfitWarnings({ size: 6, dimension: 5 }, 4, [], true, 4);
  expect(told).toMatch(/typical misfit is 4\.9 times the stated noise/);
  expect(misfitWarnings({ size: 6, dimension: 5 }, 4, [], true)[0]).toMatch(/typical misfit is 9\.8 times the stated noise/);
});

it("curves that end early are told one by one where they are few, and in one sentence where they are many", () => {
  const ending = (observation: string, status: Status) => ({ observation, status, protocol: "filling", message: `${observation} ran over`, axis: [1, 2, 3], responses: { level: [1, null, null] } });
  const study = fillingStudy({ observations: [filled("one", { a: 1, b: 1 })] });
  const tests = ["A", "B", "C", "D", "E"].map((id) => ending(id, "cut-off"));
  expect(stopWarnings(study, [...tests.slice(0, 2), ending("F", "reached")])).toEqual(["The simulated curve of A ends early (cut-off): A ran over", "The simulated curve of B ends early (cut-off): B ran over"]);
  expect(stopWarnings(study, [...tests, ending("F", "no-solution")])).toEqual([
    "The simulated curves of 5 of 6 tests end early (cut-off): A, B, C, D, E. That of A: A ran over",
    "The simulated curve of F ends early (no-solution): F ran over",
  ]);
});
