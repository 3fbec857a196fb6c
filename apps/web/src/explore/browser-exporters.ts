import { readSettings, type Estimate, type Exported, type Exporter, type ForwardModel, type Plugin } from "@inversa/core";

type Load = () => Promise<{ readonly default: Plugin }>;

const documents: Load = () => import("@inversa/export-documents");

/** By the domain of a model, so that nobody pays for another's formats. */
const programs: Readonly<Record<string, Load>> = { soil: () => import("@inversa/export-soil"), battery: () => import("@inversa/export-battery") };

/** The formats that can write estimates of a model, the same plugins as everywhere, those for other programs first. */
export async function exportersFor(model: string): Promise<readonly Exporter[]> {
  const own = programs[model.split("/")[0]!];
  const exporters = (await Promise.all([documents, ...(own ? [own] : [])].map((load) => load()))).flatMap(({ default: plugin }) => plugin.exporters);
  return exporters.filter(({ models }) => models === "any" || models.includes(model)).toSorted((a, b) => Number(a.models === "any") - Number(b.models === "any"));
}

/** @throws InputError `export-unsupported` where this estimate has no form in the format. */
export async function exported(model: ForwardModel, estimate: Estimate, to: string): Promise<Exported> {
  const exporter = (await exportersFor(model.id)).find(({ id }) => id === to)!;
  const plugins = await Promise.all([import("@inversa/estimator-least-squares"), import("@inversa/estimator-bp")]);
  const estimators = Object.fromEntries(plugins.flatMap(({ default: plugin }) => plugin.estimators.map(({ id, name, source }) => [id, { name, source }])));
  return exporter.write({ estimate, model, estimators, settings: readSettings(exporter.settings, {}, `settings of ${exporter.id}`) });
}
