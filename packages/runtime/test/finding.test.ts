import type { Inverse } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { calibrate } from "../src/calibration/calibrate.ts";
import { learnedFinding } from "../src/judgement/finding.ts";
import { filled, fillingStudy } from "./fixtures/filling-study.ts";

/** An estimator that repeats its input. */
const echo: Inverse = { predict: (inputs) => ({ ...inputs, data: inputs.data.slice() }), history: [], summary: "echo", save: () => ({ estimator: "echo", description: {}, arrays: {} }) };

const { space } = fillingStudy({ observations: [filled("one", { a: 2, b: 1 })] });

/** Held-out cases whose errors have the given standard deviation in both coordinates. */
function trainedWith(deviation: number) {
  const count = 120;
  const inputs = { rows: count, columns: 2, data: new Float64Array(2 * count) };
  const targets = { ...inputs, data: new Float64Array(2 * count) };
  for (let i = 0; i < count; i++) {
    const truth = space.toCoordinates(space.draw(5, i));
    const generator = random(6, i);
    targets.data.set(truth, 2 * i);
    inputs.data.set(truth.map((v) => v + deviation * generator.normal()), 2 * i);
  }
  const training = { samples: 0, heldOut: count, seconds: 0, summary: "echo", history: [], failures: { count: 0, byReason: {}, examples: [] }, coverage95: {}, accuracy: {} };
  return { calibration: calibrate(echo, { inputs, targets }, space), training };
}

function asked(deviation: number, inputs: Float64Array) {
  const trained = trainedWith(deviation);
  return learnedFinding(trained, trained.calibration.infer(inputs), space);
}

describe("a network's answer that contradicts itself (a b must not exceed 12)", () => {
  const beyond = new Float64Array([Math.log(4.9), Math.log(2.6)]);

  it("is replaced by the nearest of its plausible draws that does not, with a warning that says what was wrong", () => {
    const found = asked(0.1, beyond);
    const [a, b] = space.toTheta(found.coordinates);
    expect(a! * b!).toBeLessThanOrEqual(12);
    expect(a! * b!).toBeGreaterThan(9);
    expect(found.warnings.join()).toMatch(/a b must not exceed 12.*nearest plausible one/);
    for (const j of [0, 1]) {
      expect(found.interval!.lower[j]).toBeLessThanOrEqual(found.coordinates[j]!);
      expect(found.interval!.upper[j]).toBeGreaterThanOrEqual(found.coordinates[j]!);
    }
  });

  it("stands, with a warning, when none of its draws makes sense either", () => {
    const found = asked(0, beyond);
    expect(found.coordinates).toEqual(beyond);
    expect(found.warnings.join()).toMatch(/The answer contradicts itself: a b must not exceed 12/);
  });
});

it("an answer beyond the prior's range is taken to its end, and counts as being on it", () => {
  const found = asked(0.1, new Float64Array([0, -5]));
  expect(found.coordinates[1]).toBe(space.lower[1]);
  expect(found.onBound).toEqual([false, true]);
});
