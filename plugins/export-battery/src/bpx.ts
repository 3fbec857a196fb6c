import { applyParameters, cellOf, cellOptions, writeBpx, type Cell, type GivenCellParameters } from "@inversa/battery";
import { defineExporter, InputError, parameterValues, readSettings, text, type Estimate, type JsonDocument } from "@inversa/core";

const settings = {
  title: text({ default: "", about: "title of the file; the cell's name and what was estimated unless given" }),
} as const;

/** The cell that an estimate stands for: the one that it started from, with what was estimated and fixed put in. */
function cellFrom(estimate: Estimate, values: GivenCellParameters): { readonly cell: Cell; readonly named: string } {
  const option = estimate.options?.["cell"];
  if (option === undefined) throw new InputError("export-unsupported", { where: "format bpx", what: "the estimate does not say which cell it is of", expected: "an estimate whose options name a cell", next: "Estimate again with this version" });
  const { cell: chosen } = readSettings({ cell: cellOptions.cell }, { cell: option }, "options of the estimate");
  const cell = cellOf(chosen as string | JsonDocument);
  return { cell: applyParameters(cell, values), named: cell.name };
}

/** BPX: what PyBaMM and other simulators of cells read. */
export const bpx = defineExporter({
  id: "bpx",
  name: "BPX",
  about: "The cell with the estimated parameters as a BPX 1.1 file, for PyBaMM and other simulators that read the Battery Parameter eXchange format.",
  source: "BPX schema 1.1 (github.com/FaradayInstitution/BPX)",
  models: ["battery/p2d", "battery/spme"],
  settings,
  write: ({ estimate, model, settings: { title } }) => {
    const { cell, named } = cellFrom(estimate, parameterValues(estimate, model));
    const estimated = estimate.parameters.map(({ name, value, unit, interval95 }) => {
      const between = interval95 ? ` (95 %: ${digits(interval95[0])} to ${digits(interval95[1])})` : "";
      return `${name} = ${digits(value)}${unit === "1" ? "" : ` ${unit}`}${between}`;
    });
    const fixed = Object.entries(estimate.fixed).map(([name, value]) => `${name} = ${digits(value)}`);
    const { document, remarks } = writeBpx(cell, {
      title: title || `${named} with ${estimated.length} estimated ${estimated.length === 1 ? "parameter" : "parameters"}`,
      description: [
        `Estimated by Inversa ${estimate.provenance.inversa} (${estimate.model}, ${estimate.estimator}) from ${estimate.observations.map(({ id }) => id).join(", ")} on ${estimate.provenance.createdAt}.`,
        ...(estimated.length > 0 ? [`Estimated: ${estimated.join("; ")}.`] : []), ...(fixed.length > 0 ? [`Fixed: ${fixed.join("; ")}.`] : []), `Everything else as in ${named}.`,
      ].join(" "),
      references: cell.source,
    });
    return {
      files: [{ name: `${named.replaceAll(/[^A-Za-z0-9-]+/g, "-").replaceAll(/^-|-$/g, "").slice(0, 60) || "cell"}-estimated.json`, content: `${JSON.stringify(document, undefined, 2)}\n`, mediaType: "application/json" }],
      remarks,
    };
  },
});

const digits = (value: number): string => String(Number(value.toPrecision(5)));
