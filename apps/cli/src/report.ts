import type { Estimate, Estimator } from "@inversa/core";
import { exceptionsOf, nameOf, type App, type ResolvedStudy } from "@inversa/runtime";
import { writeResult } from "./write-file.ts";

/** Writes the report of a study's estimates: one HTML file. The charting library is loaded only here. */
export async function writeReport(path: string, app: App, resolved: ResolvedStudy, estimates: readonly Estimate[], study?: string): Promise<void> {
  const { renderReport } = await import("@inversa/report");
  const { model, study: inverse, readings, name } = resolved;
  const html = renderReport({ estimates, title: name, data: readings, ...(study === undefined ? {} : { study }), background: { model, responses: inverse.responses, exceptions: exceptionsOf(inverse), estimators: namedEstimators(app, resolved) } });
  await writeResult(path, html);
}

/** Names and sources of the estimators by the ids that estimates carry, `bp+least-squares` included. */
function namedEstimators(app: App, { estimators }: ResolvedStudy): Readonly<Record<string, Pick<Estimator, "name" | "source">>> {
  const single = app.estimators.all().map((estimator) => [estimator.id, estimator] as const);
  const polished = estimators.flatMap((choice) => {
    if (choice.then === undefined) return [];
    const [first, second] = [app.estimators.get(choice.id), app.estimators.get(choice.then)];
    return [[nameOf(choice), { name: `${second.name} (started from ${first.name})`, source: second.source }] as const];
  });
  return Object.fromEntries([...single, ...polished]);
}
