import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCodes } from "@inversa/core";
import { describe, expect, it } from "vitest";
import stringWidth from "string-width";
import { demoData, emptyFolder, inversa, spawned } from "./inversa.ts";

const json = (text: string) => JSON.parse(text);

describe("list and describe", () => {
  it("list everything that the variant holds, for people and for scripts", async () => {
    const text = await inversa(["list"]);
    expect(text.code).toBe(0);
    for (const id of ["soil/duncan-chang-eb", "drained-triaxial", "bp", "cnn", "least-squares", "csv", "local"]) expect(text.stdout).toContain(id);
    const all = json((await inversa(["list", "--json"])).stdout);
    expect(Object.keys(all)).toEqual(expect.arrayContaining(["models", "protocols", "estimators", "sources", "engines", "plugins"]));
    expect(all["estimators"].map((e: { id: string }) => e.id)).toEqual(expect.arrayContaining(["bp", "cnn", "least-squares"]));
  });

  it("list one kind only", async () => {
    const models = json((await inversa(["list", "models", "--json"])).stdout);
    expect(models["models"][0]).toMatchObject({ id: expect.any(String), name: expect.any(String), about: expect.any(String), protocols: expect.any(Array) });
    expect(models).not.toHaveProperty("engines");
  });

  it("describe a model with units, ranges, defaults, protocols and the source of its equations", async () => {
    const model = json((await inversa(["describe", "duncan-chang-eb", "--json"])).stdout);
    expect(model).toMatchObject({ kind: "model", id: "soil/duncan-chang-eb", source: expect.stringContaining("Duncan") });
    expect(model["parameters"].map((p: { name: string }) => p.name)).toEqual(["K", "n", "Rf", "c", "phi", "dphi", "Kb", "m", "Kur", "pa"]);
    expect(model["parameters"][3]).toMatchObject({ name: "c", unit: "kPa", bounds: [0, 2000], default: null });
    expect(model["protocols"][0]).toMatchObject({ id: "drained-triaxial", axis: { name: "axialStrain", unit: "1" } });
  });

  it.each([["bp", "estimator"], ["csv", "source"], ["local", "engine"], ["oedometer", "protocol"]])("describe %s as %s", async (id, kind) => {
    expect(json((await inversa(["describe", id, "--json"])).stdout)).toMatchObject({ kind, id });
    expect((await inversa(["describe", id])).stdout).toContain(id);
  });
});

