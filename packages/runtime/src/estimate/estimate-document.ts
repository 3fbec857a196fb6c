import { csvCell, type Estimate, type Run } from "@inversa/core";
import type { App } from "../app/app.ts";
import type { Finding } from "../judgement/finding.ts";
import { nameOf } from "../study/choice.ts";
import { provenanceOf } from "../study/provenance.ts";
import type { EstimatorChoice, ResolvedStudy } from "../study/resolve-study.ts";
import { hashOf } from "../study/study-hash.ts";
import type { Store } from "../store/store.ts";
import { toldEstimate, type Found, type TellingOptions } from "./told-estimate.ts";

export interface VerifyOptions extends TellingOptions {
  /** Where the draws behind an estimate are kept; nowhere unless given. */
  readonly store?: Store;
}

/** Simulates with what was found, compares with the data, and tells all of it. */
export async function estimateDocument(app: App, resolved: ResolvedStudy, choice: EstimatorChoice, found: Found, options: VerifyOptions, run: Run): Promise<Estimate> {
  const estimator = nameOf(choice);
  const samples = await keepSamples(resolved, found.polished ?? found.first, estimator, options.store);
  return toldEstimate(resolved, found, { estimator, first: choice.id, name: app.estimators.get(choice.then ?? choice.id).name, samples, provenance: provenanceOf(app, resolved, choice) }, options, run);
}

/** Writes the draws as CSV, one column an unknown, in its unit. The name follows from the contents: two data sets of one study never share a file. */
async function keepSamples({ space }: ResolvedStudy, { samples }: Finding, name: string, store: Store | undefined): Promise<string | undefined> {
  if (!samples || !store) return undefined;
  const P = space.dimension;
  const lines = [space.names.map(csvCell).join(",")];
  for (let i = 0; i < samples.rows; i++) lines.push(space.toTheta(samples.data.subarray(i * P, (i + 1) * P)).join(","));
  const text = `${lines.join("\n")}\n`;
  const file = `samples/${name.replaceAll("/", "-")}-${hashOf(text).slice(0, 12)}.csv`;
  await store.writeAtomic(file, text);
  return store.path(file);
}
