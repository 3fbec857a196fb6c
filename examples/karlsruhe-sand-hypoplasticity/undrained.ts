import type { App } from "@inversa/runtime";
import { fitStudy, studyOf } from "../fit-tests.ts";
import { readTests } from "../karlsruhe-sand/fit-series.ts";
import type { Values } from "./compare-sets.ts";

/** Undrained tests by name: compression, then extension. */
export const undrainedTests = ["TMU1", "TMU2", "TMU4", "TMU5", "TMU7", "TMU8", "TMU10", "TMU11"];

/** An undrained test predicted from parameters that other tests gave; the database does not tell its void ratio, so that is the one number estimated. */
export interface UndrainedPrediction {
  readonly id: string;
  readonly pressure: number;
  /** Axial strain where the test ends, negative in extension. */
  readonly end: number;
  readonly voidRatio: number;
  readonly interval: readonly [number, number];
  /** Root mean square errors over the largest measured value. */
  readonly stress: number;
  readonly meanStress: number;
}

export async function predictUndrained(app: App, folder: string, fixed: Values, names: readonly string[] = undrainedTests): Promise<readonly UndrainedPrediction[]> {
  const predictions: UndrainedPrediction[] = [];
  for (const observation of await readTests(app, folder, names)) {
    const study = await studyOf(app, new URL("study.yaml", import.meta.url), [observation], {
      estimate: {}, fixed: { ...fixed },
      tests: [{ ids: [observation.id], shared: false, estimate: { initialVoidRatio: { distribution: "uniform", min: 0.6, max: 1.1 } } }],
      responses: { deviatorStress: { noise: 0.05 }, meanEffectiveStress: { noise: 0.05 } },
    });
    const { parameters: [state], fit } = await fitStudy(app, study);
    const error = (response: string): number => fit.find((each) => each.response === response)!.relative;
    predictions.push({
      id: observation.id, pressure: observation.test.conditions["confiningPressure"]!, end: observation.test.axis.at(-1)!,
      voidRatio: state!.value, interval: state!.interval95!, stress: error("deviatorStress"), meanStress: error("meanEffectiveStress"),
    });
  }
  return predictions;
}