describe("what a person types without knowing better", () => {
  it("the bare name, help and version are answered, with --json in one document", async () => {
    expect(await inversa([])).toMatchObject({ code: 0, stdout: expect.stringContaining("First steps") });
    expect(await inversa(["--quiet"])).toMatchObject({ code: 0, stdout: expect.stringContaining("First steps") });
    for (const words of [["--json"], ["--help", "--json"], ["study", "new", "--help", "--json"]]) {
      const { code, stdout } = await inversa(words);
      expect(code).toBe(0);
      expect(json(stdout)).toEqual({ help: expect.stringContaining("Usage: inversa") });
    }
    expect(json((await inversa(["--json", "--version"])).stdout)).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it("a place that cannot be written is told in words, by every command that writes", async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, "a-file"), "");
    for (const words of [["demo", "--out", "a-file"], ["demo", "--out", "a-file/demo"], ["study", "new", "--model", "duncan-chang-eb", "--data", demoData("CD-100kPa.csv"), "--out", "a-file/study.yaml"]]) {
      const { code, stderr } = await inversa(words, { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain("cannot be written: a part of its path is a file, not a folder");
    }
  });

  it("columns that are not recognised come with the flag that says what they are", async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, "odd.csv"), "foo (%),q (kPa)\n0,0\n1,40\n2,60\n3,70\n");
    const words = ["study", "new", "--model", "duncan-chang-eb", "--data", "odd.csv", "--condition", "confiningPressure=100", "--read", "protocol=drained-triaxial"];
    const refused = await inversa(words, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--read 'mapping=");
    expect(await inversa([...words, "--read", 'mapping=[{"column": "foo (%)", "channel": "axialStrain", "unit": "%"}]'], { cwd })).toMatchObject({ code: 0 });
  });

  it("everything fits into a terminal of 80 columns", async () => {
    const cwd = await emptyFolder();
    const data = ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"].map(demoData);
    const narrow = { COLUMNS: "80" };
    expect((await spawned(["study", "new", "--model", "duncan-chang-eb", "--data", ...data, "--estimator", "least-squares"], cwd, "", narrow)).code).toBe(0);
    for (const words of [["study", "check", "study.yaml"], ["estimate", "study.yaml"], ["evaluate", "study.yaml", "--cases", "3"], ["describe", "duncan-chang-eb"], ["describe", "drained-triaxial"], ["list"]]) {
      const { code, stdout, stderr } = await spawned(words, cwd, "", narrow);
      expect(code).toBe(0);
      expect(`${stdout}${stderr}`.split("\n").filter((line) => stringWidth(line) > 80)).toEqual([]);
    }
  });

  it("a part of an id is met with the ids that hold it", async () => {
    const { code, stderr } = await inversa(["describe", "duncan"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Did you mean "soil\/duncan-chang-eb" or "soil\/duncan-chang-emu"/);
  });

  it("hints hold the plugins that the command was given, so that they work when typed", async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, "line.ts"), `import { defineForwardModel } from "@inversa/core";
import { drainedTriaxial } from "@inversa/soil";
export default defineForwardModel({
  id: "soil/line", name: "Line", about: "One line", source: "Hooke (1678)",
  parameters: { E: { unit: "kPa", bounds: [100, 1e6], plausible: [2e3, 1e5], scale: "log", about: "Young's modulus" } },
  simulations: (on) => [on(drainedTriaxial, ({ E }, _, axialStrain) => ({ deviatorStress: Array.from(axialStrain, (strain) => E * strain) }))],
});
`);
    const described = await inversa(["describe", "soil/line", "--plugin", "./line.ts"], { cwd });
    expect(described.stderr).toContain("inversa simulate soil/line --example --plugin ./line.ts");
    const proposed = await inversa(["study", "new", "--plugin", "./line.ts", "--model", "soil/line", "--data", demoData("CD-100kPa.csv")], { cwd });
    expect(proposed.stderr).toContain("inversa run study.yaml --plugin ./line.ts");
  });
});

describe("simulate", () => {
  const request = { model: "soil/duncan-chang-eb", parameters: { K: 47, n: 0.96, Rf: 0.7, c: 0, phi: 30.7, Kb: 28, m: 0.77 }, tests: [{ protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, axis: [0, 0.001, 0.01] }] };

  it("answers as documented, from standard input", async () => {
    const { code, stdout } = await inversa(["simulate", "--request", "-", "--json"], { input: JSON.stringify(request) });
    expect(code).toBe(0);
    const answer = json(stdout);
    expect(Object.keys(answer)).toEqual(["model", "version", "tests", "units"]);
    expect(answer).toMatchObject({ model: request.model, units: { axialStrain: "1", deviatorStress: "kPa", volumetricStrain: "1" }, tests: [{ protocol: "drained-triaxial", status: "reached", axis: [0, 0.001, 0.01] }] });
    // Duncan and Chang (1970): q = e / (1 / Ei + Rf e / qf), Ei = K pa (s3 / pa)^n, qf = 2 s3 sin(phi) / (1 - sin(phi)).
    const [Ei, s] = [47 * 101.325 * (100 / 101.325) ** 0.96, Math.sin((30.7 * Math.PI) / 180)];
    expect(answer["tests"][0].responses.deviatorStress[2]).toBeCloseTo(0.01 / (1 / Ei + (0.7 * 0.01) / ((200 * s) / (1 - s))), 8);
  });

  it("takes a file beside the user, whatever Windows wrote in front of it", async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, "utf8.json"), `\uFEFF${JSON.stringify(request)}`);
    await writeFile(join(cwd, "utf16.json"), Buffer.from(`\uFEFF${JSON.stringify(request)}`, "utf16le"));
    for (const file of ["utf8.json", "utf16.json"]) expect((await inversa(["simulate", "--request", file, "--json"], { cwd })).code).toBe(0);
  });

  it("gives one line for each set of parameters with --ndjson", async () => {
    const { stdout } = await inversa(["simulate", "--request", "-", "--ndjson"], { input: JSON.stringify({ ...request, parameters: [request.parameters, { ...request.parameters, K: 100 }] }) });
    const lines = stdout.trim().split("\n").map(json);
    expect(lines).toHaveLength(2);
    expect(lines[1]!["tests"][0].responses.deviatorStress[1]).toBeGreaterThan(lines[0]!["tests"][0].responses.deviatorStress[1]);
  });

  it("gives a table to a person, with the reason why a curve ends early", async () => {
    const { stdout } = await inversa(["simulate", "--request", "-"], { input: JSON.stringify({ ...request, tests: [{ ...request.tests[0], axis: [0, 0.1, 1] }] }) });
    expect(stdout).toContain("deviatorStress kPa");
    expect(stdout).toContain("ended early (failure)");
  });

  it("prints an example that works, also of a model that needs a condition which others leave out", async () => {
    for (const model of ["soil/duncan-chang-emu", "soil/modified-cam-clay", "soil/hypoplastic-sand"]) {
      const { stdout } = await inversa(["simulate", model, "--example"]);
      const answer = await inversa(["simulate", "--request", "-", "--json"], { input: stdout });
      expect(answer.code).toBe(0);
      const { tests } = JSON.parse(answer.stdout) as { tests: readonly { responses: Readonly<Record<string, readonly (number | null)[]>> }[] };
      for (const { responses } of tests) for (const values of Object.values(responses)) expect(values[1]).not.toBeNull();
    }
  });
});

