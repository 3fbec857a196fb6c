import { choice, quietRun, type ForwardModel } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { estimateStudy } from "../src/index.ts";
import { descentChoice, filled, fillingApp, fillingStudy, times } from "./fixtures/filling-study.ts";
import { rise } from "./fixtures/rise.ts";

/** The filling vessel on a mesh whose level is off by a share of itself that goes with the mesh. */
const meshed = (error: number): ForwardModel => ({
  ...rise,
  options: { mesh: choice({ default: "coarse", choices: { coarse: "quick", fine: "exact" }, about: "How finely it is solved." }) },
  finer: ({ mesh }) => (mesh === "fine" ? undefined : { mesh: "fine" }),
  simulations: rise.simulations.map(({ protocol, run }) => ({
    protocol,
    run: (parameters, conditions, axis, more) => {
      const { level, flow } = run(parameters, conditions, axis, more) as Record<"level" | "flow", number[]>;
      return { level: level.map((y) => (more.options["mesh"] === "fine" ? y : (1 + error) * y)), flow };
    },
  })),
});

const observations = [filled("one", { a: 2, b: 1, axis: times(30, 6) })];
const estimate = (model: ForwardModel) => estimateStudy(fillingApp(), fillingStudy({ model, observations, estimators: [descentChoice] }), undefined, { bandDraws: 0 }, quietRun());

describe("an estimate of a model that can be solved more finely", () => {
  it("says by how much its curves move then, and warns where that reaches into the noise", async () => {
    const { diagnostics } = await estimate(meshed(0.02));
    // 2 % of a level that is near its largest for most of the time, against a noise of 2 % of the largest.
    expect(diagnostics.resolution).toEqual([{ observation: "one", response: "level", rms: expect.closeTo(0.033, 2) as number, overNoise: expect.closeTo(0.8, 1) as number }]);
    expect(diagnostics.warnings.join()).toMatch(/Solved more finely \(mesh: fine\), level of one moves by 0\.\d+ times the stated noise/);
  });
  it("is silent where the numerics are far below the noise", async () => {
    const { diagnostics } = await estimate(meshed(1e-3));
    expect(diagnostics.resolution![0]!.overNoise).toBeLessThan(0.1);
    expect(diagnostics.warnings).toEqual([]);
  });
  it("has nothing to say of a model without a finer solution", async () => expect((await estimate(rise)).diagnostics.resolution).toBeUndefined());
});
