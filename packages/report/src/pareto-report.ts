import { unitLabel, type ParetoFront, type ParetoPoint } from "@inversa/core";
import { figure, numberedPictures } from "./figure.ts";
import { formatCount, formatNumber, formatPercent, formatSeconds } from "./format-number.ts";
import { html, type Html } from "./html.ts";
import { asTitle, display, inWords, labelHtml } from "./labels.ts";
import { page } from "./page.ts";
import { paretoChart } from "./pareto-chart.ts";

/** One HTML file about the compromise between two responses: the sentence, the picture, the parameters along it. No scripts, nothing from elsewhere, the same text for the same input. */
export function renderParetoReport(front: ParetoFront, version: string): string {
  const [a, b] = front.between;
  const title = `${front.study}: ${inWords(a)} against ${inWords(b)}`;
  const body = html`<header><h1>${title}</h1>
<p class="meta">${front.modelName}, solved by ${front.estimator}; ${formatCount(front.simulations)} simulations, ${formatSeconds(front.seconds)}</p></header>
<main>
<div class="verdict roughly"><h2>What it costs</h2><p>${front.sentence}.</p></div>
${pictureSection(front)}
${tableSection(front)}
${front.warnings.length > 0 && html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2><ul class="warnings">${front.warnings.map((warning) => html`<li>${warning}</li>`)}</ul></section>`}
</main>`;
  return page(title, version, body);
}

function pictureSection(front: ParetoFront): Html {
  const { between: [a, b], points, knee } = front;
  const spoken = points.map(({ misfit }, i) => `${i + 1}: ${formatPercent(misfit[a]!.relative)} and ${formatPercent(misfit[b]!.relative)}${i === knee ? " (knee)" : ""}`).join("; ");
  return html`
<section aria-labelledby="front"><h2 id="front">The front</h2>
<div class="beside">${figure(numberedPictures(), paretoChart(front), { width: 460, height: 370 }, `Misfit of ${inWords(a)} against ${inWords(b)}, in percent of the curves' peaks. ${spoken}`, html`${asTitle(b)} over ${inWords(a)}`)}
<div><p class="help">Each dot is the best that the model can do for one way of weighing the two curves; nothing lies below and to the left of it. Numbers are those of the table.</p>
${knee !== null && html`<p class="help">The ring marks the knee: beyond it, either way, a little better in one costs much in the other.</p>`}</div></div>
</section>`;
}

function tableSection({ between: [a, b], points, knee, parameters, responses }: ParetoFront): Html {
  const named = [a, b, ...Object.keys(responses).filter((name) => name !== a && name !== b)];
  const weight = ({ weights: [x, y] }: ParetoPoint, i: number): string => (i === 0 && y < x ? `${inWords(a)} alone` : i === points.length - 1 && x < y ? `${inWords(b)} alone` : `1 : ${formatNumber(y / x, 2)}`);
  const misfit = (point: ParetoPoint, name: string): Html => {
    const shown = display(name, responses[name]!.unit);
    const { rmse, relative } = point.misfit[name]!;
    return html`<td class="number">${formatPercent(relative)}<br><span class="about">${formatNumber(rmse * shown.factor, 3)}${shown.unit !== "" && ` ${shown.unit}`}</span></td>`;
  };
  return html`
<section aria-labelledby="points"><h2 id="points">Parameters along the front</h2>
<div class="scroll" role="region" aria-labelledby="points" tabindex="0"><table><thead><tr><th scope="col">No.</th><th scope="col">Weights</th>${named.map((name) => html`<th scope="col" class="number">${asTitle(name)}, misfit</th>`)}
${parameters.map((parameter) => html`<th scope="col" class="number">${labelHtml(parameter)}${unitLabel(parameter.unit) !== "" && ` (${unitLabel(parameter.unit)})`}</th>`)}</tr></thead><tbody>
${points.map((point, i) => html`<tr><th scope="row">${i + 1}${i === knee && html` <span class="yes">knee</span>`}</th><td>${weight(point, i)}</td>${named.map((name) => misfit(point, name))}
${parameters.map(({ name }) => html`<td class="number">${formatNumber(point.values[name]!)}</td>`)}</tr>`)}
</tbody></table></div>
<p class="help">Weights multiply those of the study: the squared misfits of ${inWords(a)} and ${inWords(b)} count 1 : the number shown. Misfits are root mean squares over all tests, as a share of each curve's largest value, and below in the curve's unit.</p>
</section>`;
}
