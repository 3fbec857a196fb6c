import { expect, it } from "vitest";
import type { Finding } from "../src/judgement/finding.ts";
import { judgedParameters } from "../src/judgement/judge.ts";
import { filled, fillingStudy } from "./fixtures/filling-study.ts";

/** `b` at the lower end of its prior; the data leave it up to `upTo`. */
function judged(min: number, upTo: number) {
  const study = fillingStudy({
    observations: [filled("one", { a: 2, b: 1 })],
    estimate: { a: { distribution: "log-uniform", min: 0.5, max: 5 }, b: { distribution: "log-uniform", min, max: 3 } },
  });
  const coordinates = Float64Array.of(Math.log(2), Math.log(min));
  const finding: Finding = {
    coordinates, interval: { lower: coordinates, upper: Float64Array.of(Math.log(2.1), Math.log(upTo)) }, covariance: { rows: 2, columns: 2, data: Float64Array.of(1e-4, 0, 0, 1e-4) },
    onBound: [false, true], converged: true, message: "", evaluations: 0, warnings: [], uncertainty: "",
  };
  return judgedParameters(study, finding)[1]!;
}

it("a parameter on an end of its range that the data pin there is told apart from one that they leave open", () => {
  expect(judged(0.3, 0.35).note).toBe("it sits on the lower end of its range (0.3 1/s), and the data rule out more than 0.35 1/s: widen the range if smaller values make sense, or fix it there");
  expect(judged(0.3, 2.9).note).toMatch(/^it sits on the lower end of its range \(0\.3 1\/s\): widen the range if smaller values make sense, or fix it there; these tests do not determine it/);
  expect(judged(0.3, 0.35).identified).toBe(false);
});

it("a parameter where the model itself ends is not told to be given a wider range", () => {
  expect(judged(0.001, 0.002).note).toBe("it sits on the lower end of its range (0.001 1/s), and the data rule out more than 0.002 1/s: the model allows no smaller value, so fix it there");
});
