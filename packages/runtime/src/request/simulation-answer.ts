import { InputError, prepareTest, readParameters, readSettings, simulate, type Curve, type ErrorCode, type ForwardModel, type Mistake } from "@inversa/core";
import type { App } from "../app/app.ts";
import { at } from "./json-path.ts";
import { readTest, requestedOptions, within, type RequestedTest, type SimulationRequest } from "./simulation-request.ts";

/** The model's answer to one test, as JSON: null after the last computed point. */
export interface TestAnswer {
  readonly id?: string;
  readonly protocol: string;
  readonly status: Curve["status"];
  readonly message?: string;
  /** As simulated, defaults filled in. */
  readonly conditions: Readonly<Record<string, number>>;
  readonly axis: readonly number[];
  readonly responses: Readonly<Record<string, readonly (number | null)[]>>;
}

export interface SimulationAnswer {
  readonly model: string;
  /** Version of the plugin that holds the model. */
  readonly version: string;
  readonly tests: readonly TestAnswer[];
  readonly units: Readonly<Record<string, string>>;
}

/** In a batch, a set of parameters that means nothing is answered by what is wrong with it; the others go on. */
export interface RefusedAnswer {
  readonly model: string;
  readonly version: string;
  readonly error: Mistake & { readonly code: ErrorCode; readonly message: string };
}

export interface PreparedRequest {
  readonly tests: readonly RequestedTest[];
  /** Answers in the order of the request's parameters. */
  answers(): Generator<SimulationAnswer | RefusedAnswer>;
}

/**
 * Binds a request to its model. Everything that does not depend on the parameters is checked here.
 * @param most Points that may be asked for: of all tests together, times the sets of parameters.
 * @throws InputError with the JSON path of what is wrong; `too-large`.
 */
export function prepareRequest(model: ForwardModel, version: string, request: SimulationRequest, most = Number.POSITIVE_INFINITY): PreparedRequest {
  const options = requestedOptions(model, request);
  within(`${request.path}.options`, () => readSettings(model.options, options, `options of ${model.id}`));
  const sets = request.parameters.length;
  let points = 0;
  const tests = request.tests.map((place) => {
    const read = readTest(model, place);
    points += read.test.axis.length;
    if (points * sets > most) {
      throw new InputError("too-large", { where: place.path, what: `up to this test ${points} points are asked for${sets > 1 ? `, for each of ${sets} sets of parameters` : ""}`, expected: `at most ${most} in one request`, next: "Ask in several requests" });
    }
    return { ...read, test: within(place.path, () => prepareTest(read.protocol, read.test)) };
  });
  const answer = (parameters: Readonly<Record<string, number>>): SimulationAnswer => {
    const units: Record<string, string> = {};
    const answered = tests.map(({ id, protocol, test }): TestAnswer => {
      const { status, message, responses } = simulate(model, parameters, test, options);
      units[protocol.axis.name] = protocol.axis.unit;
      for (const name of Object.keys(responses)) units[name] = protocol.responses[name]?.unit ?? "1";
      return {
        ...(id === undefined ? {} : { id }), protocol: protocol.id, status, ...(message === undefined ? {} : { message }), conditions: test.conditions, axis: Array.from(test.axis),
        responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, Array.from(values, (v) => (Number.isNaN(v) ? null : v))])),
      };
    });
    return { model: model.id, version, tests: answered, units };
  };
  function* answers(): Generator<SimulationAnswer | RefusedAnswer> {
    const root = { value: { parameters: request.parameters }, path: request.path };
    for (const [i, parameters] of request.parameters.entries()) {
      const { path } = request.batch ? at(at(root, "parameters"), i) : at(root, "parameters");
      try {
        within(path, () => readParameters(model, parameters));
      } catch (error) {
        if (!request.batch || !(error instanceof InputError)) throw error;
        yield { model: model.id, version, error: { code: error.code, message: error.message, ...error.mistake } };
        continue;
      }
      yield within(request.path, () => answer(parameters));
    }
  }
  return { tests, answers };
}

/** Version of the plugin that holds a model. */
export const modelVersion = (app: App, { id }: ForwardModel): string => app.plugins.find(({ name }) => name === app.models.pluginOf(id))?.version ?? "0.0.0";
