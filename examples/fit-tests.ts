import { fileURLToPath } from "node:url";
import { type Estimate, type Observation, quietRun } from "@inversa/core";
import { type App, estimateStudy, readStudyFile, type ResolvedStudy, resolveStudy, type StudyFile } from "@inversa/runtime";

/** A study with observations in the place of the files that it names: tests that were cut or put together by a program. */
export async function studyOf(app: App, study: URL, observations: readonly Observation[], change: Partial<StudyFile> = {}): Promise<ResolvedStudy> {
  const { file, folder } = await readStudyFile(fileURLToPath(study));
  const data = observations.map(({ id, test, responses }) => ({
    ...test.program,
    id, protocol: test.protocol, conditions: { ...test.conditions }, axis: [...test.axis],
    ...(test.drives ? { drives: Object.fromEntries(Object.entries(test.drives).map(([name, values]) => [name, [...values]])) } : {}),
    responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, Array.from(values, (value) => (Number.isNaN(value) ? null : value))])),
  }));
  return resolveStudy(app, { ...file, name: observations.map(({ id }) => id).join(", "), data, ...change }, folder);
}

/** The estimate of a study's first estimator, without bands. */
export const fitStudy = (app: App, resolved: ResolvedStudy): Promise<Estimate> => estimateStudy(app, resolved, undefined, { bandDraws: 0 }, quietRun(resolved.study.seed));

export const valuesOf = ({ parameters }: Estimate): Readonly<Record<string, number>> => Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

/** The readings of a test from one number up to, and without, another. */
export function cut(observation: Observation, from: number, to: number): Observation {
  const { test, responses } = observation;
  return { ...observation, test: { ...test, axis: test.axis.slice(from, to) }, responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, values.slice(from, to)])) };
}
