import type { Observation } from "@inversa/core";
import { type App, readData } from "@inversa/runtime";
import { sharedData } from "../shared-data.ts";

/** Where the measurements are; undefined on a machine without them. */
export const dataFolder = sharedData("lgm50", "battery");

/** Two cells of one kind, on two cyclers. */
const files = {
  "Chen's cell": { file: "chen2020_cell02_rate_25degC_maccor.bdf.csv", settings: { steps: [7, 12] } },
  "rate test": { file: "rate_test_0_25degC.csv", settings: { kinds: "discharges" } },
} as const;

/** A full discharge at a constant current. */
export interface Discharge {
  /** 150 points equally spaced from 5 s to the end, the voltage at rest before them. */
  readonly observation: Observation;
  readonly cell: keyof typeof files;
  /** A, and degrees Celsius of the chamber. */
  readonly current: number;
  readonly ambient: number;
  /** V, at rest before the discharge. */
  readonly rest: number;
}

/** All discharges of both files, by name: `rate test, 1C, 25 °C`. */
export async function readDischarges(app: App, folder: string): Promise<ReadonlyMap<string, Discharge>> {
  const found: Discharge[] = [];
  for (const [cell, { file, settings }] of Object.entries(files)) {
    const readings = await readData(app, [file], { folder, source: "battery", settings: { ...settings, points: 5000 } });
    found.push(...readings.flatMap(({ observations }) => observations.map((observation) => discharge(observation, cell as Discharge["cell"]))));
  }
  return new Map(found.map((each) => [each.observation.id, each]));
}

const points = 150;

function discharge({ test, responses, ...rest }: Observation, cell: Discharge["cell"]): Discharge {
  const { axis } = test;
  const drive = test.drives!["current"]!;
  let charge = 0;
  for (let i = 1; i < axis.length; i++) charge += ((drive[i]! + drive[i - 1]!) / 2) * (axis[i]! - axis[i - 1]!);
  const end = axis.at(-1)!;
  // Cyclers hold a current within a thousandth; the ripple would ask the solver for small steps and says nothing.
  const current = charge / end;
  const times = Float64Array.from({ length: points }, (_, i) => 5 + ((end - 5) * i) / (points - 1));
  const rate = Math.round(2 * current) / 10;
  const ambient = test.conditions["ambientTemperature"]! - 273.15;
  const atRest = responses["voltage"]![0]!;
  const observation: Observation = {
    ...rest,
    id: `${cell}, ${rate < 1 ? `C/${1 / rate}` : `${rate}C`}, ${ambient.toFixed(0)} °C`,
    test: { ...test, axis: Float64Array.of(0, 0, ...times), drives: { current: Float64Array.of(0, ...Array.from<number>({ length: points + 1 }).fill(current)) } },
    responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, Float64Array.of(values[0]!, Number.NaN, ...between(axis, values, times))])),
  };
  return { observation, cell, current, ambient, rest: atRest };
}

/** Readings on straight lines between those at hand; gaps are passed over. */
function between(axis: Float64Array, values: Float64Array, times: Float64Array): readonly number[] {
  const at = [...axis.keys()].filter((i) => !Number.isNaN(values[i]!));
  let k = 0;
  return Array.from(times, (time) => {
    while (k + 2 < at.length && axis[at[k + 1]!]! < time) k++;
    const [a, b] = [at[k]!, at[k + 1]!];
    return values[a]! + ((values[b]! - values[a]!) * (time - axis[a]!)) / (axis[b]! - axis[a]!);
  });
}

/** The slow discharges that each cell is fitted to. */
export const fittedTests: Readonly<Record<keyof typeof files, readonly string[]>> = {
  "Chen's cell": ["Chen's cell, C/10, 27 °C", "Chen's cell, C/2, 27 °C"],
  "rate test": ["rate test, C/10, 25 °C", "rate test, C/2, 25 °C"],
};
