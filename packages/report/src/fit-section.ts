import type { Estimate, Fit } from "@inversa/core";
import { curvePairs, type CurvePair, measuredResponses, protocolsOf } from "./curves.ts";
import { figure, type Pictures } from "./figure.ts";
import { fitChart } from "./fit-chart.ts";
import { formatCount, formatDigits, formatPercent } from "./format-number.ts";
import { html, trusted, type Html } from "./html.ts";
import { asTitle, conditionText, display, inWords, labelsOf, responseOf, symbolHtml } from "./labels.ts";
import { readingTitles } from "./mark-titles.ts";
import { appearance } from "./palette.ts";
import { residualChart } from "./residual-chart.ts";

/** Room for names beside the curves grows with their number. */
const heightFor = (specimens: number): number => Math.max(310, 90 + 15 * specimens);

/** A swatch that repeats the specimen's colour, line and mark of the charts. */
function swatch(index: number): Html {
  const { mark, dash, symbol } = appearance(index);
  const shapes: Readonly<Record<string, string>> = {
    circle: '<circle cx="14" cy="6" r="3.6"/>', rect: '<rect x="10.6" y="2.6" width="6.8" height="6.8"/>',
    triangle: '<path d="M14 2L18 9.6H10Z"/>', diamond: '<path d="M14 1.4L18.4 6L14 10.6L9.6 6Z"/>',
  };
  const shape = shapes[symbol] ?? '<path d="M10,5H13V2H15V5H18V7H15V10H13V7H10Z"/>';
  return trusted(`<svg class="swatch" viewBox="0 0 28 12" aria-hidden="true"><path d="M0 6H28" stroke="${mark}" stroke-width="2"${dash === "solid" ? "" : ` stroke-dasharray="${dash.join(" ")}"`}/><g fill="none" stroke="${mark}" stroke-width="1.4">${shape}</g></svg>`);
}

/** Measured and computed curves and their difference, for every kind of test and response. */
export function fitSection(estimate: Estimate, pictures: Pictures): Html {
  const protocols = protocolsOf(estimate);
  return html`
<section aria-labelledby="fit"><h2 id="fit">Data and model</h2>
<p class="help">Marks are measured readings, lines are what ${estimate.modelName} computes with the estimated parameters${estimate.predicted.some(({ band95 }) => band95 !== undefined) ? ", shaded bands are where 95 % of the curves lie that the remaining uncertainty of the parameters allows (without measurement noise)" : ""}. The second chart of each pair shows measured minus computed: marks strewn about zero are noise, a bow is something that the model cannot follow.</p>
${protocols.map((protocol) => protocolFits(estimate, protocol, pictures))}
</section>`;
}

function protocolFits(estimate: Estimate, protocol: string, pictures: Pictures): Html {
  const labels = labelsOf(estimate, protocol);
  const responses = measuredResponses(estimate, protocol);
  const specimens = estimate.observations.map((curve, index) => ({ curve, index })).filter(({ curve }) => curve.protocol === protocol);
  return html`
<h3>${labels?.name ?? protocol}</h3>
<ul class="specimens">${specimens.map(({ curve, index }) => html`<li>${swatch(index)} <strong>${curve.id}</strong> <span class="about">${[...Object.entries(curve.conditions).map(([name, value]) => conditionText(name, value, labels)), `${formatCount(curve.points)} readings`].join(", ")}</span></li>`)}</ul>
${responses.length === 0 ? html`<p>No response was measured.</p>` : responses.map((response) => pair(estimate, protocol, response, pictures))}`;
}

function pair(estimate: Estimate, protocol: string, response: string, pictures: Pictures): Html {
  const pairs = curvePairs(estimate, protocol, response);
  const labels = labelsOf(estimate, protocol);
  const size = { width: 440, height: heightFor(pairs.length) };
  const early = earlyEnds(pairs);
  const fits = pairs.flatMap(({ id }) => estimate.fit.filter((fit) => fit.observation === id && fit.response === response));
  const unused = fits.length > 0 && fits.every(({ used }) => !used);
  const against = `${inWords(response)} against ${inWords(labels?.axis.name ?? "axis")}`;
  const numbers = fits.map(({ observation, relative }) => `${observation} ${formatPercent(relative)}`).join(", ");
  const marks = readingTitles(estimate, protocol, response);
  return html`<div class="pair">
${figure(pictures, fitChart(estimate, protocol, response), size,
    `${against}, ${pairs.length} ${pairs.length === 1 ? "specimen" : "specimens"}, measured points and model curves. Root mean square difference over the largest measured value: ${numbers || "unknown"}.`,
    html`${asTitle(response)}${unused && html` <span class="about">shown only: not used in the estimate</span>`}`,
    early.length > 0 && html`<p class="help">✕ marks a computed curve that ends early. ${early}</p>`, marks)}
${figure(pictures, residualChart(estimate, protocol, response), size, `Measured minus model, ${against}. Root mean square over the largest measured value: ${numbers || "unknown"}.`, html`${asTitle(response)}: residuals`, false, marks)}
</div>`;
}

/** Which computed curves end early and why; specimens with the same reason together. */
function earlyEnds(pairs: readonly CurvePair[]): string {
  const byReason = new Map<string, string[]>();
  for (const { id, prediction } of pairs) {
    if (prediction === undefined || prediction.status === "reached") continue;
    const reason = prediction.message === undefined ? prediction.status : `${prediction.status}, ${prediction.message}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  }
  return [...byReason].map(([reason, ids]) => `${ids.join(", ")}: ${reason.replace(/\.$/, "")}.`).join(" ");
}

/** How far every curve is from its data, in numbers. */
export function fitTable(estimate: Estimate): Html {
  if (estimate.fit.length === 0) return html``;
  const protocolOf = new Map(estimate.observations.map(({ id, protocol }) => [id, protocol]));
  return html`
<section aria-labelledby="fit-numbers"><h2 id="fit-numbers">How close the curves are</h2>
<div class="scroll" role="region" aria-labelledby="fit-numbers" tabindex="0"><table><thead><tr><th scope="col">Test</th><th scope="col">Curve</th><th scope="col" class="number">RMS difference</th><th scope="col" class="number">of largest value</th><th scope="col" class="number">R²</th><th scope="col">Used</th></tr></thead>
<tbody>${estimate.fit.map((fit) => fitRow(fit, estimate, protocolOf.get(fit.observation) ?? ""))}</tbody></table></div>
<p class="help">RMS difference: root of the mean squared difference between measured and computed readings. R²: share of the curve's variance that the model explains; 1 is perfect.</p>
</section>`;
}

function fitRow({ observation, response, rmse, relative, r2, used }: Fit, estimate: Estimate, protocol: string): Html {
  const channel = responseOf(estimate, protocol, response);
  const { factor, unit } = display(response, channel?.unit ?? "1");
  return html`<tr><th scope="row">${observation}</th><td>${asTitle(response)}${channel?.symbol !== undefined && html` ${symbolHtml(channel.symbol)}`}</td><td class="number">${formatDigits(rmse * factor, 3)} ${unit}</td><td class="number">${formatPercent(relative)}</td><td class="number">${Number.isFinite(r2) ? r2.toFixed(r2 > 0.99 ? 4 : 3).replace("-", "−") : "–"}</td><td>${used ? "yes" : "no"}</td></tr>`;
}
