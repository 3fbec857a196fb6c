import type { Estimate, ProtocolLabels } from "@inversa/core";
import type { Preview, ProtocolEntry } from "@inversa/server/api";

type Listed = readonly { readonly name: string; readonly unit: string; readonly symbol?: string; readonly about: string }[];
const byName = (channels: Listed): ProtocolLabels["responses"] => Object.fromEntries(channels.map(({ name, ...channel }) => [name, channel]));

/** Measured curves as an estimate of nothing, so that the charts of estimates draw them. */
export function measuredOnly(previews: readonly Preview[], protocols: readonly ProtocolEntry[]): Estimate {
  return {
    schema: 1, model: "", modelName: "", estimator: "", seed: 0, fixed: {}, parameters: [], correlation: [], samples: null, fit: [], predicted: [],
    observations: previews.flatMap(({ observations }) => observations.map(({ id, protocol, conditions, points, axis, curves }) => ({ id, protocol, conditions, points, axis, responses: curves }))),
    channels: Object.fromEntries(protocols.map(({ id, name, axis, responses, conditions }) => [id, { name, axis, responses: byName(responses), conditions: byName(conditions) }])),
    diagnostics: { converged: true, message: "", simulations: 0, seconds: 0, warnings: [], misfit: null, reliable: true, uncertainty: "" },
    provenance: { inversa: "", plugins: {}, study: "", createdAt: "", environment: {} },
  };
}
