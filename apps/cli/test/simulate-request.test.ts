import { choice, document, InputError, defineForwardModel, defineProtocol, stop } from "@inversa/core";
import { exampleRequest, prepareRequest, withDocuments, type SimulationAnswer } from "@inversa/runtime";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseRequests } from "../src/simulate/parse-requests.ts";

const pull = defineProtocol({
  id: "pull", name: "Pull", about: "A spring is pulled.",
  conditions: { preload: { unit: "N", bounds: [0, 10], default: 0, about: "force at the start" }, room: { unit: "K", bounds: [200, 400], optional: true, about: "temperature" } },
  axis: { name: "extension", unit: "m", reversals: true, about: "extension" },
  responses: { force: { unit: "N", about: "force" }, energy: { unit: "J", about: "energy" } },
});

const spring = defineForwardModel({
  id: "toy/spring", name: "Spring", about: "A linear spring that breaks.", source: "Hooke (1678)",
  parameters: { k: { unit: "N", bounds: [1, 100], about: "stiffness" }, limit: { unit: "N", bounds: [1, 1e6], default: 1e6, about: "strength" } },
  simulations: (on) => [
    on(pull, ({ k, limit }, { preload }, extension) => {
      const force = Array.from(extension, (x) => preload + k * x);
      const broken = force.findIndex((f) => f > limit);
      return broken < 0 ? { force } : stop("failure", `it broke at ${limit} N`, { force: force.slice(0, broken) });
    }),
  ],
});

