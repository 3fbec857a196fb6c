import { plausibleRange, quantitiesUnder, readSettings, type Channel, type DataSource, type Estimator, type Exporter, type ForwardModel, type OptedQuantity, type Protocol } from "@inversa/core";

/** A model's parameters as these options leave them, defaults where nothing is said. @throws InputError `option-invalid`. */
export const optedQuantities = (model: ForwardModel, options: unknown = {}): Readonly<Record<string, OptedQuantity>> => quantitiesUnder(model, readSettings(model.options, options, `options of ${model.id}`));

/** What `describe --json` and the server say of each kind of thing. */
export const modelDocument = (model: ForwardModel, options: unknown = {}) => ({
  source: model.source,
  parameters: quantities(optedQuantities(model, options)),
  options: model.options,
  ...(model.presets ? { presets: model.presets } : {}),
  protocols: model.simulations.map(({ protocol }) => protocolBody(protocol)),
});

export const protocolDocument = (protocol: Protocol, models: readonly string[]) => ({ ...protocolBody(protocol), specimen: quantities(protocol.specimen ?? {}), models });

export const estimatorDocument = (estimator: Estimator) => ({ way: estimator.kind, source: estimator.source, settings: estimator.settings });

export const exporterDocument = ({ source, models, refuses = {}, settings }: Exporter) => ({ source, models, refuses, settings });

export const sourceDocument = (source: DataSource) => ({ extensions: source.extensions, settings: source.settings });

const protocolBody = (protocol: Protocol) => ({
  id: protocol.id,
  name: protocol.name,
  axis: { name: protocol.axis.name, ...channel(protocol.axis), reversals: protocol.axis.reversals ?? false },
  conditions: quantities(protocol.conditions),
  drives: channels(protocol.drives ?? {}),
  ...(protocol.program ? { program: protocol.program } : {}),
  responses: channels(protocol.responses),
});

const quantities = (declared: Readonly<Record<string, OptedQuantity>>) =>
  Object.entries(declared).map(([name, q]) => ({
    name, unit: q.unit, ...(q.symbol ? { symbol: q.symbol } : {}), bounds: q.bounds, plausible: plausibleRange(q), scale: q.scale ?? "linear",
    default: q.default ?? null, ...(q.held === undefined ? {} : { held: q.held }), optional: q.optional ?? false, about: q.about,
  }));

const channels = (declared: Readonly<Record<string, Channel>>) => Object.entries(declared).map(([name, c]) => ({ name, ...channel(c) }));

const channel = (c: Channel) => ({ unit: c.unit, ...(c.symbol ? { symbol: c.symbol } : {}), about: c.about });

export type ModelDocument = ReturnType<typeof modelDocument>;
export type ProtocolDocument = ModelDocument["protocols"][number];
export type QuantityDocument = ModelDocument["parameters"][number];
export type ChannelDocument = ProtocolDocument["responses"][number];
