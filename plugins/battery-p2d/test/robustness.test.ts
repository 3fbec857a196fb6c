import { simulate, type Status } from "@inversa/core";
import { random } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { p2d } from "../src/index.ts";
import { widePriorSample } from "./wide-prior.ts";

describe("a wide prior", () => {
  // 1,000 samples a rate are in bench/wide-prior.bench.ts.
  it.each([1, 2, 3])("at %dC: discharges reach their cut-off, or end with a physical name, and no answer is a gap", (rate) => {
    const generator = random(7, rate);
    const statuses: Status[] = [];
    for (let i = 0; i < 60; i++) {
      const curve = simulate(p2d, widePriorSample(generator), { protocol: "cycling", conditions: {}, axis: Float64Array.from({ length: 200 }, (_, k) => (20 * k) / rate), program: { steps: [{ mode: "current", value: 5 * rate, until: { voltage: 2.5 } }] } });
      statuses.push(curve.status);
      expect(curve.responses["voltage"]!.subarray(0, curve.computed).every((v) => v > 2.4 && v < 4.3)).toBe(true);
    }
    expect(statuses.filter((status) => !["cut-off", "depleted", "saturated"].includes(status))).toEqual([]);
    expect(statuses.filter((status) => status === "cut-off").length).toBeGreaterThan(54);
  });
});