describe("studies", () => {
  async function folderWithData(): Promise<string> {
    const cwd = await emptyFolder();
    await mkdir(join(cwd, "data"));
    for (const name of ["CD-100kPa.csv", "CD-400kPa.csv"]) await copyFile(demoData(name), join(cwd, "data", name));
    return cwd;
  }

  it("are proposed from data, checked, and estimated by least squares", async () => {
    const cwd = await folderWithData();
    const proposed = await inversa(["study", "new", "--model", "duncan-chang-eb", "--data", "data/*.csv", "--out", "deep/my.yaml", "--json"], { cwd });
    expect(proposed.code).toBe(0);
    expect(json(proposed.stdout)["readings"]).toHaveLength(2);
    expect(await readFile(join(cwd, "deep/my.yaml"), "utf8")).toContain("soil/duncan-chang-eb");

    const checked = json((await inversa(["study", "check", "deep/my.yaml", "--json"], { cwd })).stdout);
    expect(checked).toMatchObject({ valid: true, study: { model: "soil/duncan-chang-eb", tests: 2 } });
    expect(checked["identifiability"].parameters.map((p: { name: string }) => p.name)).toContain("K");

    const { code, stdout, stderr } = await inversa(["estimate", "deep/my.yaml", "--estimator", "least-squares", "--seed", "7", "--report", "out/report.html", "--out", "out/estimate.json", "--json"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain("CD-100kPa");
    const estimate = json(stdout);
    expect(Object.keys(estimate)).toEqual(expect.arrayContaining(["schema", "model", "estimator", "seed", "observations", "parameters", "correlation", "samples", "fit", "predicted", "diagnostics", "provenance"]));
    expect(estimate).toMatchObject({ schema: 1, model: "soil/duncan-chang-eb", estimator: "least-squares", seed: 7 });
    expect(estimate["observations"][0]).toMatchObject({ id: "CD-100kPa", protocol: "drained-triaxial", conditions: { confiningPressure: 100 }, points: 28, source: { file: expect.any(String), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(Object.keys(estimate["parameters"][0])).toEqual(expect.arrayContaining(["name", "unit", "value", "interval95", "prior", "identified"]));
    expect(Object.keys(estimate["fit"][0])).toEqual(expect.arrayContaining(["observation", "response", "rmse", "relative", "r2"]));
    expect(estimate["diagnostics"]).toMatchObject({ converged: true, message: expect.any(String), simulations: expect.any(Number), seconds: expect.any(Number), warnings: expect.any(Array) });
    expect(estimate["provenance"]).toMatchObject({ inversa: expect.any(String), plugins: expect.any(Object), study: expect.any(String), createdAt: expect.any(String) });
    expect(json(await readFile(join(cwd, "out/estimate.json"), "utf8"))).toEqual(estimate);
    expect(await readFile(join(cwd, "out/report.html"), "utf8")).toMatch(/^<!doctype html>/i);
  });

  it("end with exit code 1 when the estimate did not converge", async () => {
    const cwd = await folderWithData();
    await inversa(["study", "new", "--model", "duncan-chang-eb", "--data", "data/*.csv", "--estimator", "least-squares", "--quiet"], { cwd });
    const study = await readFile(join(cwd, "study.yaml"), "utf8");
    await writeFile(join(cwd, "study.yaml"), study.replace(/- id: least-squares.*/, "- { id: least-squares, settings: { maxIterations: 1, starts: 1 } }"));
    const { code, stdout } = await inversa(["estimate", "study.yaml", "--json"], { cwd });
    expect(code).toBe(1);
    expect(json(stdout).diagnostics.converged).toBe(false);
  });

  it("are not needed: flags say enough", async () => {
    const cwd = await folderWithData();
    const { code, stdout } = await inversa(["estimate", "--model", "soil/duncan-chang-eb", "--data", "data/CD-100kPa.csv", "data/CD-400kPa.csv", "--estimator", "least-squares"], { cwd });
    expect(code).toBe(0);
    for (const part of ["K", "95 % interval", "verdict", "deviatorStress", "kPa"]) expect(stdout).toContain(part);
  });

  it("take the user's word for what files do not say", async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, "a.csv"), "axial strain (%),q (kPa)\n0,0\n1,50\n2,80\n");
    const { code, stdout } = await inversa(["study", "new", "--model", "duncan-chang-eb", "--data", "a.csv", "--read", "protocol=drained-triaxial", "--condition", "confiningPressure=150", "--json"], { cwd });
    expect(code).toBe(0);
    expect(json(stdout)["readings"][0].observations[0]).toMatchObject({ protocol: "drained-triaxial", conditions: { confiningPressure: 150 } });
  });

  it("do not write over a file without being told to", async () => {
    const cwd = await folderWithData();
    await writeFile(join(cwd, "study.yaml"), "mine");
    const words = ["study", "new", "--model", "soil/duncan-chang-eb", "--data", "data/*.csv"];
    const refused = await inversa(words, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--force");
    expect(await readFile(join(cwd, "study.yaml"), "utf8")).toBe("mine");
    expect((await inversa([...words, "--force", "--quiet"], { cwd })).code).toBe(0);
  });
});

describe("the demo", () => {
  it("ships data to which least squares finds the parameters that others found", async () => {
    const cwd = await emptyFolder();
    for (const name of ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv", "study.yaml"]) await copyFile(demoData(name), join(cwd, name));
    const { stdout } = await inversa(["estimate", "study.yaml", "--estimator", "least-squares", "--json"], { cwd });
    const estimate = json(stdout);
    expect(estimate.observations.map((o: { points: number }) => o.points)).toEqual([28, 28, 28]);
    const found = Object.fromEntries(estimate.parameters.map((p: { name: string; value: number }) => [p.name, p.value]));
    // An independent least-squares fit of the same equations with other weights; the distances are about two of its standard errors.
    const others = { K: [47, 5], n: [0.96, 0.05], Rf: [0.7, 0.08], phi: [30.7, 2], Kb: [28, 2], m: [0.77, 0.04] } as const;
    for (const [name, [value, apart]] of Object.entries(others)) {
      expect(found[name]).toBeGreaterThan(value - apart);
      expect(found[name]).toBeLessThan(value + apart);
    }
    for (const { relative } of estimate.fit) expect(relative).toBeLessThan(0.055);
  });

  it("tells what it does, leaves a folder to play with, and uses what the user changed there", async () => {
    const cwd = await emptyFolder();
    await mkdir(join(cwd, "inversa-demo"));
    const quick = (await readFile(demoData("study.yaml"), "utf8")).replace("samples: 2000", "samples: 200").replace("{ id: bp,", "{ id: bp, settings: { epochs: 2 },").replace("epochs: 40", "epochs: 2");
    await writeFile(join(cwd, "inversa-demo", "study.yaml"), quick);
    const { code, stdout, stderr } = await inversa(["demo"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain("used as it is");
    for (const part of ["three drained triaxial tests", "200", "95 % interval", "cnn+least-squares", "inversa-demo/report.html", "study new", "●"]) expect(stdout).toContain(part);
    expect((await readdir(join(cwd, "inversa-demo"))).toSorted()).toEqual([
      ".inversa", "CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv", "estimate-cnn+least-squares.json", "estimate-least-squares.json", "estimate.json", "report.html", "study.yaml",
    ]);
    expect(await readFile(join(cwd, "inversa-demo", "study.yaml"), "utf8")).toBe(quick);
  });
});

describe("pareto", () => {
  it("says what it costs to match the stress better than the volume change of real tests, in a table, as JSON and as a page", async () => {
    const cwd = await emptyFolder();
    for (const name of ["study.yaml", "CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"]) await copyFile(demoData(name), join(cwd, name));
    const { code, stdout } = await inversa(["pareto", "study.yaml", "--points", "7", "--json", "--report", "pareto.html"], { cwd });
    expect(code).toBe(0);
    const front = json(stdout);
    expect(front).toMatchObject({ schema: 1, model: "soil/duncan-chang-eb", between: ["deviatorStress", "volumetricStrain"], estimator: "least-squares", warnings: [] });
    const misfits = front.points.map(({ misfit }: { misfit: Record<string, { relative: number }> }) => [misfit["deviatorStress"]!.relative, misfit["volumetricStrain"]!.relative]) as [number, number][];
    for (const [i, [q, v]] of misfits.slice(1).entries()) expect([q > misfits[i]![0], v < misfits[i]![1]]).toEqual([true, true]);
    // The remoulded soil is not a hyperbola: alone, stress is matched to 4.2 % and volume change to 2.5 %, and each costs the other about a point.
    expect(Math.abs(misfits[0]![0] - 0.042)).toBeLessThan(0.002);
    expect(Math.abs(misfits.at(-1)![1] - 0.025)).toBeLessThan(0.002);
    expect(front.points[front.knee].values).toMatchObject({ K: expect.any(Number), m: expect.any(Number) });
    const page = await readFile(join(cwd, "pareto.html"), "utf8");
    for (const part of [front.sentence, "<svg", "deviator stress alone", "knee"]) expect(page).toContain(part);
    const text = await inversa(["pareto", "study.yaml", "--points", "3", "--between", "volumetricStrain, deviatorStress"], { cwd });
    expect(text.stdout).toMatch(/volumetricStrain.* against .*deviatorStress/);
    expect(text.stdout).toMatch(/first alone/);
  });

  it.each([
    [["--between", "deviatorStress"], "argument-invalid", /two names with a comma/],
    [["--between", "deviatorStress,volume"], "response-unknown", /does not compare \\"volume\\"/],
    [["--points", "2"], "argument-invalid", /from 3 to 101/],
  ])("with %j is refused", async (flags, id, message) => {
    const cwd = await emptyFolder();
    await copyFile(demoData("CD-200kPa.csv"), join(cwd, "a.csv"));
    const { code, stdout } = await inversa(["pareto", "--data", "a.csv", "--condition", "confiningPressure=200", "--json", ...flags], { cwd });
    expect(code).toBe(2);
    expect(json(stdout)["error"]).toMatchObject({ code: id });
    expect(stdout).toMatch(message);
  });
});

describe("evaluate", () => {
  it("says how far an estimator is from the truth, from the best possible, and what its intervals hold", async () => {
    const cwd = await emptyFolder();
    await copyFile(demoData("CD-200kPa.csv"), join(cwd, "a.csv"));
    const { code, stdout } = await inversa(["evaluate", "--data", "a.csv", "--condition", "confiningPressure=200", "--estimator", "least-squares", "--cases", "20", "--json"], { cwd });
    expect(code).toBe(0);
    const { cases, estimators } = json(stdout);
    expect(cases).toBe(20);
    expect(estimators).toHaveLength(1);
    expect(estimators[0].parameters[0]).toMatchObject({ name: "K", rmse: expect.any(Number), coverage95: expect.any(Number) });
  });
});

describe("wrong input ends with exit code 2 and says what, where, expected and what next", () => {
  const wrong: [string, string[], Partial<{ input: string; files: Record<string, string> }>, { code: keyof typeof errorCodes; where?: RegExp; says: RegExp }][] = [
    ["an unknown command", ["lst"], {}, { code: "argument-invalid", where: /inversa/, says: /Did you mean list/ }],
    ["an unknown command of a group", ["study", "chek"], {}, { code: "argument-invalid", says: /Did you mean "check"/ }],
    ["an unknown flag", ["list", "--jsn"], {}, { code: "argument-invalid", where: /inversa list/, says: /--json/ }],
    ["a flag without its value", ["run", "a.yaml", "--out"], {}, { code: "argument-invalid", where: /inversa run/, says: /--out/ }],
    ["a missing argument", ["describe"], {}, { code: "argument-invalid", where: /inversa describe/, says: /id/ }],
    ["a missing required flag", ["study", "new", "--model", "soil/duncan-chang-eb"], {}, { code: "argument-invalid", where: /study new/, says: /--data/ }],
    ["a number out of range", ["list", "--threads", "many"], {}, { code: "argument-invalid", where: /--threads/, says: /whole number from 0 to 1024/ }],
    ["a condition without a number", ["estimate", "--data", "a.csv", "--condition", "confiningPressure"], {}, { code: "argument-invalid", where: /--condition/, says: /name=number/ }],
    ["a study file and flags together", ["estimate", "a.yaml", "--data", "b.csv"], { files: { "a.yaml": "inversa: 1\nmodel: soil/duncan-chang-eb\n" } }, { code: "argument-invalid", where: /--data/, says: /either a study file or/ }],
    ["neither study nor data", ["estimate"], {}, { code: "argument-invalid", says: /study new/ }],
    ["an unknown list", ["list", "modles"], {}, { code: "argument-invalid", says: /Did you mean "models"/ }],
    ["an unknown id", ["describe", "soil/duncan-chan-eb"], {}, { code: "unknown-id", says: /Did you mean "soil\/duncan-chang-eb"/ }],
    ["a test that names no protocol", ["simulate", "soil/duncan-chang-eb", "--request", "-"], { input: "{\"parameters\":{},\"tests\":[{}]}" }, { code: "request-invalid", says: /^ +where +standard input, \$\.tests\[0\]\.protocol$/m }],
    ["an unknown model", ["simulate", "soil/elastic", "--request", "-"], { input: "{\"parameters\":{},\"tests\":[{}]}" }, { code: "unknown-id", says: /one of soil\/duncan-chang-eb/ }],
    ["two different models", ["simulate", "duncan-chang-emu", "--request", "-"], { input: "{\"model\":\"duncan-chang-eb\",\"parameters\":{},\"tests\":[{}]}" }, { code: "request-invalid", where: /\$\.model/, says: /the same model/ }],
    ["no request", ["simulate"], {}, { code: "argument-invalid", says: /--request FILE.*--example/s }],
    ["a request that does not exist", ["simulate", "--request", "none.json"], {}, { code: "file-missing", where: /--request/, says: /none\.json does not exist/ }],
    ["a request that is no JSON", ["simulate", "--request", "-"], { input: "{ \"parameters\": }" }, { code: "request-invalid", where: /standard input/, says: /not valid JSON/ }],
    ["a parameter out of bounds", ["simulate", "--request", "-"], { input: "{\"parameters\":{\"K\":-1},\"tests\":[{\"protocol\":\"drained-triaxial\",\"conditions\":{\"confiningPressure\":100},\"axis\":[0]}]}" }, { code: "parameter-out-of-bounds", where: /\$\.parameters/, says: /from 10 to 20000/ }],
    ["an app variant that does not exist", ["list", "--app", "soil-lap"], {}, { code: "unknown-id", where: /--app/, says: /Did you mean "soil-lab"/ }],
    ["an app file that does not exist", ["list", "--app", "./mine.ts"], {}, { code: "file-missing", where: /--app/, says: /mine\.ts does not exist/ }],
    ["a plugin that does not exist", ["list", "--plugin", "./mine.ts"], {}, { code: "plugin-invalid", where: /mine\.ts/, says: /no such file/ }],
    ["a study that does not exist", ["run", "none.yaml"], {}, { code: "file-missing", says: /none\.yaml/ }],
    ["a study with a misspelt key", ["study", "check", "s.yaml"], { files: { "s.yaml": "inversa: 1\nmodle: soil/duncan-chang-eb\n" } }, { code: "study-invalid", where: /s\.yaml/, says: /model/ }],
    ["data that do not exist", ["estimate", "--data", "none.csv"], {}, { code: "file-missing", says: /none\.csv/ }],
    ["data that are empty", ["estimate", "--data", "a.csv"], { files: { "a.csv": "" } }, { code: "data-unreadable", where: /a\.csv/, says: /the file is empty/i }],
    ["data in a unit that is none", ["estimate", "--data", "a.csv"], { files: { "a.csv": "axial strain (furlong),q (kPa)\n0,0\n1,50\n2,80\n" } }, { code: "data-unreadable", where: /a\.csv/, says: /would be axialStrain, but "furlong" is no unit of it/ }],
    ["a misspelt condition", ["estimate", "--data", "a.csv", "--condition", "confiningPresure=100"], { files: { "a.csv": "axial strain (%),q (kPa)\n0,0\n1,50\n2,80\n" } }, { code: "condition-unknown", says: /Did you mean "confiningPressure"/ }],
    ["a test without what its model needs to know of the specimen", ["study", "check", "s.yaml"], { files: { "s.yaml": "inversa: 1\nmodel: soil/hypoplastic-sand\ndata: [{ files: [a.csv] }]\nestimate: { phic: plausible }\nfixed: { hs: 1e6, n: 0.3, ed0: 0.5, ec0: 0.8, ei0: 1, alpha: 0.2, beta: 1 }\n", "a.csv": "axial strain (%),volumetric strain (%),q (kPa),confining pressure (kPa)\n0,0,0,100\n1,0.2,50,100\n2,0.3,80,100\n" } }, { code: "condition-missing", where: /test "a" \(a\.csv\)/, says: /initialVoidRatio is not given/i }],
    ["a study that is no text", ["study", "check", "s.yaml"], { files: { "s.yaml": "inversa: 1\u0000\u0001" } }, { code: "study-invalid", where: /s\.yaml/, says: /not a text in UTF-8/ }],
    ["data that are no curve", ["estimate", "--data", "a.csv"], { files: { "a.csv": "name,town\nAnna,Bonn\n" } }, { code: "data-unreadable", where: /a\.csv/, says: /./ }],
    ["data that can be read in two ways", ["study", "new", "--model", "soil/duncan-chang-eb", "--data", "a.csv"], { files: { "a.csv": "axial strain (%),q (kPa),confining pressure (kPa)\n0,0,100\n1,50,100\n2,80,100\n" } }, { code: "data-ambiguous", where: /^a\.csv/, says: /what kind of test.*--read NAME=VALUE/s }],
    ["an estimator that is not trained", ["train", "--data", "a.csv", "--estimator", "least-squares"], { files: { "a.csv": "axial strain (%),volumetric strain (%),q (kPa),confining pressure (kPa)\n0,0,0,100\n1,0.2,50,100\n2,0.3,80,100\n" } }, { code: "estimator-incompatible", says: /learned/ }],
  ];

  it.each(wrong)("%s", async (_, words, { input, files }, expected) => {
    const cwd = await emptyFolder();
    for (const [name, content] of Object.entries(files ?? {})) await writeFile(join(cwd, name), content);
    const given = { cwd, ...(input === undefined ? {} : { input }) };
    const text = await inversa(words, given);
    expect(text.code).toBe(2);
    expect(text.stdout).toBe("");
    expect(text.stderr).toMatch(expected.says);
    expect(text.stderr).toContain(expected.code);

    const document = await inversa([...words, "--json"], given);
    expect(document.code).toBe(2);
    const { error } = json(document.stdout);
    expect(errorCodes).toHaveProperty(error.code);
    expect(error).toMatchObject({ code: expected.code, what: expect.any(String), message: expect.any(String) });
    expect(error.where ?? "").toMatch(expected.where ?? "");
    expect(error.expected ?? error.next).toBeTruthy();
  });
});

describe("the rest", () => {
  it("an interruption is told with what was kept and exit code 130", async () => {
    const cwd = await emptyFolder();
    for (const name of ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv", "study.yaml"]) await copyFile(demoData(name), join(cwd, name));
    const { code, stdout } = await inversa(["train", "study.yaml", "--json", "--quiet"], { cwd, signal: AbortSignal.abort(new DOMException("stop", "AbortError")) });
    expect(code).toBe(130);
    expect(json(stdout)).toMatchObject({ error: { code: "interrupted", next: expect.stringContaining(".inversa") } });
  });

  it("doctor finds this machine fit for work", async () => {
    const { code, stdout } = await inversa(["doctor", "--json"]);
    expect(code).toBe(0);
    const found = json(stdout);
    expect(found["healthy"]).toBe(true);
    expect(found["checks"].map((c: { name: string }) => c.name)).toEqual(["Node", "networks run on", "threads", "worker threads", "memory", "PDF reports", "database"]);
    expect(found["plugins"].length).toBeGreaterThan(5);
  });
});