const request = (text: unknown): string => (typeof text === "string" ? text : JSON.stringify(text));
const answersTo = (text: unknown): unknown[] => parseRequests(request(text), "request.json", false).flatMap((r) => [...prepareRequest(spring, "1.2.3", r).answers()]);
const mistake = (text: unknown): InputError => {
  try {
    answersTo(text);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};
const test = { protocol: "pull", axis: [0, 1, 2] };

describe("a simulation request is answered", () => {
  it("with model, version, tests and units as documented", () => {
    expect(answersTo({ model: "toy/spring", parameters: { k: 2 }, tests: [{ ...test, conditions: { preload: 1 } }] })).toEqual([{
      model: "toy/spring", version: "1.2.3",
      tests: [{ protocol: "pull", status: "reached", conditions: { preload: 1 }, axis: [0, 1, 2], responses: { force: [1, 3, 5] } }],
      units: { extension: "m", force: "N" },
    }]);
  });

  it("with null after a curve that ends early, and why it does", () => {
    const [answer] = answersTo({ parameters: { k: 2, limit: 3 }, tests: [test] }) as [SimulationAnswer];
    expect(answer.tests[0]).toMatchObject({ status: "failure", message: "it broke at 3 N", responses: { force: [0, 2, null] } });
  });

  it("for a batch in the order of its parameters, a set without meaning answered by what is wrong with it", () => {
    const answers = answersTo({ parameters: [{ k: 1 }, { k: 500 }, { k: 3 }], tests: [test] });
    expect(answers[0]).toMatchObject({ tests: [{ responses: { force: [0, 1, 2] } }] });
    expect(answers[1]).toMatchObject({ model: "toy/spring", error: { code: "parameter-out-of-bounds" } });
    expect((answers[1] as { error: { where: string } }).error.where).toContain("$.parameters[1]");
    expect(answers[2]).toMatchObject({ tests: [{ responses: { force: [0, 3, 6] } }] });
  });

  it("along a history of the axis that runs back (unloading)", () => {
    expect(answersTo({ parameters: { k: 2 }, tests: [{ protocol: "pull", drives: { extension: [0, 1, 0.5, 2] } }] })).toMatchObject([{ tests: [{ axis: [0, 1, 0.5, 2], responses: { force: [0, 2, 1, 4] } }] }]);
  });

  it("along a range", () => {
    expect(answersTo({ parameters: { k: 1 }, tests: [{ protocol: "pull", axis: { from: 0, to: 4, points: 3 } }] })).toMatchObject([{ tests: [{ axis: [0, 2, 4] }] }]);
    expect(answersTo({ parameters: { k: 1 }, tests: [{ protocol: "pull", axis: { from: 0, to: 4, points: 3, spacing: "quadratic" } }] })).toMatchObject([{ tests: [{ axis: [0, 1, 4] }] }]);
  });

  it("up to a number of points, counted over tests and sets of parameters before anything is computed", () => {
    const [parsed] = parseRequests(request({ parameters: [{ k: 1 }, { k: 2 }], tests: [test, { protocol: "pull", axis: { from: 0, to: 1, points: 5 } }] }), "request.json", false);
    expect([...prepareRequest(spring, "1", parsed!, 16).answers()]).toHaveLength(2);
    expect(() => prepareRequest(spring, "1", parsed!, 15)).toThrow(expect.objectContaining({ code: "too-large", message: expect.stringContaining("$.tests[1]: up to this test 8 points are asked for, for each of 2 sets") as string }));
  });

  it("for several lines of requests", () => {
    const line = JSON.stringify({ parameters: { k: 1 }, tests: [test] });
    expect(parseRequests(`${line}\n${line}\n`, "r", true)).toHaveLength(2);
  });

  it("and the example that is printed to start from is a good one", () => expect(answersTo(exampleRequest(spring))).toMatchObject([{ tests: [{ status: "reached" }] }]));
});

describe("a request to a model that takes a document and a protocol with a program", () => {
  const ride = defineProtocol({
    id: "ride", name: "Ride", about: "Somebody jumps on it.", conditions: {}, drives: { weight: { unit: "N", optional: true, about: "weight" } },
    program: { way: choice({ default: "soft", choices: { soft: "softly", hard: "with a jump" }, about: "How it is loaded." }) },
    axis: { name: "time", unit: "s", about: "time" }, responses: { force: { unit: "N", about: "force" } },
    example: { conditions: {}, axis: [0, 1], program: { way: "hard" } },
  });
  const bed = defineForwardModel({
    id: "toy/bed", name: "Bed", about: "Springs in a frame.", source: "Hooke (1678)", parameters: { k: { unit: "N", bounds: [1, 100], optional: true, about: "stiffness, that of the frame unless given" } },
    options: { frame: document({ default: "oak", builtIn: { oak: "of oak" }, check: ({ k }) => { if (typeof k !== "number") throw new InputError("document-invalid", { what: "there is no k in it", expected: "a number k" }); return []; }, about: "frame" }) },
    simulations: (on) => [on(ride, ({ k }, _, time, { program, options: { frame } }) => ({ force: Array.from(time, () => (k ?? (typeof frame === "string" ? 7 : (frame["k"] as number))) * (program.way === "hard" ? 2 : 1)) }))],
  });
  const answers = async (text: object, folder = "."): Promise<unknown[]> => Promise.all(parseRequests(JSON.stringify(text), "request.json", false).map(async (r) => [...prepareRequest(bed, "1", await withDocuments(bed, r, folder, () => {})).answers()][0]));

  it("names both beside the usual keys, and need not give parameters that may be left out", async () => {
    expect(await answers({ frame: "oak", tests: [{ protocol: "ride", way: "hard", axis: [0] }] })).toMatchObject([{ tests: [{ responses: { force: [14] } }] }]);
    expect(await answers({ options: { frame: { k: 3 } }, tests: [{ protocol: "ride", axis: [0] }] })).toMatchObject([{ tests: [{ responses: { force: [3] } }] }]);
    expect(await answers(exampleRequest(bed))).toMatchObject([{ tests: [{ axis: [0, 1], responses: { force: [14, 14] } }] }]);
  });
  it("may name a file, found from the folder of the request", async () => {
    const folder = await mkdtemp(join(tmpdir(), "inversa-request-"));
    await writeFile(join(folder, "pine.json"), JSON.stringify({ k: 5 }));
    await writeFile(join(folder, "empty.json"), "{}");
    expect(await answers({ frame: "pine.json", tests: [{ protocol: "ride", axis: [0] }] }, folder)).toMatchObject([{ tests: [{ responses: { force: [5] } }] }]);
    await expect(answers({ frame: "empty.json", tests: [{ protocol: "ride", axis: [0] }] }, folder)).rejects.toThrow(/no k in it/);
    await expect(answers({ frame: "pin.json", tests: [{ protocol: "ride", axis: [0] }] }, folder)).rejects.toThrow(/"pin.json" is not built in, and there is no file/);
    await rm(folder, { recursive: true });
  });
  it("is refused where it names a document twice or a program wrongly", async () => {
    await expect(answers({ frame: "oak", options: { frame: "oak" }, tests: [{ protocol: "ride", axis: [0] }] })).rejects.toThrow(/\$\.frame: it stands under options too/);
    await expect(answers({ tests: [{ protocol: "ride", way: "wild", axis: [0] }] })).rejects.toThrow(/\$\.tests\[0\].*"wild" is not a choice/);
    await expect(answers({ fram: "oak", tests: [{ protocol: "ride", axis: [0] }] })).rejects.toThrow(/Did you mean "frame"/);
  });
});

describe("a mistake in a request is named with its place", () => {
  const good = { parameters: { k: 2 }, tests: [test] };
  it.each<[string, unknown, string, string, RegExp]>([
    ["nothing at all", "  ", "request-invalid", "request.json", /empty/],
    ["no JSON", "{\n  \"parameters\": {,\n}", "request-invalid", "line 2, column 18", /not valid JSON/],
    ["a list", [], "request-invalid", "$", /an object/],
    ["no parameters", { tests: [test] }, "parameter-missing", "$.parameters", /k \(stiffness\) is not given/],
    ["an empty batch", { parameters: [], tests: [test] }, "request-invalid", "$.parameters", /empty/],
    ["a parameter in words", { ...good, parameters: { k: "2" } }, "request-invalid", "$.parameters.k", /Expected a number/],
    ["an unknown parameter", { ...good, parameters: { k: 2, kk: 1 } }, "parameter-unknown", "$.parameters", /Did you mean "k"/],
    ["a missing parameter", { ...good, parameters: {} }, "parameter-missing", "$.parameters", /k \(stiffness\)/],
    ["no tests", { parameters: { k: 2 } }, "request-invalid", "$.tests", /missing/],
    ["an empty list of tests", { ...good, tests: [] }, "request-invalid", "$.tests", /no test/],
    ["a misspelt key", { ...good, test: [] }, "request-invalid", "$.test", /Did you mean "tests"/],
    ["a misspelt key in place of the right one", { parameters: { k: 2 }, test: [test] }, "request-invalid", "$.test", /Did you mean "tests"/],
    ["a key that no model knows", { ...good, banana: "LCO" }, "request-invalid", "$.banana", /no "banana" here/],
    ["a program that the protocol does not have", { ...good, tests: [{ ...test, steps: [] }] }, "request-invalid", "$.tests[0].steps", /no "steps" here/],
    ["no protocol", { ...good, tests: [{ axis: [0] }] }, "request-invalid", "$.tests[0].protocol", /Expected one of pull/],
    ["an unknown protocol", { ...good, tests: [{ ...test, protocol: "push" }] }, "protocol-unsupported", "$.tests[0].protocol", /Did you mean "pull"/],
    ["no axis", { ...good, tests: [{ protocol: "pull" }] }, "request-invalid", "$.tests[0].axis", /missing/],
    ["a gap in the axis", { ...good, tests: [test, { ...test, axis: [0, null] }] }, "request-invalid", "$.tests[1].axis[1]", /Expected a number/],
    ["an empty axis", { ...good, tests: [{ ...test, axis: [] }] }, "axis-invalid", "$.tests[0]", /no points/],
    ["an axis of one point in a range", { ...good, tests: [{ ...test, axis: { from: 0, to: 1, points: 1 } }] }, "request-invalid", "$.tests[0].axis.points", /2 to 1000000/],
    ["an unknown condition", { ...good, tests: [{ ...test, conditions: { preloat: 1 } }] }, "condition-unknown", "$.tests[0]", /Did you mean "preload"/],
    ["a condition out of range", { ...good, tests: [{ ...test, conditions: { preload: 11 } }] }, "condition-invalid", "$.tests[0]", /from 0 to 10 N/],
    ["an unknown history", { ...good, tests: [{ protocol: "pull", drives: { extention: [0] } }] }, "request-invalid", "$.tests[0].drives.extention", /Did you mean "extension"/],
    ["the axis twice", { ...good, tests: [{ ...test, drives: { extension: [0, 1] } }] }, "request-invalid", "$.tests[0].axis", /twice/],
    ["an unknown option", { ...good, options: { mesh: "fine" } }, "option-invalid", "options of toy/spring", /no setting "mesh"/],
  ])("%s", (_, text, code, where, message) => {
    const error = mistake(text);
    expect(error.code).toBe(code);
    expect(error.mistake.where).toContain(where);
    expect(error.message).toMatch(message);
  });

  it("parameters that contradict each other", () => {
    const stiff = { ...spring, invalid: () => "the spring cannot bear its own weight" };
    const [parsed] = parseRequests(JSON.stringify(good), "request.json", false);
    expect(() => [...prepareRequest(stiff, "1", parsed!).answers()]).toThrow(/\$\.parameters.*cannot bear its own weight/);
  });
});
