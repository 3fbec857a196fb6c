import type { ForwardModel, InputBlock, Prior, SimulationTask, Study } from "@inversa/core";
import type { ParameterSpace } from "../space/parameter-space.ts";
import type { StudyObservation } from "./study-observations.ts";
import { studySpace } from "./study-parameters.ts";
import { studyResponses } from "./study-responses.ts";
import type { StudyFile } from "./study-schema.ts";
import { blocksOf, taskOf } from "./study-task.ts";
import { studyStates } from "./study-tests.ts";

/** A study as mathematics: what is compared with what, and under which priors. All that estimating needs, in a browser too. */
export interface SettledStudy {
  readonly name: string;
  readonly study: Study;
  readonly model: ForwardModel;
  readonly task: SimulationTask;
  readonly space: ParameterSpace;
  /** One for each block of the task's layout, in its order. */
  readonly blocks: readonly InputBlock[];
  /** What the user should know: tests of which the model computes nothing. */
  readonly remarks?: readonly string[];
}

/**
 * Decides everything that a study leaves open: which responses are compared, with which noise, in which coordinates.
 * @param options Of the model, validated, with documents in place of their paths.
 * @param estimate Priors of its parameters, as {@link studyParameters} reads them.
 * @throws InputError with a place in the file for everything that does not fit.
 */
export function settleStudy(file: StudyFile, model: ForwardModel, options: Readonly<Record<string, unknown>>, estimate: Readonly<Record<string, Prior>>, observations: readonly StudyObservation[]): SettledStudy {
  const tests = observations.map(({ observation }) => observation.test);
  const states = studyStates(file, model, observations.map(({ observation }) => observation));
  const space = studySpace(file, model, estimate, { states, tests });
  const { responses, uses, perTest, points, remarks } = studyResponses(file, model, space, options, observations);

  const study: Study = {
    model: model.id,
    options,
    observations: observations.map(({ observation }) => observation),
    estimate,
    states,
    correlations: file.correlations.map(({ between: [a, b], coefficient }) => ({ between: [a, b], coefficient })),
    fixed: file.fixed,
    responses,
    uses,
    afterStop: file.afterStop,
    seed: file.seed,
  };
  const task = taskOf(study, space, { perTest, ...(points ? { points } : {}) });
  return {
    name: file.name ?? nameFor(model.name, observations.map(({ observation }) => observation.id)),
    study, model, task, space, remarks,
    blocks: blocksOf(task, uses),
  };
}

/** Longest list of tests that a heading bears. */
const readable = 80;

/** What a study without a name is called: after its tests, or after their number where their names make no heading. */
function nameFor(model: string, ids: readonly string[]): string {
  const tests = ids.join(", ");
  return `${model}, ${tests.length <= readable || ids.length === 1 ? tests : `${ids.length} tests`}`;
}
