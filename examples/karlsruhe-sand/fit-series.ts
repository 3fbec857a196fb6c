import { fileURLToPath } from "node:url";
import { type Estimate, type Observation, quietRun } from "@inversa/core";
import { type App, estimateStudy, readData, readStudyFile, resolveStudy } from "@inversa/runtime";
import { curveErrors } from "../curve-errors.ts";
import { sharedData } from "../shared-data.ts";

/** The density series of the drained tests, loosest first; each at about 50, 100, 200, (300,) 400 kPa. */
export const series = {
  "TMD1-5, loose": [1, 2, 3, 4, 5],
  "TMD11-15, medium": [11, 12, 13, 15],
  "TMD16-20, medium dense": [16, 17, 18, 20],
  "TMD21-25, dense": [21, 22, 23, 25],
} as const;

/** Where the data lie; undefined on a machine without them. */
export const dataFolder = sharedData("karlsruhe-fine-sand");

/** Reads tests of the database by number, each up to its largest deviator stress. */
export async function readTests(app: App, folder: string, numbers: readonly number[]): Promise<readonly Observation[]> {
  const readings = await readData(app, [...numbers.map((number) => `TMD${number}.csv`), "tests.csv"], { folder });
  return readings.flatMap(({ observations }) => observations).map(upToPeak);
}

/** An elastic model with a strength has nothing to say of softening, so what follows the peak is left out. */
function upToPeak(observation: Observation): Observation {
  const { test, responses } = observation;
  const stress = responses["deviatorStress"]!;
  const end = stress.indexOf(Math.max(...stress)) + 1;
  return {
    ...observation,
    test: { ...test, axis: test.axis.slice(0, end) },
    responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, values.slice(0, end)])),
  };
}

/** Fits the study's model to observations, in the place of the files that the study names. */
export async function fitModel(app: App, observations: readonly Observation[]): Promise<Estimate> {
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
  const data = observations.map(({ id, test, responses }) => ({
    id, protocol: test.protocol, conditions: { ...test.conditions }, axis: [...test.axis],
    responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, Array.from(values, (value) => (Number.isNaN(value) ? null : value))])),
  }));
  return estimateStudy(app, await resolveStudy(app, { ...file, name: observations.map(({ id }) => id).join(", "), data }, folder), "least-squares", { bandDraws: 0 }, quietRun(file.seed));
}

export const valuesOf = ({ parameters }: Estimate): Readonly<Record<string, number>> => Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

/** Root mean square difference between predicted and measured deviator stress over the peak. */
export const stressError = (app: App, estimate: Estimate, observation: Observation): number =>
  curveErrors(app.models.get(estimate.model), { ...estimate.fixed, ...valuesOf(estimate) }, [observation], ["deviatorStress"], { failure: "plateau" })[0]!.relative;
