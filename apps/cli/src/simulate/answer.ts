import { InputError, prepareTest, readParameters, readSettings, simulate, type Curve, type ForwardModel } from "@inversa/core";
import { failureDocument, failureOf } from "../failure.ts";
import { at } from "./json-path.ts";
import { readTest, requestedOptions, within, type RequestedTest, type SimulationRequest } from "./request.ts";

/** The model's answer to one test, as the command line's JSON has it: null after the last computed point. */
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
  readonly error: object;
}

export interface PreparedRequest {
  readonly tests: readonly RequestedTest[];
  /** Answers in the order of the request's parameters. */
  answers(): Generator<SimulationAnswer | RefusedAnswer>;
}

/**
 * Binds a request to its model. Everything that does not depend on the parameters is checked here.
 * @throws InputError with the JSON path of what is wrong.
 */
export function prepareRequest(model: ForwardModel, version: string, request: SimulationRequest): PreparedRequest {
  const options = requestedOptions(model, request);
  within(`${request.path}.options`, () => readSettings(model.options, options, `options of ${model.id}`));
  const tests = request.tests.map((place) => {
    const read = readTest(model, place);
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
        yield { model: model.id, version, ...failureDocument(failureOf(error, false, undefined), false) } as RefusedAnswer;
        continue;
      }
      yield within(request.path, () => answer(parameters));
    }
  }
  return { tests, answers };
}
