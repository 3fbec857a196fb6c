import { type ForwardModel, type Observation, simulate } from "@inversa/core";

/** How far one predicted curve is from its readings. */
export interface CurveError {
  readonly observation: string;
  readonly response: string;
  /** Root mean square difference over the largest measured absolute value; NaN where the model has no answer at a reading. */
  readonly relative: number;
}

/** The errors of some responses of all tests for one set of parameters. Responses that a test was not measured for are left out. */
export function curveErrors(model: ForwardModel, parameters: Readonly<Record<string, number>>, observations: readonly Observation[], names: readonly string[], options: unknown = {}): readonly CurveError[] {
  return observations.flatMap(({ id, test, responses }) => {
    const { responses: predicted } = simulate(model, parameters, test, options);
    return names.flatMap((response) => {
      const measured = responses[response];
      if (!measured) return [];
      const read = [...measured.keys()].filter((i) => !Number.isNaN(measured[i]!));
      const largest = Math.max(...read.map((i) => Math.abs(measured[i]!)));
      return [{ observation: id, response, relative: together(read.map((i) => predicted[response]![i]! - measured[i]!)) / largest }];
    });
  });
}

/** Root mean square. */
export const together = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
