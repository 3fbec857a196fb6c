import type { Channel, MeasuredCurve, ProtocolLabels, Quantity } from "@inversa/core";
import type { SettledStudy } from "../study/settle-study.ts";
import { series } from "./verify.ts";

/** Names and units of every series of the study's protocols. */
export function labelsOf({ model, study }: SettledStudy): Readonly<Record<string, ProtocolLabels>> {
  const ids = new Set(study.observations.map((observation) => observation.test.protocol));
  return Object.fromEntries(
    model.simulations.flatMap(({ protocol }) => {
      if (!ids.has(protocol.id)) return [];
      const { axis, responses, conditions } = protocol;
      return [[protocol.id, { name: protocol.name, axis: { name: axis.name, ...labelOf(axis) }, responses: eachLabel(responses), conditions: eachLabel(conditions) }]];
    }),
  );
}

/** The study's measurements as the estimate saw them. */
export function measuredCurves({ study }: SettledStudy): readonly MeasuredCurve[] {
  return study.observations.map(({ id, test, responses, provenance }) => ({
    id,
    protocol: test.protocol,
    conditions: test.conditions,
    points: test.axis.length,
    ...(provenance ? { source: { file: provenance.file, sha256: provenance.sha256 } } : {}),
    axis: series(test.axis),
    responses: Object.fromEntries(Object.entries(responses).map(([name, values]) => [name, series(values)])),
    ...(test.drives ? { drives: Object.fromEntries(Object.entries(test.drives).map(([name, values]) => [name, series(values)])) } : {}),
    ...(test.program ? { program: test.program } : {}),
  }));
}

const eachLabel = (channels: Readonly<Record<string, Channel | Quantity>>) => Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, labelOf(channel)]));

const labelOf = ({ unit, symbol, about }: Channel | Quantity) => ({ unit, ...(symbol ? { symbol } : {}), about });
