import type { Scene, SceneTest, StudyTerms } from "./messages.ts";

/**
 * What is explored as a study file with the readings in it, so that it runs by itself wherever Inversa is: YAML whose values are JSON, which YAML allows.
 * @param terms What is estimated and what is held, in the model's units.
 */
export function studyText({ model, options, tests }: Scene, { estimate, fixed, responses }: StudyTerms): string {
  const section = (name: string, entries: Readonly<Record<string, unknown>>): string[] => (Object.keys(entries).length === 0 ? [] : [`${name}:`, ...Object.entries(entries).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)]);
  return [
    "# Written by Explore: the readings as they were used stand in it, in the units of the model. Run it with",
    "#   inversa study check study.yaml    (how well each parameter can be identified)",
    "#   inversa run study.yaml            (estimate, verify, report)",
    "inversa: 1",
    `model: ${JSON.stringify(model)}`,
    ...section("options", options),
    "data:",
    ...tests.filter(({ measured }) => measured !== undefined).map((test) => `  - ${JSON.stringify(typedTest(test))}`),
    "# \"plausible\" stands for the model's own range; a prior says it otherwise: { distribution: normal, mean: 30, sd: 2 }",
    ...section("estimate", estimate),
    ...section("fixed", fixed),
    ...section("responses", responses ?? {}),
    "estimators:",
    "  - id: least-squares",
    "seed: 1",
    "",
  ].join("\n");
}

/** Gaps in what was measured are null, in files as in JSON. */
function typedTest({ id, protocol, conditions, axis, drives, program = {}, measured = {} }: SceneTest) {
  const series = (values: Float64Array): (number | null)[] => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  const each = (curves: Readonly<Record<string, Float64Array>>) => Object.fromEntries(Object.entries(curves).map(([name, values]) => [name, series(values)]));
  return { ...program, id, protocol, conditions, axis: series(axis), ...(drives ? { drives: each(drives) } : {}), responses: each(measured) };
}
