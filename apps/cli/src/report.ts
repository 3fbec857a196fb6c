import type { Estimate } from "@inversa/core";
import { estimatorNames, exceptionsOf, type App, type ResolvedStudy } from "@inversa/runtime";
import { writeResult } from "./write-file.ts";

/** Writes the report of a study's estimates: one HTML file. The charting library is loaded only here. */
export async function writeReport(path: string, app: App, resolved: ResolvedStudy, estimates: readonly Estimate[], study?: string): Promise<void> {
  const { renderReport } = await import("@inversa/report");
  const { model, study: inverse, readings, name } = resolved;
  const html = renderReport({ estimates, title: name, data: readings, ...(study === undefined ? {} : { study }), background: { model, responses: inverse.responses, exceptions: exceptionsOf(inverse), estimators: estimatorNames(app, estimates) } });
  await writeResult(path, html);
}
