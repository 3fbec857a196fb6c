import type { Estimate, EstimatedParameter, JointSpread, JsonSeries, Prior, ProtocolLabels } from "@inversa/core";
import { type ChosenUnits, type Shown, shownAs, toShown } from "./units.ts";

/** How names and sentences of the server are said in the reader's language. */
export interface Words {
  /** `deviatorStress` as a person calls it. */
  named(name: string): string;
  said(text: string): string;
}

/** The estimate in the reader's units and words. Its charts follow, since they draw what it holds. */
export function presented(estimate: Estimate, chosen: ChosenUnits, words: Words): Estimate {
  const { named, said } = words;
  const channels = Object.fromEntries(Object.entries(estimate.channels).map(([id, labels]) => [id, presentedLabels(labels, chosen, words)]));
  const shownOf = (protocol: string, name: string): Shown => {
    const labels = estimate.channels[protocol];
    const unit = labels === undefined ? "1" : name === labels.axis.name ? labels.axis.unit : (labels.responses[name] ?? labels.conditions[name])?.unit ?? "1";
    return shownAs(name, unit, chosen);
  };
  const axisOf = (protocol: string): Shown => shownOf(protocol, estimate.channels[protocol]?.axis.name ?? "");
  const renamed = <T, U>(record: Readonly<Record<string, T>>, each: (value: T, name: string) => U): Record<string, U> => Object.fromEntries(Object.entries(record).map(([name, value]) => [named(name), each(value, name)]));
  return {
    ...estimate, channels,
    observations: estimate.observations.map((curve) => ({
      ...curve, axis: seriesAs(axisOf(curve.protocol), curve.axis),
      conditions: renamed(curve.conditions, (value, name) => toShown(shownOf(curve.protocol, name), value)),
      responses: renamed(curve.responses, (values, name) => seriesAs(shownOf(curve.protocol, name), values)),
    })),
    predicted: estimate.predicted.map((curve) => ({
      ...curve, axis: seriesAs(axisOf(curve.protocol), curve.axis), responses: renamed(curve.responses, (values, name) => seriesAs(shownOf(curve.protocol, name), values)),
      ...(curve.band95 === undefined ? {} : { band95: renamed(curve.band95, ({ low, high }, name) => ({ low: seriesAs(shownOf(curve.protocol, name), low), high: seriesAs(shownOf(curve.protocol, name), high) })) }),
    })),
    fit: estimate.fit.map((fit) => {
      const protocol = estimate.observations.find(({ id }) => id === fit.observation)?.protocol ?? "";
      return { ...fit, response: named(fit.response), rmse: fit.rmse * Math.abs(shownOf(protocol, fit.response).factor) };
    }),
    ...(estimate.joint === undefined ? {} : { joint: presentedJoint(estimate.joint, estimate.parameters.map((parameter) => shownParameter(parameter, chosen))) }),
    parameters: estimate.parameters.map((parameter) => ({ ...presentedParameter(parameter, chosen), about: said(parameter.about), ...(parameter.note === undefined ? {} : { note: said(parameter.note) }) })),
  };
}

function presentedLabels(labels: ProtocolLabels, chosen: ChosenUnits, { named, said }: Words): ProtocolLabels {
  const all = (channels: ProtocolLabels["responses"]) => Object.fromEntries(Object.entries(channels).map(([name, channel]) => [named(name), { ...channel, unit: shownAs(name, channel.unit, chosen).unit, about: said(channel.about) }]));
  const { axis } = labels;
  return { name: said(labels.name), axis: { ...axis, name: named(axis.name), unit: shownAs(axis.name, axis.unit, chosen).unit, about: said(axis.about) }, responses: all(labels.responses), conditions: all(labels.conditions) };
}

const seriesAs = (shown: Shown, values: JsonSeries): JsonSeries => (shown.factor === 1 && shown.offset === 0 ? values : values.map((value) => (value === null ? null : toShown(shown, value))));

const shownParameter = ({ name, state, unit }: EstimatedParameter, chosen: ChosenUnits): Shown => shownAs(state?.condition ?? name, unit, chosen);

/** Draws and covariance in other units. A factor does not change how logarithms are spread. */
function presentedJoint({ logarithmic, covariance, draws }: JointSpread, shown: readonly Shown[]): JointSpread {
  const scale = shown.map(({ factor }, i) => (logarithmic[i] ? 1 : factor));
  return { logarithmic, covariance: covariance.map((row, i) => row.map((value, j) => (value === null ? null : value * scale[i]! * scale[j]!))), draws: draws.map((row) => row.map((value, i) => toShown(shown[i]!, value))) };
}

function presentedParameter(parameter: EstimatedParameter, chosen: ChosenUnits): EstimatedParameter {
  const shown = shownParameter(parameter, chosen);
  const { interval95 } = parameter;
  return { ...parameter, unit: shown.unit, value: toShown(shown, parameter.value), interval95: interval95 === null ? null : [toShown(shown, interval95[0]), toShown(shown, interval95[1])], prior: priorAs(shown, parameter.prior) };
}

/** A prior in another unit. Logarithmic ones belong to units with a true zero, so that a factor is all. */
function priorAs(shown: Shown, prior: Prior): Prior {
  const at = (value: number): number => toShown(shown, value);
  const ends = (given: { readonly min?: number; readonly max?: number }) => ({ ...(given.min === undefined ? {} : { min: at(given.min) }), ...(given.max === undefined ? {} : { max: at(given.max) }) });
  switch (prior.distribution) {
    case "uniform":
    case "log-uniform": return { ...prior, min: at(prior.min), max: at(prior.max) };
    case "normal": return { ...prior, mean: at(prior.mean), sd: prior.sd * Math.abs(shown.factor), ...ends(prior) };
    case "log-normal": return { ...prior, median: at(prior.median), ...ends(prior) };
  }
}
