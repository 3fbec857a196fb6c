import { quietRun } from "@inversa/core";
import { createApp, estimateStudy, parseStudyFile, resolveStudy } from "@inversa/runtime";
import { expect, it } from "vitest";
import soilLab from "../../cli/variants/soil-lab.ts";
import type { StudyTerms } from "../src/explore/messages.ts";
import { demoFiles, demoFolder, openLine, testsOf } from "./explore.ts";

const model = "soil/duncan-chang-eb";
const options = { failure: "plateau" };
const terms: StudyTerms = {
  estimate: { K: "plausible", n: "plausible", Rf: "plausible", phi: "plausible", Kb: "plausible", m: "plausible" },
  fixed: { c: 0, dphi: 0 },
};
const start = { K: 100, n: 0.5, Rf: 0.8, c: 0, phi: 30, dphi: 0, Kb: 50, m: 0.3 };

it("least squares from the sliders, on files read by the page, ends where the command line's does", async () => {
  const { client, close } = openLine();
  const tests = testsOf(await client.read(model, await demoFiles()));
  const told: number[] = [];
  const found = await client.fit({ model, options, tests }, terms, start, { progress: ({ done }) => told.push(done) });
  close();

  const app = createApp(soilLab);
  const text = JSON.stringify({ inversa: 1, model, options, data: [{ files: ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"] }], ...terms, estimators: ["least-squares"] });
  const estimate = await estimateStudy(app, await resolveStudy(app, parseStudyFile(text, "study.json"), demoFolder), undefined, {}, quietRun(1));
  await app.dispose();

  expect(found.estimate.diagnostics.converged).toBe(true);
  expect(told.length).toBeGreaterThan(0);
  expect(found.estimate.diagnostics.misfit).toBeCloseTo(estimate.diagnostics.misfit!, 6);
  for (const [j, { name, value, interval95, identified }] of estimate.parameters.entries()) {
    const here = found.estimate.parameters[j]!;
    expect([here.name, here.identified]).toEqual([name, identified]);
    // Both searches stop within their tolerance of one minimum, from different starts.
    expect(here.value / value).toBeCloseTo(1, 4);
    expect(here.interval95![0] / interval95![0]).toBeCloseTo(1, 3);
  }
  expect(found.bands.map(({ test, response }) => `${test} ${response}`)).toContain("2 deviatorStress");
  expect(found.bands.every(({ low, high }) => low.every((value, i) => !(value > high[i]!)))).toBe(true);
});

it("a search can be stopped while curves go on being drawn", async () => {
  const { client, frames, next, close } = openLine();
  const tests = testsOf(await client.read(model, await demoFiles()));
  const controller = new AbortController();
  const search = client.fit({ model, options, tests }, terms, start, { signal: controller.signal, progress: () => controller.abort(new Error("enough")) });
  const ended = search.then(() => "found", (error: Error) => error.message);
  client.simulate(start, { model, options, tests });
  await next();
  expect(await ended).toBe("enough");
  expect(frames).toHaveLength(1);
  close();
});

it("without a measured curve there is nothing to fit, and the message says what to do", async () => {
  const { client, close } = openLine();
  const opened = await client.open(model);
  await expect(client.fit({ model, options, tests: opened.tests["drained-triaxial"]! }, terms, start)).rejects.toThrow(/no measured curve.*Open your files first/);
  close();
});

it("a file that says nothing of its pressure is refused with the question that settles it, and read once the answer is given", async () => {
  const { client, close } = openLine();
  const [file100] = await demoFiles();
  const text = new TextDecoder().decode(file100!.bytes).split("\n").filter((line) => !line.startsWith("#")).join("\n");
  const file = { name: "specimen.csv", bytes: new TextEncoder().encode(text) };
  await expect(client.read(model, [file])).rejects.toThrow(/confining/i);
  const [read] = await client.read(model, [file], { confiningPressure: 100 });
  expect(read!.observations[0]!.test.conditions).toMatchObject({ confiningPressure: 100 });
  close();
});
