import type { Estimate, JsonSeries } from "@inversa/core";
import type { Parameters, SceneTest, StudyTerms } from "./messages.ts";

const numbers = (values: JsonSeries): Float64Array => Float64Array.from(values, (value) => value ?? Number.NaN);

/** The tests of an estimate with the states that it found, its values, and what its study said of priors and noise. */
export function sceneOfEstimate({ observations, parameters: estimated, fixed, responses }: Estimate): { readonly parameters: Parameters; readonly tests: readonly SceneTest[]; readonly terms: StudyTerms; readonly held: ReadonlySet<string> } {
  const own = estimated.filter(({ state }) => state === undefined);
  const statesOf = (id: string): Parameters => Object.fromEntries(estimated.flatMap(({ state, value }) => (state?.observations.includes(id) ? [[state.condition, value]] : [])));
  const tests = observations.map(({ id, protocol, conditions, axis, responses: measured, drives, program }): SceneTest => ({
    id, protocol, conditions: { ...conditions, ...statesOf(id) }, axis: numbers(axis), measured: Object.fromEntries(Object.entries(measured).map(([name, values]) => [name, numbers(values)])),
    ...(drives ? { drives: Object.fromEntries(Object.entries(drives).map(([name, values]) => [name, numbers(values)])) } : {}), ...(program ? { program } : {}),
  }));
  return {
    parameters: { ...fixed, ...Object.fromEntries(own.map(({ name, value }) => [name, value])) },
    tests,
    terms: { estimate: Object.fromEntries(own.map(({ name, prior }) => [name, prior])), fixed, ...(responses ? { responses } : {}) },
    held: new Set(Object.keys(fixed)),
  };
}
