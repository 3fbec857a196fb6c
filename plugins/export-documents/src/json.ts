import { cautions, conditionValues, defineExporter, flag } from "@inversa/core";
import { conventions } from "./conventions.ts";
import { parameterTable } from "./tables.ts";

const settings = { indent: flag({ default: true, about: "one value a line; otherwise one line in all" }) } as const;

/** The parameters alone, for programs that want no curves. The estimate itself is JSON too, with everything. */
export const json = defineExporter({
  id: "json",
  name: "JSON",
  about: "One object with provenance, conventions, cautions and every parameter by name: what a script needs to set up a model. The estimate's own file has the curves as well.",
  source: "RFC 8259; fields are documented in docs/exports.md",
  models: "any",
  settings,
  write: ({ estimate, model, settings: { indent } }) => {
    const { modelName, estimator, seed, observations, provenance, options, diagnostics } = estimate;
    const { head, rows } = parameterTable(estimate, model);
    const named = rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? null])));
    const document = {
      schema: 1,
      provenance: { ...provenance, estimator, seed, inputs: observations.map(({ id, source }) => ({ test: id, file: source?.file ?? null, sha256: source?.sha256 ?? null })) },
      conventions: conventions(estimate, model),
      cautions: cautions(estimate),
      model: estimate.model, modelName, options: options ?? null,
      parameters: Object.fromEntries(named.map(({ parameter, ...row }) => [parameter, row])),
      tests: observations.map((observation) => ({ test: observation.id, protocol: observation.protocol, conditions: conditionValues(estimate, observation) })),
      misfit: diagnostics.misfit,
      uncertainty: diagnostics.uncertainty,
    };
    return { files: [{ name: "parameters.json", content: `${JSON.stringify(document, null, indent ? 2 : undefined)}\n`, mediaType: "application/json" }], remarks: [] };
  },
});
