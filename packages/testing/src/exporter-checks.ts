import { readSettings, type Estimate, type Exported, type Exporter, type ForwardModel, type Protocol, type Quantity } from "@inversa/core";
import { middleOf } from "./model-checks.ts";

/** The promises of an exporter; each throws when broken. */
export const exporterChecks: readonly { readonly promise: string; readonly check: (exporter: Exporter, models: readonly ForwardModel[]) => Promise<void> }[] = [
  { promise: "says what it is for and where the target's syntax is known from", check: async (exporter) => {
    const empty = (["name", "about", "source"] as const).filter((key) => exporter[key].trim().length < 3);
    if (empty.length > 0) throw new Error(`empty: ${empty.join(", ")}`);
  } },
  { promise: "has settings whose defaults are allowed", check: async (exporter) => void readSettings(exporter.settings, {}, exporter.id) },
  { promise: "writes every model that it names, and tells the others apart", check: async (exporter, models) => {
    const known = models.map(({ id }) => id);
    const untried = exporter.models === "any" ? [] : exporter.models.filter((id) => !known.includes(id));
    if (untried.length > 0) throw new Error(`not tried, give them as \`exportable\`: ${untried.join(", ")}`);
    const both = exporter.models === "any" ? Object.keys(exporter.refuses ?? {}) : exporter.models.filter((id) => Object.hasOwn(exporter.refuses ?? {}, id));
    if (both.length > 0) throw new Error(`both written and refused: ${both.join(", ")}`);
    for (const model of triedBy(exporter, models)) {
      const { files } = await attempt(exporter, model);
      if (files.length === 0) throw new Error(`${model.id}: no file`);
      for (const { name, content, mediaType } of files) {
        if (!/^[^\\/\0]+$/.test(name) || content.length === 0 || !/^[a-z]+\/[a-z0-9.+-]+/.test(mediaType)) throw new Error(`${model.id}: the file "${name}" (${mediaType}, ${content.length} long) cannot be used`);
      }
      if (new Set(files.map(({ name }) => name)).size < files.length) throw new Error(`${model.id}: two files have one name`);
    }
  } },
  { promise: "gives the same bytes for the same estimate", check: async (exporter, models) => {
    for (const model of triedBy(exporter, models)) {
      const [first, second] = [await attempt(exporter, model), await attempt(exporter, model)];
      if (JSON.stringify(first) !== JSON.stringify(second)) throw new Error(`${model.id}: the second time differs`);
    }
  } },
];

const triedBy = ({ models: wanted }: Exporter, models: readonly ForwardModel[]): readonly ForwardModel[] => models.filter(({ id }) => wanted === "any" || wanted.includes(id));

const attempt = async (exporter: Exporter, model: ForwardModel): Promise<Exported> =>
  exporter.write({ estimate: exampleEstimate(model), model, estimators: {}, settings: readSettings(exporter.settings, {}, exporter.id) });

/** The middle of every condition; of the optional ones those that do not contradict what stands already. */
function middles({ conditions, invalid }: Protocol): Readonly<Record<string, number>> {
  const middle = ({ bounds, plausible = bounds, default: value }: Quantity): number => value ?? (plausible[0] + plausible[1]) / 2;
  const entries = Object.entries(conditions);
  const needed = Object.fromEntries(entries.flatMap(([name, quantity]) => (quantity.optional ? [] : [[name, middle(quantity)]])));
  return entries.reduce<Readonly<Record<string, number>>>((so, [name, quantity]) => {
    const more = { ...so, [name]: middle(quantity) };
    return quantity.optional && !invalid?.(more, { axis: new Float64Array() }) ? more : so;
  }, needed);
}

/** An estimate of a model with one flat test of its first protocol: for trying what only reads estimates. `changes` replace whole fields. */
export function exampleEstimate(model: ForwardModel, changes: Partial<Estimate> = {}): Estimate {
  const { protocol } = model.simulations[0]!;
  const values = middleOf(model);
  const label = ({ unit, symbol, about }: { readonly unit: string; readonly symbol?: string; readonly about: string }) => ({ unit, ...(symbol ? { symbol } : {}), about });
  const labels = (channels: Readonly<Record<string, Parameters<typeof label>[0]>>) => Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, label(channel)]));
  const responses = Object.fromEntries(Object.keys(protocol.responses).map((name) => [name, [0, 1, 2]]));
  return {
    schema: 1, model: model.id, modelName: model.name, estimator: "example", seed: 1,
    observations: [{ id: "test-1", protocol: protocol.id, conditions: middles(protocol), points: 3, source: { file: "test-1.csv", sha256: "0".repeat(64) }, axis: [0, 0.01, 0.02], responses }],
    parameters: Object.entries(model.parameters).flatMap(([name, { unit, symbol, about, bounds, plausible = bounds, default: held }]) => (held === undefined && Object.hasOwn(values, name) ? [{
      name, unit, ...(symbol ? { symbol } : {}), about, value: values[name]!, interval95: [values[name]! * 0.9, values[name]! * 1.1] as const,
      prior: { distribution: "uniform" as const, min: plausible[0], max: plausible[1] }, identified: true,
    }] : [])),
    fixed: {}, correlation: [], samples: null,
    options: Object.fromEntries(Object.entries(model.options).flatMap(([name, setting]) => ("default" in setting ? [[name, setting.default]] : []))),
    fit: Object.keys(responses).map((response) => ({ observation: "test-1", response, rmse: 0.1, relative: 0.01, r2: 0.99, used: true })),
    predicted: [{ observation: "test-1", protocol: protocol.id, status: "reached", axis: [0, 0.01, 0.02], responses }],
    diagnostics: { converged: true, message: "made up", simulations: 1, seconds: 1, warnings: [], misfit: 1, reliable: true, uncertainty: "made up" },
    channels: { [protocol.id]: { name: protocol.name, axis: { name: protocol.axis.name, ...label(protocol.axis) }, responses: labels(protocol.responses), conditions: labels(protocol.conditions) } },
    provenance: { inversa: "0.0.0", plugins: {}, study: "1".repeat(64), createdAt: "2026-01-01T00:00:00.000Z", environment: {} },
    ...changes,
  };
}
