import type { Observation } from "@inversa/core";
import type { App } from "@inversa/runtime";
import { cut } from "../fit-tests.ts";
import { readDrained, readTests, series as drainedSeries } from "../karlsruhe-sand/fit-series.ts";

/** The specimens by density, loosest first: drained tests by number, oedometer tests by number. */
const oedometers = { "TMD1-5, loose": [1, 3, 4], "TMD11-15, medium": [6, 7], "TMD16-20, medium dense": [9, 10], "TMD21-25, dense": [12] } as const;

/** Tests of about one density. */
export interface DensitySeries {
  readonly name: string;
  readonly drained: readonly Observation[];
  readonly confined: readonly Observation[];
}

export async function readSeries(app: App, folder: string): Promise<readonly DensitySeries[]> {
  const all: DensitySeries[] = [];
  for (const [name, numbers] of Object.entries(drainedSeries)) {
    const confined = await readTests(app, folder, oedometers[name as keyof typeof oedometers].map((number) => `OE${number}`));
    all.push({ name, drained: await readDrained(app, folder, numbers), confined: confined.map(firstLoading) });
  }
  return all;
}

/** Axial stress in kPa under which plates and specimen are in contact all over; half of the settlement of a loose specimen comes before. */
const seated = 10;

/** An oedometer test from a stress at which it is seated up to its first unloading; the void ratio measured there is its initial one. Radial stress at rest is left to the model. */
function firstLoading(observation: Observation): Observation {
  const { axis } = observation.test;
  const turn = axis.findIndex((stress, i) => i > 0 && stress < axis[i - 1]!);
  const { test, responses, ...rest } = cut(observation, axis.findIndex((stress) => stress >= seated), turn < 0 ? axis.length : turn);
  const voidRatio = responses["voidRatio"]!;
  const [initialVoidRatio] = voidRatio as unknown as [number];
  return {
    ...rest,
    test: { ...test, conditions: { initialAxialStress: test.axis[0]!, initialVoidRatio } },
    responses: { voidRatio, axialStrain: voidRatio.map((e) => Math.log((1 + initialVoidRatio) / (1 + e))) },
  };
}
