import type { Estimate } from "@inversa/core";
import { correlationChart, tiedPairs } from "./correlation-chart.ts";
import { figure, type Pictures } from "./figure.ts";
import { html, type Html } from "./html.ts";
import { labelHtml, plainLabel } from "./labels.ts";
import { pairChart } from "./pair-chart.ts";
import { spreadsOf } from "./spread-data.ts";

/** Inner width of a page of the report. */
const pageWidth = 1020;

/** How the parameters vary together: each pair, each by itself, and in words which are tied. Nothing where no estimate says. */
export function pairSection(estimates: readonly Estimate[], pictures: Pictures, names: Readonly<Record<string, string>>): Html {
  const [estimate] = estimates;
  const picture = pairChart(estimates, { width: pageWidth, names });
  if (estimate === undefined || picture === undefined) return html``;
  const { parameters } = estimate;
  const left = parameters.filter(({ name }) => !picture.shown.includes(name));
  const spoken = tiedPairs(estimate).map(({ a, b, correlation }) => `${plainLabel(a)} and ${plainLabel(b)} ${signed(correlation)}`).join(", ");
  const drawn = spreadsOf(estimates).some(({ drawsOf }) => drawsOf(0).length > 0);
  return html`
<section aria-labelledby="pairs"><h2 id="pairs">How the parameters vary together</h2>
<ul class="help"><li>Below the diagonal each pair: ${drawn ? "dots are draws of what the parameters may be, " : ""}ellipses hold 50 % and 95 %. A long slanted one is a pair of which the data know a combination better than the two values.</li>
<li>On the diagonal each parameter by itself, over its peak, with its 95 % interval as a bar. Grey: what was thought possible before; a grey edge: what was not.</li>
<li>Above it the correlations of the errors. Near 1 (blue): raising both leaves the curves almost unchanged. Near −1 (orange): raising one and lowering the other does. Take tied values together from one estimate; never mix them with values from another.</li></ul>
${left.length > 0 && html`<p>The picture shows the ${picture.shown.length} parameters that are tied most; left out ${left.length === 1 ? "is" : "are"} ${left.map((parameter, i) => html`${i > 0 && ", "}${labelHtml(parameter)}`)}.</p>`}
<div class="pairs" role="region" aria-labelledby="pairs" tabindex="0">${figure(pictures, picture.option, picture, `Pair plot of ${picture.shown.length} parameters. ${spoken === "" ? "No correlation is beyond 0.9 in size." : `Correlations beyond 0.9 in size: ${spoken}.`}`, "")}</div>
${tiedList(estimate)}
${left.length > 0 && correlationFigure(estimate, pictures)}
</section>`;
}

const signed = (correlation: number): string => correlation.toFixed(2).replace("-", "−");

function tiedList(estimate: Estimate): Html {
  const tied = tiedPairs(estimate);
  return tied.length === 0 ? html`<p>No pair is tied beyond 0.9.</p>`
    : html`<p><strong>Tied beyond 0.9:</strong></p><ul>${tied.slice(0, 8).map(({ a, b, correlation }) => html`<li>${labelHtml(a)} and ${labelHtml(b)}: ${signed(correlation)}</li>`)}</ul>`;
}

/** Of all parameters, where the pair plot shows only some. */
function correlationFigure(estimate: Estimate, pictures: Pictures): Html | false {
  const option = correlationChart(estimate);
  const count = estimate.parameters.length;
  return option !== undefined && figure(pictures, option, { width: Math.max(300, 90 + 54 * (count - 1)), height: 36 + 38 * (count - 1) }, `Correlation of the errors of all ${count} parameters.`, "Correlation of the errors, all parameters");
}
