import type { Estimate, MeasuredCurve, ResponseUse } from "@inversa/core";
import { formatCount, formatNumber } from "./format-number.ts";
import { html, type Html } from "./html.ts";
import { asTitle, axisTitle, conditionText, display, labelsOf, priorText, symbolHtml } from "./labels.ts";
import { noiseText } from "./method-section.ts";
import { measuredResponses, protocolsOf } from "./curves.ts";
import { parameterName } from "./parameter-section.ts";

/** How numbers are to be read: sign, units, symbols of every series. */
export function conventionSection(estimate: Estimate, conventions: Readonly<Record<string, string>>): Html {
  return html`
<section aria-labelledby="conventions"><h2 id="conventions">Conventions</h2>
${Object.keys(conventions).length > 0 && html`<dl class="facts">${Object.entries(conventions).map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`}
<table class="compact"><thead><tr><th scope="col">Kind of test</th><th scope="col">Quantity</th><th scope="col">Symbol</th><th scope="col">Unit</th><th scope="col">Meaning</th></tr></thead><tbody>
${protocolsOf(estimate).flatMap((protocol) => {
    const labels = labelsOf(estimate, protocol);
    if (labels === undefined) return [];
    const used = new Set(measuredResponses(estimate, protocol));
    const channels = [[labels.axis.name, labels.axis] as const, ...Object.entries(labels.responses).filter(([name]) => used.has(name)), ...Object.entries(labels.conditions).filter(([name]) => estimate.observations.some(({ protocol: own, conditions }) => own === protocol && Object.hasOwn(conditions, name)))];
    return channels.map(([name, channel], i) => html`<tr><td>${i === 0 && labels.name}</td><td>${asTitle(name)}</td><td>${channel.symbol !== undefined && symbolHtml(channel.symbol)}</td><td>${display(name, channel.unit).unit || "–"}</td><td>${channel.about}</td></tr>`);
  })}
</tbody></table></section>`;
}

/**
 * All that the study decided: priors, fixed parameters, options, how the curves count, conditions of the tests.
 * @param defaults Parameters that the study does not name and that the model holds.
 */
export function settingsSection(estimate: Estimate, defaults: Readonly<Record<string, number>>): Html {
  const { parameters, fixed, options, responses, exceptions = [], observations } = estimate;
  return html`
<section aria-labelledby="settings"><h2 id="settings">Study settings</h2>
<h3>Priors and fixed parameters</h3>
<table class="compact"><thead><tr><th scope="col">Parameter</th><th scope="col">Known before the data</th></tr></thead><tbody>
${parameters.map((parameter) => html`<tr><th scope="row">${parameterName(parameter)}</th><td>${parameter.prior.distribution}: ${priorText(parameter.prior)}</td></tr>`)}
${Object.entries(fixed).map(([name, value]) => html`<tr><th scope="row"><code>${name}</code></th><td>held at ${formatNumber(value, 6)} by the study</td></tr>`)}
${Object.entries(defaults).map(([name, value]) => html`<tr><th scope="row"><code>${name}</code></th><td>held at ${formatNumber(value, 6)}, the model's default</td></tr>`)}
</tbody></table>
${options !== undefined && Object.keys(options).length > 0 && html`<h3>Options of the model</h3><dl class="facts">${Object.entries(options).map(([name, value]) => html`<dt><code>${name}</code></dt><dd>${optionText(value)}</dd>`)}</dl>`}
${responses !== undefined && html`<h3>How the curves count</h3><dl class="facts">${Object.entries(responses).map(([name, use]) => html`<dt>${asTitle(name)}</dt><dd>${useText(name, use, estimate)}</dd>`)}
${exceptions.map(({ observation, response, use }) => html`<dt>${asTitle(response)} of ${observation}</dt><dd>${use.weight === 0 ? "not used" : useText(response, use, estimate)}</dd>`)}</dl>`}
<h3>Tests</h3><dl class="facts">${observations.map(({ id, protocol, conditions, points }) => html`<dt>${id}</dt><dd>${labelsOf(estimate, protocol)?.name ?? protocol}: ${[...Object.entries(conditions).map(([name, value]) => conditionText(name, value, labelsOf(estimate, protocol))), `${formatCount(points)} readings`].join(", ")}</dd>`)}</dl>
</section>`;
}

/** Documents that an option holds (a whole cell) are named, not printed. */
function optionText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= 200 ? text : `a document of ${formatCount(text.length)} characters`;
}

function useText(name: string, use: ResponseUse, estimate: Estimate): string {
  const until = use.until === "maximum" ? "; compared up to its largest value" : "";
  return `measurement error ${noiseText(name, use, estimate)}${until}${use.upTo === undefined ? "" : `; compared up to ${formatNumber(use.upTo)} on its axis`}`;
}

/** Readings of one test that are printed; longer records are thinned evenly. */
const mostRows = 60;

/** What was measured, as the estimate saw it. */
export function dataSection(estimate: Estimate): Html {
  return html`
<section aria-labelledby="readings" class="readings"><h2 id="readings">Measured data</h2>
<p class="help">As the estimate saw them, after reading the files: units converted, signs and starts put right.</p>
<div class="tables">${estimate.observations.map((curve) => dataTable(estimate, curve))}</div></section>`;
}

function dataTable(estimate: Estimate, { id, protocol, axis, responses }: MeasuredCurve): Html {
  const labels = labelsOf(estimate, protocol);
  const names = Object.keys(responses).filter((name) => responses[name]!.some((value) => value !== null));
  const step = Math.max(1, Math.ceil(axis.length / mostRows));
  const rows = axis.map((_, i) => i).filter((i) => i % step === 0 || i === axis.length - 1);
  const axisName = labels?.axis.name ?? "axis";
  const shown = (name: string, unit: string, value: number | null | undefined): string => (typeof value === "number" ? formatNumber(value * display(name, unit).factor) : "–");
  return html`<div class="test">${step > 1 && html`<p class="help">${formatCount(rows.length)} of ${formatCount(axis.length)} readings, every ${ordinal(step)}.</p>`}
<table class="compact"><thead><tr><th scope="colgroup" colspan="${names.length + 1}">${id}</th></tr><tr><th scope="col" class="number">${axisTitle(axisName, labels?.axis)}</th>${names.map((name) => html`<th scope="col" class="number">${axisTitle(name, labels?.responses[name])}</th>`)}</tr></thead><tbody>
${rows.map((i) => html`<tr><td class="number">${shown(axisName, labels?.axis.unit ?? "1", axis[i])}</td>${names.map((name) => html`<td class="number">${shown(name, labels?.responses[name]?.unit ?? "1", responses[name]![i])}</td>`)}</tr>`)}
</tbody></table></div>`;
}

const ordinal = (n: number): string => `${n}${n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;
