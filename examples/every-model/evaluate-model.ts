import type { Run } from "@inversa/core";
import { type App, type EvaluatedEstimator, evaluateStudy, parseStudyFile, resolveStudy } from "@inversa/runtime";
import { modelStudies, studyFileOf } from "./studies.ts";

/** How much is computed. */
export interface Effort {
  /** Simulations that networks are trained on, and passes through them; a pass takes the convolutional one some ten times as long, and with none it is left out. */
  readonly samples: number;
  readonly epochs: { readonly bp: number; readonly cnn: number };
  /** Fresh cases that networks and least squares are tried on, and the searches, which take seconds a case. */
  readonly cases: number;
  readonly searchCases: number;
  /** Simulations of one search at most. */
  readonly searchEvaluations: number;
  readonly engine: string;
}

/** One estimator on one model, all parameters together. */
export interface ModelScore {
  readonly estimator: string;
  /** Root mean square error over the prior's standard deviation: 1 has learnt nothing. */
  readonly overPrior: number;
  /** Root mean square over the parameters that the tests determine, each error over its Cramér-Rao floor. */
  readonly overFloor: number;
  readonly trainingSeconds: number;
  readonly secondsPerCase: number;
  readonly failed: number;
}

export interface ModelResult {
  readonly model: string;
  readonly parameters: number;
  /** Share of parameters and cases that the tests determine. */
  readonly determined: number;
  readonly scores: readonly ModelScore[];
}

const together = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

const scoreOf = ({ estimator, parameters, trainingSeconds, secondsPerCase, failed }: EvaluatedEstimator): ModelScore => ({
  estimator, trainingSeconds, secondsPerCase, failed,
  overPrior: together(parameters.map(({ rmseOverPrior }) => rmseOverPrior)),
  overFloor: together(parameters.flatMap(({ rmseOverFloor }) => rmseOverFloor ?? [])),
});

/** Every estimator on one model's study. */
export async function evaluateModel(app: App, model: string, { samples, epochs, cases, searchCases, searchEvaluations, engine }: Effort, run: Run): Promise<ModelResult> {
  const study = modelStudies.find((each) => each.model === model)!;
  const file = parseStudyFile(JSON.stringify(studyFileOf(study, samples)), `${model}.json`);
  // Threads take longer to start than so few simulations take.
  const trying = async (estimators: unknown, count: number) => evaluateStudy(app, await resolveStudy(app, { ...file, estimators: estimators as typeof file.estimators }, "."), { cases: count, threads: 0 }, run);
  const many = await trying([
    // oxlint-disable-next-line unicorn/no-thenable -- the word of a study file, a string; nothing awaits it
    { id: "bp", settings: { epochs: epochs.bp, engine }, then: { id: "least-squares", settings: { intervals: "covariance" } } },
    ...(epochs.cnn > 0 ? [{ id: "cnn", settings: { epochs: epochs.cnn, engine } }] : []),
    { id: "least-squares", settings: { intervals: "covariance" } },
    ...(app.models.get(model).classical && study.byHand !== false ? [{ id: "classical" }] : []),
  ], cases);
  const few = searchCases > 0 ? await trying([{ id: "cma-es", settings: { restarts: 0, maxEvaluations: searchEvaluations } }, { id: "genetic", settings: { restarts: 0, maxEvaluations: searchEvaluations } }], searchCases) : undefined;
  return {
    model, parameters: many.floor.length, determined: many.floor.reduce((sum, { determined }) => sum + determined, 0) / many.floor.length,
    scores: [...many.estimators, ...(few?.estimators ?? [])].map(scoreOf),
  };
}
