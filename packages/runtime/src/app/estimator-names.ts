import type { Estimate, ExportRequest } from "@inversa/core";
import type { App } from "./app.ts";

/** Names and sources of the estimators under the ids that estimates carry, `bp+least-squares` for the second started from the first. Ids that the app does not know are left out. */
export function estimatorNames(app: App, estimates: readonly Estimate[]): ExportRequest["estimators"] {
  const ids = estimates.flatMap(({ estimator, diagnostics }) => [estimator, ...(diagnostics.before ?? []).map((earlier) => earlier.estimator)]);
  return Object.fromEntries([...new Set(ids)].flatMap((id) => {
    const steps = id.split("+");
    if (!steps.every((step) => app.estimators.has(step))) return [];
    const { name, source } = app.estimators.get(steps.at(-1)!);
    return [[id, { name: steps.length > 1 ? `${name} (started from ${app.estimators.get(steps[0]!).name})` : name, source }]];
  }));
}
