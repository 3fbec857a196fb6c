import type { Estimate, Observation } from "@inversa/core";
import { type App, readData } from "@inversa/runtime";
import { curveErrors } from "../curve-errors.ts";
import { cut, fitStudy, studyOf, valuesOf } from "../fit-tests.ts";
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

/** Reads tests of the database by name. Their strains are changes over the first height and volume: the column e says so, e = e0 - (1 + e0) eps_v. */
export async function readTests(app: App, folder: string, names: readonly string[]): Promise<readonly Observation[]> {
  const readings = await readData(app, [...names.map((name) => `${name}.csv`), "tests.csv"], { folder, settings: { strainMeasure: "engineering" } });
  return readings.flatMap(({ observations }) => observations);
}

/** Drained tests by number, each up to its largest deviator stress. */
export const readDrained = async (app: App, folder: string, numbers: readonly number[]): Promise<readonly Observation[]> =>
  (await readTests(app, folder, numbers.map((number) => `TMD${number}`))).map(upToPeak);

/** An elastic model with a strength has nothing to say of softening, and a specimen that has parted along a shear band tells of the band: what follows the peak is left out. */
function upToPeak(observation: Observation): Observation {
  const stress = observation.responses["deviatorStress"]!;
  return cut(observation, 0, stress.indexOf(Math.max(...stress)) + 1);
}

/** Fits the study's model to observations, in the place of the files that the study names. */
export const fitModel = async (app: App, observations: readonly Observation[]): Promise<Estimate> =>
  fitStudy(app, await studyOf(app, new URL("study.yaml", import.meta.url), observations));

/** Root mean square difference between predicted and measured deviator stress over the peak. */
export const stressError = (app: App, estimate: Estimate, observation: Observation): number =>
  curveErrors(app.models.get(estimate.model), { ...estimate.fixed, ...valuesOf(estimate) }, [observation], ["deviatorStress"], { failure: "plateau" })[0]!.relative;
