import { plausibleRange, type Channel, type DataSource, type Estimator, type ForwardModel, type Protocol, type Quantities } from "@inversa/core";

/** What `describe --json` says of each kind of thing. */
export const modelDocument = (model: ForwardModel): object => ({
  source: model.source,
  parameters: quantities(model.parameters),
  options: model.options,
  protocols: model.simulations.map(({ protocol }) => protocolBody(protocol)),
});

export const protocolDocument = (protocol: Protocol, models: readonly string[]): object => ({ ...protocolBody(protocol), models });

export const estimatorDocument = (estimator: Estimator): object => ({ way: estimator.kind, source: estimator.source, settings: estimator.settings });

export const sourceDocument = (source: DataSource): object => ({ extensions: source.extensions, settings: source.settings });

const protocolBody = (protocol: Protocol): object => ({
  id: protocol.id,
  name: protocol.name,
  axis: { name: protocol.axis.name, ...channel(protocol.axis), reversals: protocol.axis.reversals ?? false },
  conditions: quantities(protocol.conditions),
  drives: channels(protocol.drives ?? {}),
  responses: channels(protocol.responses),
});

const quantities = (declared: Quantities): object[] =>
  Object.entries(declared).map(([name, q]) => ({
    name, unit: q.unit, ...(q.symbol ? { symbol: q.symbol } : {}), bounds: q.bounds, plausible: plausibleRange(q), scale: q.scale ?? "linear",
    default: q.default ?? null, optional: q.optional ?? false, about: q.about,
  }));

const channels = (declared: Readonly<Record<string, Channel>>): object[] => Object.entries(declared).map(([name, c]) => ({ name, ...channel(c) }));

const channel = (c: Channel): object => ({ unit: c.unit, ...(c.symbol ? { symbol: c.symbol } : {}), about: c.about });
