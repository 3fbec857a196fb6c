import { InputError, defineForwardModel, defineProtocol, stop } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { prepareRequest, type SimulationAnswer } from "../src/simulate/answer.ts";
import { exampleRequest } from "../src/simulate/example.ts";
import { parseRequests } from "../src/simulate/request.ts";

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

  it("for several lines of requests", () => {
    const line = JSON.stringify({ parameters: { k: 1 }, tests: [test] });
    expect(parseRequests(`${line}\n${line}\n`, "r", true)).toHaveLength(2);
  });

  it("and the example that is printed to start from is a good one", () => expect(answersTo(exampleRequest(spring))).toMatchObject([{ tests: [{ status: "reached" }] }]));
});

describe("a mistake in a request is named with its place", () => {
  const good = { parameters: { k: 2 }, tests: [test] };
  it.each<[string, unknown, string, string, RegExp]>([
    ["nothing at all", "  ", "request-invalid", "request.json", /empty/],
    ["no JSON", "{\n  \"parameters\": {,\n}", "request-invalid", "line 2, column 18", /not valid JSON/],
    ["a list", [], "request-invalid", "$", /an object/],
    ["no parameters", { tests: [test] }, "request-invalid", "$.parameters", /missing/],
    ["an empty batch", { parameters: [], tests: [test] }, "request-invalid", "$.parameters", /empty/],
    ["a parameter in words", { ...good, parameters: { k: "2" } }, "request-invalid", "$.parameters.k", /Expected a number/],
    ["an unknown parameter", { ...good, parameters: { k: 2, kk: 1 } }, "parameter-unknown", "$.parameters", /Did you mean "k"/],
    ["a missing parameter", { ...good, parameters: {} }, "parameter-missing", "$.parameters", /k \(stiffness\)/],
    ["no tests", { parameters: { k: 2 } }, "request-invalid", "$.tests", /missing/],
    ["an empty list of tests", { ...good, tests: [] }, "request-invalid", "$.tests", /no test/],
    ["a misspelt key", { ...good, test: [] }, "request-invalid", "$.test", /Did you mean "tests"/],
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
