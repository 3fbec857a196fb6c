import { quietRun } from "@inversa/core";
import { createApp, estimateStudy, parseStudyFile, readEstimates, resolveStudy } from "@inversa/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import soilLab from "../../cli/variants/soil-lab.ts";
import { ExploreProblem } from "../src/explore/client.ts";
import type { Found, Scene, StudyTerms } from "../src/explore/messages.ts";
import { studyText } from "../src/explore/study-text.ts";
import { demoFiles, openLine, testsOf, type Line } from "./explore.ts";

const model = "soil/duncan-chang-eb";
const terms: StudyTerms = {
  estimate: { K: "plausible", n: "plausible", Rf: { distribution: "uniform", min: 0.5, max: 0.95 }, phi: "plausible", Kb: "plausible", m: "plausible" },
  fixed: { c: 0, dphi: 0 },
};
const app = createApp(soilLab);

describe("what is taken along from Explore", () => {
  let line: Line;
  let scene: Scene;
  let found: Found;
  beforeAll(async () => {
    line = openLine();
    scene = { model, options: { failure: "plateau" }, tests: testsOf(await line.client.read(model, await demoFiles())) };
    found = await line.client.fit(scene, terms, { K: 100, n: 0.5, Rf: 0.8, c: 0, phi: 30, dphi: 0, Kb: 50, m: 0.3 });
  });
  afterAll(async () => {
    line.close();
    await app.dispose();
  });

  it("is a study file that needs no other file and ends where the page's fit does", async () => {
    const estimate = await estimateStudy(app, await resolveStudy(app, parseStudyFile(studyText(scene, terms), "study.yaml"), "/nowhere"), undefined, { bandDraws: 0 }, quietRun(1));
    expect(estimate.diagnostics.misfit).toBeCloseTo(found.estimate.diagnostics.misfit!, 6);
    for (const [j, { name, value }] of estimate.parameters.entries()) {
      expect(found.estimate.parameters[j]!.name).toBe(name);
      // Both searches stop within their tolerance of one minimum, from different starts.
      expect(found.estimate.parameters[j]!.value / value).toBeCloseTo(1, 4);
    }
  });

  it("is an estimate that the command line takes", () => {
    const [read] = readEstimates(JSON.stringify(found.estimate), "estimate.json");
    expect(read.provenance.study).toMatch(/^[0-9a-f]{64}$/);
    expect(read.observations.map(({ id }) => id)).toEqual(["CD-100kPa", "CD-200kPa", "CD-400kPa"]);
  });

  it("is a report with its pictures, and files for programs that know the model", async () => {
    const formats = (await line.client.formats(model)).map(({ id }) => id);
    expect(formats).toEqual(expect.arrayContaining(["report", "csv", "json"]));
    const [report] = (await line.client.export(found.estimate, "report")).files;
    expect(report!.content).toMatch(/Calibration report[\s\S]*Duncan-Chang E-B[\s\S]*<svg[\s\S]*Least squares/);
    const { files } = await line.client.export(found.estimate, "csv");
    expect(files.map(({ name }) => name)).toEqual(["parameters.csv", "tests.csv", "curves.csv"]);
    const K = found.estimate.parameters.find(({ name }) => name === "K")!.value;
    expect(files[0]!.content).toContain(`\r\nK,K,1,${K},`);
    // What a format cannot write of this estimate it says in words.
    const answers = await Promise.allSettled(formats.map((to) => line.client.export(found.estimate, to)));
    expect(answers.filter((answer) => answer.status === "rejected" && !(answer.reason instanceof ExploreProblem))).toEqual([]);
  });

  it("is BPX for a cell, and nothing of a soil's programs", async () => {
    const formats = (await line.client.formats("battery/p2d")).map(({ id }) => id);
    expect(formats).toContain("bpx");
    expect(formats).not.toContain("plaxis");
  });
});
