import { describe, expect, it } from "vitest";
import { compileTask, type SimulationTask } from "../src/index.ts";
import { decay } from "./decay.ts";

const task: SimulationTask = {
  model: decay.id, options: {}, columns: [{ parameter: "k" }, { parameter: "shift" }, { parameter: "a" }], fixed: {}, afterStop: "hold",
  tests: [0, 1].map((heat) => ({ protocol: "warming", conditions: {}, axis: Float64Array.of(0, 0.5, 1, 2, 4), program: { steps: [{ heat }] } })),
  responses: [["temperature"], ["rate", "temperature"]], points: [[4], [5, 5]],
};

/** Central differences of the row by theta. */
function differences(theta: Float64Array, width: number, run: (theta: Float64Array, out: Float64Array) => unknown): Float64Array {
  const out = new Float64Array(width * theta.length);
  for (let j = 0; j < theta.length; j++) {
    const h = 1e-5;
    const [up, down] = [h, -h].map((step) => {
      const row = new Float64Array(width);
      run(theta.map((value, i) => (i === j ? value + step : value)), row);
      return row;
    });
    for (let i = 0; i < width; i++) out[i * theta.length + j] = (up![i]! - down![i]!) / (2 * h);
  }
  return out;
}

describe("derivatives that a model offers", () => {
  it("are those of the row, over several tests, truncated curves and what is held after the end of a curve", () => {
    const simulator = compileTask(decay, task);
    const theta = Float64Array.of(0.8, 0.3, 4);
    const [row, alone, derivatives] = [new Float64Array(simulator.width), new Float64Array(simulator.width), new Float64Array(simulator.width * 3)];
    const outcome = simulator.linearise!(theta, row, derivatives);
    expect(outcome).toMatchObject({ ok: true, status: "cut-off" });
    expect(outcome.status).toBe(simulator.run(theta, alone).status);
    expect(row).toEqual(alone);
    const expected = differences(theta, simulator.width, (t, out) => simulator.run(t, out));
    for (const [i, value] of derivatives.entries()) expect(value).toBeCloseTo(expected[i]!, 8);
  });
  it("are those by conditions of single tests as well, offered or by differences", () => {
    const simulator = compileTask(decay, { ...task, columns: [{ parameter: "k" }, { tests: [1], condition: "base" }, { tests: [0], condition: "lag" }], fixed: { a: 4 } });
    const theta = Float64Array.of(0.8, 0.3, 0.4);
    const [row, derivatives] = [new Float64Array(simulator.width), new Float64Array(simulator.width * 3).fill(7)];
    expect(simulator.linearise!(theta, row, derivatives).ok).toBe(true);
    const expected = differences(theta, simulator.width, (t, out) => simulator.run(t, out));
    for (const [i, value] of derivatives.entries()) expect(value).toBeCloseTo(expected[i]!, i % 3 === 2 ? 6 : 8);
    // At the end of its range a condition can only be moved one way.
    expect(simulator.linearise!([0.8, 0.3, 0], row, derivatives).ok).toBe(true);
    expect(derivatives[5]).toBeCloseTo(-0.8 * 4 * Math.exp(-0.4), 2);
  });
  it("are not offered where the model has none", () => {
    expect(compileTask({ ...decay, simulations: decay.simulations.map(({ protocol, run }) => ({ protocol, run })) }, task).linearise).toBeUndefined();
  });
  it("that are missing fail the sample by name", () => {
    const broken = { ...decay, simulations: decay.simulations.map((s) => ({ ...s, sensitivities: (...[p, c, axis, more]: Parameters<NonNullable<typeof s.sensitivities>>) => ({ ...s.sensitivities!(p, c, axis, more), by: {} }) })) };
    const simulator = compileTask(broken, task);
    expect(simulator.linearise!([0.8, 0, 4], new Float64Array(simulator.width), new Float64Array(simulator.width * 3))).toMatchObject({ ok: false, message: /no derivatives by k/ });
  });
});
