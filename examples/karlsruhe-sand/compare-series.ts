import type { Estimate, Observation } from "@inversa/core";
import type { App } from "@inversa/runtime";
import { together } from "../curve-errors.ts";
import { publishedTable } from "../shared-data.ts";
import { fitModel, readDrained, series, stressError } from "./fit-series.ts";

/** What one density series says. Errors are root mean square differences of the deviator stress up to the peak, over the peak. */
export interface SeriesResult {
  readonly name: string;
  readonly observations: readonly Observation[];
  readonly estimate: Estimate;
  /** Whether every test has a larger volume at the peak than at the start. */
  readonly dilates: boolean;
  readonly error: number;
  /** The same for the parameters that another program fitted to these files, where they are at hand. */
  readonly referenceError?: number;
  /** Each test predicted from a fit to the others, in the order of the observations. */
  readonly leftOut: readonly number[];
}

export async function compareSeries(app: App, folder: string): Promise<readonly SeriesResult[]> {
  const published = await referenceParameters();
  const results: SeriesResult[] = [];
  for (const [name, numbers] of Object.entries(series)) {
    const observations = await readDrained(app, folder, numbers);
    const estimate = await fitModel(app, observations);
    const error = together(observations.map((observation) => stressError(app, estimate, observation)));
    const other = published.get(`TMD${numbers[0]}`);
    const leftOut: number[] = [];
    for (const left of observations) leftOut.push(stressError(app, await fitModel(app, observations.filter((observation) => observation !== left)), left));
    results.push({
      name, observations, estimate, error, leftOut,
      dilates: observations.every(({ responses }) => responses["volumetricStrain"]!.at(-1)! < 0),
      ...(other ? { referenceError: together(observations.map((observation) => stressError(app, { ...estimate, parameters: estimate.parameters.map((p) => ({ ...p, value: other[p.name]! })) }, observation))) } : {}),
    });
  }
  return results;
}

/** Parameters by the first test of the series, from the table that lies beside the data. */
async function referenceParameters(): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  return new Map((await publishedTable("dc-eb-fitted-here")).flatMap(({ data, method, K, n, Rf, phi0_deg, dphi_deg, Kb, m }) => {
    const first = /^KFS.*?(TMD\d+)/.exec(data!)?.[1];
    if (first === undefined || method !== "least squares to peak") return [];
    return [[first, { K: Number(K), n: Number(n), Rf: Number(Rf), phi: Number(phi0_deg), dphi: Number(dphi_deg), Kb: Number(Kb), m: Number(m) }] as const];
  }));
}
