import { describe, expect, it } from "vitest";
import { compileTask, layoutOf, type SimulationTask } from "../src/index.ts";
import { spring } from "./spring.ts";

const test = { protocol: "pull", conditions: { gauge: 1 }, axis: Float64Array.of(0, 1, 2, 3) };
const task: SimulationTask = { model: "toy/spring", options: {}, columns: [{ parameter: "k" }, { parameter: "limit" }], fixed: {}, tests: [test, test], responses: [["force", "energy"], ["force"]], points: [[2, 3], [4]], afterStop: "hold" };
const rowOf = (theta: number[], change: Partial<SimulationTask> = {}) => {
  const { run, width } = compileTask(spring, { ...task, ...change });
  const row = new Float64Array(width);
  return { outcome: run(theta, row), row: [...row] };
};

describe("a task that keeps only the first points of a curve", () => {
  it("has shorter blocks, one behind the other", () => expect(layoutOf(task).blocks.map((b) => [b.test, b.response, b.offset, b.length])).toEqual([[0, "force", 0, 2], [0, "energy", 2, 3], [1, "force", 5, 4]]));
  it("gives the first points of what it gave before", () => expect(rowOf([4, 50]).row).toEqual([0, 4, 0, 2, 8, 0, 4, 8, 12]));
  it("does not fail for what happens behind the last point that is kept", () => {
    expect(rowOf([4, 9], { tests: [test], responses: [["force"]], points: [[3]] })).toEqual({ outcome: { ok: true, status: "reached" }, row: [0, 4, 8] });
    expect(rowOf([4, 9], { tests: [test], responses: [["force"]], points: [[3]], afterStop: "reject" }).outcome.ok).toBe(true);
    expect(rowOf([4, 9], { options: { end: "nothing" }, tests: [test], responses: [["force"]], points: [[3]] }).outcome.ok).toBe(true);
  });
  it("holds the end state in the responses that reach further than the curve, and leaves the shorter ones whole", () => {
    // The force breaks off after 8; energy is complete at 2 points.
    expect(rowOf([4, 9], { tests: [test], responses: [["force", "energy"]], points: [[4, 2]] })).toMatchObject({ outcome: { ok: true, status: "failure" }, row: [0, 4, 8, 8, 0, 2] });
  });
  it("never keeps more than there is", () => expect(layoutOf({ ...task, points: [[9, 9], [9]] }).width).toBe(12));
});
