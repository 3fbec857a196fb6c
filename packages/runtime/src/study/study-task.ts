import { type InputBlock, layoutOf, type SimulationTask, type Study } from "@inversa/core";
import type { ParameterSpace } from "../space/parameter-space.ts";
import type { StudyResponses } from "./study-responses.ts";

/** A study's simulations as an engine is sent them. */
export const taskOf = (study: Study, space: ParameterSpace, { perTest, points }: Pick<StudyResponses, "perTest" | "points">): SimulationTask => ({
  model: study.model,
  options: study.options,
  columns: space.columns,
  fixed: study.fixed,
  tests: study.observations.map(({ test }) => test),
  responses: perTest,
  ...(points ? { points } : {}),
  afterStop: study.afterStop,
});

/** What estimators are told of each curve of a task's rows. */
export const blocksOf = (task: SimulationTask, uses: Study["uses"]): readonly InputBlock[] =>
  layoutOf(task).blocks.map(({ test, response, offset, length }) => ({ offset, length, axis: task.tests[test]!.axis.subarray(0, length), noise: uses[test]![response]!.noise, group: test }));
