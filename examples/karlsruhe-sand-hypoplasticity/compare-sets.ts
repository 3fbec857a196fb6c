import { type Estimate, type ForwardModel, type Observation, simulate } from "@inversa/core";
import type { App, StudyFile } from "@inversa/runtime";
import { type CurveError, curveErrors, together } from "../curve-errors.ts";
import { fitStudy, studyOf, valuesOf } from "../fit-tests.ts";
import { publishedSets } from "../published-hypoplasticity.ts";
import type { DensitySeries } from "./sand-tests.ts";

export type Values = Readonly<Record<string, number>>;

/** The responses that are compared: of drained tests, and of oedometer tests. */
const compared = ["deviatorStress", "volumetricStrain", "axialStrain"] as const;

export const observationsOf = (series: readonly DensitySeries[]): readonly Observation[] => series.flatMap(({ drained, confined }) => [...drained, ...confined]);

/** The set of Wichtmann and Triantafyllidis; undefined where the table is not at hand. */
export const publishedSet = async (): Promise<Values | undefined> => (await publishedSets("kfs-hypoplasticity"))[0]?.values;

/** What index tests say of this sand (emin = 0.677, emax = 1.054, angle of repose 33.1 degrees; ei0 = 1.15 emax), in the place of wide flat priors. */
export const indexTests: StudyFile["estimate"] = {
  phic: { distribution: "normal", mean: 33.1, sd: 1 }, hs: { distribution: "log-uniform", min: 1e5, max: 1e8 }, n: { distribution: "uniform", min: 0.15, max: 0.6 },
  ed0: { distribution: "normal", mean: 0.677, sd: 0.02 }, ec0: { distribution: "normal", mean: 1.054, sd: 0.02 }, ei0: { distribution: "normal", mean: 1.212, sd: 0.04 },
  alpha: { distribution: "uniform", min: 0.01, max: 0.5 }, beta: { distribution: "uniform", min: 0.3, max: 5 },
};

/** The study's responses and the settlement of oedometer tests, the volumetric strain counting as given. */
export const weighing = (weight: number): StudyFile["responses"] => ({
  deviatorStress: { noise: 0.08 }, axialStrain: { noise: 0.08 }, volumetricStrain: { noise: 0.08, weight },
});

/** Fits the study to some tests, drained and oedometer. */
export async function fitSand(app: App, observations: readonly Observation[], change: Partial<StudyFile> = {}): Promise<Estimate> {
  return fitStudy(app, await studyOf(app, new URL("study.yaml", import.meta.url), observations, { responses: weighing(0.25), ...change }));
}

/** Errors of one set of parameters, test by test. */
export const errorsOf = (model: ForwardModel, values: Values, observations: readonly Observation[]): readonly CurveError[] => curveErrors(model, values, observations, compared);

/** Errors of every series, predicted from a fit to the other series. */
export async function leftOut(app: App, model: ForwardModel, all: readonly DensitySeries[], change: Partial<StudyFile> = {}): Promise<readonly CurveError[]> {
  const errors: CurveError[] = [];
  for (const left of all) errors.push(...errorsOf(model, valuesOf(await fitSand(app, observationsOf(all.filter((series) => series !== left)), change)), observationsOf([left])));
  return errors;
}

/** Root mean square over tests of one response. */
export const over = (errors: readonly CurveError[], response: (typeof compared)[number]): number => together(errors.filter((error) => error.response === response).map(({ relative }) => relative));

/** Volumetric strain at the end of a drained test, its peak; contraction positive. */
export const volumeAtPeak = (model: ForwardModel, values: Values, { test }: Observation): number => simulate(model, values, test).responses["volumetricStrain"]!.at(-1)!;
