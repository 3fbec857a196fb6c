import { fileURLToPath } from "node:url";
import { contractVersion, definePlugin, quietRun } from "@inversa/core";
import { createApp, estimateStudy, readStudyFile, resolveStudy } from "@inversa/runtime";
import { describePlugin, type Reference } from "@inversa/testing";
import { afterAll, describe, expect, it } from "vitest";
import angstromPrescott, { astronomical } from "./angstrom-prescott.ts";
import solar from "./app.ts";

const plugin = definePlugin({ name: "solar", contract: contractVersion, models: [angstromPrescott] });
const rio: Reference = {
  id: "fao-56-example-10", model: "solar/angstrom-prescott", source: "R. G. Allen et al., FAO Irrigation and Drainage Paper 56 (1998), example 10: Rio de Janeiro in May, 7.1 hours of sunshine",
  parameters: { a: 0.25, b: 0.5, c: 0 },
  test: { protocol: "sunshine-record", conditions: { latitude: -22.9 }, axis: [135], drives: { sunshineDuration: [7.1] } },
  expected: { globalRadiation: [14.5] }, tolerance: { globalRadiation: { absolute: 0.1 } },
  because: "the book rounds duration, daylight and extraterrestrial radiation to one decimal on the way",
};
describePlugin(plugin, { references: [rio] });

describe("the radiation model", () => {
  // Allen et al. (1998), FAO Irrigation and Drainage Paper 56, printed with one decimal.
  it("has the extraterrestrial radiation and daylight of FAO 56, examples 8 and 9: 20 degrees south, 3 September", () => {
    const { Ra, N } = astronomical(246, -20);
    expect(Ra).toBeCloseTo(32.2, 1);
    expect(N).toBeCloseTo(11.7, 1);
  });
  it("gives at the equinox what a day of twelve hours gives, at every latitude", () => {
    for (const latitude of [-60, -20, 0, 45]) expect(astronomical(80.9, latitude).N).toBeCloseTo(12, 1);
  });
});

describe("a third domain", async () => {
  const app = createApp(solar);
  afterAll(() => app.dispose());
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));

  it.each(["least-squares", "gaussian-process", "cma-es"])("is estimated by %s, which knows nothing of the sun: the interval holds a = 0.28 and b = 0.48", async (id) => {
    const resolved = await resolveStudy(app, { ...file, estimators: [id], simulations: { ...file.simulations, samples: 200 } }, folder);
    const { parameters } = await estimateStudy(app, resolved, id, { threads: 0 }, quietRun(1));
    for (const [name, truth] of [["a", 0.28], ["b", 0.48]] as const) {
      const { interval95, identified } = parameters.find((p) => p.name === name)!;
      expect({ name, identified, holds: interval95![0] <= truth && truth <= interval95![1] }).toEqual({ name, identified: true, holds: true });
    }
  });
});
