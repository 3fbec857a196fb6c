import { type Estimate, type Exported, type Exporter, type ForwardModel, InputError, parameterValues, readSettings } from "@inversa/core";
import type { App } from "../app/app.ts";
import { estimatorNames } from "../app/estimator-names.ts";

/**
 * Hands an estimate on in one of the app's formats.
 * @param to Id of one of the app's exporters, or an exporter.
 * @param settings As the user gave them; defaults are filled in.
 * @throws InputError `unknown-id` for a format that the app does not have, `export-unsupported` for one that has no form for this model, `option-invalid`.
 */
export async function exportEstimate(app: App, to: string | Exporter, estimate: Estimate, settings: unknown): Promise<Exported> {
  const exporter = typeof to === "string" ? app.exporters.get(to) : to;
  refuse(app, exporter, estimate);
  const chosen = readSettings(exporter.settings, settings, `settings of ${exporter.id}`);
  const model = app.models.has(estimate.model) ? app.models.get(estimate.model) : undefined;
  if (exporter.models !== "any") complete(model ?? app.models.get(estimate.model), estimate);
  return exporter.write({ estimate, ...(model ? { model } : {}), estimators: estimatorNames(app, [estimate]), settings: chosen });
}

/** Ids of the formats that can write estimates of a model. */
export const formatsFor = (app: App, model: string): readonly string[] =>
  app.exporters.all().filter(({ models }) => models === "any" || models.includes(model)).map(({ id }) => id);

/** A model that has since got a parameter, or lost one, would be written with gaps. */
function complete(model: ForwardModel, estimate: Estimate): void {
  const values = parameterValues(estimate, model);
  const missing = Object.entries(model.parameters).find(([name, { optional }]) => !optional && !Number.isFinite(values[name]));
  if (missing) throw new InputError("estimate-invalid", { where: `estimate of ${model.id}`, what: `it has no value for ${missing[0]} (${missing[1].about}), which the model needs`, expected: "an estimate that this version of the model made", next: "Run the study again" });
}

function refuse(app: App, { id, name, models, refuses = {} }: Exporter, { model, modelName }: Estimate): void {
  if (models === "any" || models.includes(model)) return;
  const others = formatsFor(app, model);
  throw new InputError("export-unsupported", {
    where: `format ${id}`,
    what: Object.hasOwn(refuses, model) ? refuses[model]! : `${name} has no form for ${modelName} (${model})`,
    expected: `an estimate of ${models.join(", ")}`,
    ...(others.length > 0 ? { next: `This estimate can be written as ${others.join(", ")}` } : {}),
  });
}
