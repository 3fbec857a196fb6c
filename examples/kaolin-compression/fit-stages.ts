import type { Estimate, Observation } from "@inversa/core";
import { type App, readData, type StudyFile } from "@inversa/runtime";
import { cut, fitStudy, studyOf } from "../fit-tests.ts";
import { sharedData } from "../shared-data.ts";

/** Where the data lie; undefined on a machine without them. */
export const dataFolder = sharedData("aarhus-kaolin-compression");

/** The specimens by name, each with all its stages: void ratio over mean effective stress. */
export async function readSpecimens(app: App, folder: string): Promise<ReadonlyMap<string, Observation>> {
  const readings = await readData(app, ["*.csv"], { folder });
  return new Map(readings.flatMap(({ observations }) => observations).map((observation) => [observation.id, observation]));
}

const largestStage = ({ test: { axis } }: Observation): number => axis.indexOf(Math.max(...axis));

/** The stages from a pressure to the largest, on the normal compression line: their void ratios follow from N and lambda. */
export function virginStages(specimen: Observation, from: number): Observation {
  const stages = cut(specimen, specimen.test.axis.findIndex((pressure) => pressure >= from), largestStage(specimen) + 1);
  return { ...stages, id: `${specimen.id}, virgin`, test: { ...stages.test, conditions: { confiningPressure: stages.test.axis[0]! } }, responses: { voidRatio: stages.responses["voidRatio"]! } };
}

/** The stages of unloading, from the first of them on. What happened at the largest pressure after its reading belongs to neither line, so the void ratio is known at their start. */
export function swellingStages(specimen: Observation): Observation {
  const largest = largestStage(specimen);
  const stages = cut(specimen, largest + 1, specimen.test.axis.length);
  const voidRatio = stages.responses["voidRatio"]!;
  return {
    ...stages, id: `${specimen.id}, swelling`, responses: { voidRatio },
    test: { ...stages.test, conditions: { confiningPressure: stages.test.axis[0]!, preconsolidationPressure: specimen.test.axis[largest]!, initialVoidRatio: voidRatio[0]! } },
  };
}

/** Least squares; kappa is held where no stage unloads, since then it says nothing. */
export async function fitStages(app: App, stages: readonly Observation[]): Promise<Estimate> {
  const study = new URL("study.yaml", import.meta.url);
  if (stages.some(({ test }) => test.conditions["preconsolidationPressure"] !== undefined)) return fitStudy(app, await studyOf(app, study, stages));
  const loading: Partial<StudyFile> = {
    estimate: { lambda: { distribution: "log-uniform", min: 0.05, max: 0.5 }, N: { distribution: "uniform", min: 1.7, max: 6 } },
    fixed: { M: 1, nu: 0.3, kappa: 0.04 },
  };
  return fitStudy(app, await studyOf(app, study, stages, loading));
}
