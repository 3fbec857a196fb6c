import { conditionValues, type CsvCell, type Estimate, type ForwardModel, type JsonSeries, parameterValues } from "@inversa/core";

/** A table with named columns. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

/** One parameter a row, every parameter of the model: estimated, held fixed or at its default; and the states of specimens that were estimated with them. */
export function parameterTable({ parameters, fixed, diagnostics }: Estimate, model?: ForwardModel): Table {
  const estimated = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const values = parameterValues({ parameters, fixed }, model);
  const names = [...new Set([...Object.keys(model?.parameters ?? {}), ...estimated.keys(), ...Object.keys(values)])].filter((name) => estimated.has(name) || Object.hasOwn(values, name));
  return {
    head: ["parameter", "symbol", "unit", "value", "low95", "high95", "status", "identified", "reliable", "note", "about"],
    rows: names.map((name) => {
      const own = estimated.get(name);
      const declared = model?.parameters[name];
      const status = own ? (own.state ? "state" : "estimated") : Object.hasOwn(fixed, name) ? "fixed" : "default";
      return [
        name, own?.symbol ?? declared?.symbol ?? name, own?.unit ?? declared?.unit ?? "", own?.value ?? values[name], own?.interval95?.[0], own?.interval95?.[1], status,
        own?.identified, own ? diagnostics.reliable && diagnostics.converged : undefined, own?.note, own?.about ?? declared?.about,
      ];
    }),
  };
}

/** One condition of one test a row. */
export function conditionTable(estimate: Estimate): Table {
  return {
    head: ["test", "protocol", "condition", "value", "unit", "status", "points", "file", "sha256"],
    rows: estimate.observations.flatMap((observation) => {
      const { id, protocol, points, source } = observation;
      const found = Object.entries(conditionValues(estimate, observation));
      const entries: readonly (readonly [string, number | undefined])[] = found.length > 0 ? found : [["", undefined]];
      const estimated = new Set(estimate.parameters.flatMap(({ state }) => (state?.observations.includes(id) ? [state.condition] : [])));
      return entries.map(([name, value]) => [id, protocol, name, value, estimate.channels[protocol]?.conditions?.[name]?.unit, value === undefined ? undefined : estimated.has(name) ? "estimated" : "stated", points, source?.file, source?.sha256]);
    }),
  };
}

/** One reading of one curve a row, measured and computed points in one table: both have their own points on the axis. */
export function curveTable({ observations, predicted, channels }: Estimate): Table {
  const rowsOf = (kind: "measured" | "computed", id: string, protocol: string, axis: JsonSeries, responses: Readonly<Record<string, JsonSeries>>, band: Readonly<Record<string, { readonly low: JsonSeries; readonly high: JsonSeries }>> = {}): readonly (readonly CsvCell[])[] => {
    const labels = channels[protocol];
    return Object.entries(responses).flatMap(([response, values]) => axis.map((at, i) => [id, protocol, kind, labels?.axis.name, at, labels?.axis.unit, response, values[i], labels?.responses[response]?.unit, band[response]?.low[i], band[response]?.high[i]]));
  };
  return {
    head: ["test", "protocol", "kind", "axis", "axis_value", "axis_unit", "response", "value", "unit", "low95", "high95"],
    rows: [
      ...observations.flatMap(({ id, protocol, axis, responses }) => rowsOf("measured", id, protocol, axis, responses)),
      ...predicted.flatMap(({ observation, protocol, axis, responses, band95 }) => rowsOf("computed", observation, protocol, axis, responses, band95)),
    ],
  };
}
