import type { Estimate, EstimatedParameter, Prior, ProtocolLabels } from "@inversa/core";
import { symbolLabel, unitLabel } from "@inversa/core";
import { formatNumber } from "./format-number.ts";
import { html, printable, type Html } from "./html.ts";

interface Labelled { readonly unit: string; readonly symbol?: string }

/** Abbreviations that stay capitals in words: state of charge, open-circuit voltage. */
const abbreviations = /\b(?:soc|ocv)\b/g;

/** `axialStrain` as `axial strain` and `initialSoc` as `initial SOC`, for the middle of a sentence. */
export const inWords = (name: string): string => printable(name).replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase().replace(abbreviations, (short) => short.toUpperCase());

/** `axialStrain` as `Axial strain`, for the start of one. */
export const asTitle = (name: string): string => inWords(name).replace(/^./u, (first) => first.toUpperCase());

/** Strains are stored as decimals and read in percent: a channel with unit "1" whose name speaks of strain. Void ratios and states of charge stay as they are. */
export const isStrain = (name: string, unit: string): boolean => unit === "1" && /strain/i.test(name);

/** What to multiply a stored value with, and the unit that it then has, for a person. */
export const display = (name: string, unit: string): { readonly factor: number; readonly unit: string } =>
  isStrain(name, unit) ? { factor: 100, unit: "%" } : { factor: 1, unit: unitLabel(unit) };

/** A symbol for places that know no markup: `ε_v` as `εᵥ`, and `K_b` as `Kb` since Unicode has no small b. */
export const plainSymbol = (symbol: string): string => symbolLabel(printable(symbol));

/** A symbol as HTML: `K_b` and `K_{ur}` get a subscript. */
export const symbolHtml = (symbol: string): Html => {
  const [base, ...subscripts] = symbol.split(/_\{?([^_{}\s']+)\}?/);
  return html`<i>${base}</i>${subscripts.map((part, i) => i % 2 === 0 ? html`<sub>${part}</sub>` : part)}`;
};

/** Text of an axis: `Axial strain ε₁ (%)`. */
export function axisTitle(name: string, channel: Labelled | undefined): string {
  const { unit } = display(name, channel?.unit ?? "1");
  const symbol = channel?.symbol === undefined ? "" : ` ${plainSymbol(channel.symbol)}`;
  return `${asTitle(name)}${symbol}${unit === "" ? "" : ` (${unit})`}`;
}

/** A value with its unit, `30.7°`, `100 kPa`; strains in percent. */
export const withUnit = (text: string, unit: string): string => withLabel(text, unitLabel(unit));

/** The same by the unit as people read it, as {@link display} gives it. */
export const withLabel = (text: string, label: string): string => (label === "" ? text : label === "°" ? `${text}°` : `${text}\u00a0${label}`);

/** A condition of a test in words: `confining pressure 100 kPa`. */
export function conditionText(name: string, value: number, labels: ProtocolLabels | undefined): string {
  const unit = labels !== undefined && Object.hasOwn(labels.conditions, name) ? labels.conditions[name]!.unit : "1";
  const shown = display(name, unit);
  return `${inWords(name)} ${withLabel(formatNumber(value * shown.factor), shown.unit)}`;
}

type Named = Pick<EstimatedParameter, "name" | "symbol" | "state">;

/** The parameter's symbol, or its name where it has none. Several states share one symbol; {@link labelHtml} tells them apart. */
export const parameterSymbol = ({ name, symbol, state }: Named): string => symbol ?? state?.condition ?? name;

/** Whose state it is: ` (OED-1)`; nothing for a parameter of the model. */
const owners = ({ name, state }: Named): string => (state === undefined ? "" : name.slice(state.condition.length));

/** What an estimated unknown is called in a picture: `Kᵤᵣ`, `pc (OED-1)`. */
export const plainLabel = (parameter: Named): string => plainSymbol(parameterSymbol(parameter)) + printable(owners(parameter));

/** What an estimated unknown is called in a text. */
export const labelHtml = (parameter: Named): Html => html`${symbolHtml(parameterSymbol(parameter))}${owners(parameter)}`;

/** Labels of a protocol, undefined when the estimate holds none for it. */
export const labelsOf = (estimate: Estimate, protocol: string): ProtocolLabels | undefined =>
  Object.hasOwn(estimate.channels, protocol) ? estimate.channels[protocol] : undefined;

/** Labels of one response. */
export const responseOf = (estimate: Estimate, protocol: string, response: string): ProtocolLabels["responses"][string] | undefined => {
  const labels = labelsOf(estimate, protocol);
  return labels !== undefined && Object.hasOwn(labels.responses, response) ? labels.responses[response] : undefined;
};

/** What was known before the data: `20 to 900`, `45 ± 10, from 0 up`. */
export function priorText(prior: Prior): string {
  const n = (value: number): string => formatNumber(value, 3);
  switch (prior.distribution) {
    case "uniform": return `${n(prior.min)} to ${n(prior.max)}`;
    case "log-uniform": return `${n(prior.min)} to ${n(prior.max)}, log scale`;
    case "normal": return `${n(prior.mean)} ± ${n(prior.sd)}${cut(prior.min, prior.max, n)}`;
    case "log-normal": return `${n(prior.median)} ×/÷ ${n(Math.exp(prior.sd))}${cut(prior.min, prior.max, n)}`;
  }
}

function cut(min: number | undefined, max: number | undefined, n: (value: number) => string): string {
  if (min !== undefined && max !== undefined) return `, within ${n(min)} to ${n(max)}`;
  if (min !== undefined) return `, at least ${n(min)}`;
  return max === undefined ? "" : `, at most ${n(max)}`;
}

/** A name that fits beside a curve: the middle is cut out, since specimens differ at the ends of their names. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(printable(text));
  if (characters.length <= length) return characters.join("");
  const tail = Math.floor((length - 1) / 2);
  return `${characters.slice(0, length - 1 - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
}
