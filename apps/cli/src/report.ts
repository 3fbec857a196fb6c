import type { Estimate } from "@inversa/core";
import type { App, ResolvedStudy } from "@inversa/runtime";
import { writeResult } from "./write-file.ts";

/** Writes the report of a study's estimates: one HTML file. The charting library is loaded only here. */
export async function writeReport(path: string, app: App, resolved: ResolvedStudy, estimates: readonly Estimate[], study?: string): Promise<void> {
  const { renderReport } = await import("@inversa/report");
  const { model, study: { responses }, readings, name } = resolved;
  const html = renderReport({
    estimates, title: name, data: readings, ...(study === undefined ? {} : { study }),
    background: { model, responses, estimators: Object.fromEntries(app.estimators.all().map((estimator) => [estimator.id, estimator])) },
  });
  await writeResult(path, html);
}
