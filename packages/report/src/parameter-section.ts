import type { Estimate, EstimatedParameter } from "@inversa/core";
import { unitLabel } from "@inversa/core";
import { formatInterval, formatNumber, formatValue } from "./format-number.ts";
import { html, type Html } from "./html.ts";
import { labelHtml, parameterSymbol, plainLabel, priorText, symbolHtml } from "./labels.ts";
import { priorPosteriorChart } from "./prior-posterior-chart.ts";
import { isLogPrior } from "./prior.ts";
import { figure, type Pictures } from "./figure.ts";

/** Symbol and, where it differs, the name by which files and commands know the parameter. */
export const parameterName = (parameter: Pick<EstimatedParameter, "name" | "symbol" | "state">): Html =>
  parameterSymbol(parameter).replaceAll(/[_{}]/g, "") === parameter.name ? labelHtml(parameter) : html`${symbolHtml(parameterSymbol(parameter))} <code>${parameter.name}</code>`;

const unitText = (unit: string): string => unitLabel(unit) === "" ? "–" : unitLabel(unit);

/** Why a value is not to be used, under it and as wide as the table: reasons are sentences. */
const reason = (note: string | undefined): Html | false => note !== undefined && html`
<tr role="row" class="open why"><td role="cell" colspan="6"><span class="note">${note}</span></td></tr>`;

const row = (parameter: EstimatedParameter, reliable: boolean): Html => html`
<tr role="row"${parameter.identified ? "" : html` class="open"`}>
<th scope="row" role="rowheader"><span class="symbol">${parameterName(parameter)}</span> <span class="about">${parameter.about}</span></th>
<td role="cell" data-label="Value" class="number value">${formatValue(parameter.value, parameter.interval95)}</td>
<td role="cell" data-label="Unit"${unitLabel(parameter.unit) === "" && html` class="none"`}>${unitText(parameter.unit)}</td>
<td role="cell" data-label="95 % interval" class="number">${formatInterval(parameter.interval95)}</td>
<td role="cell" data-label="Prior" class="number">${priorText(parameter.prior)}</td>
<td role="cell" data-label="Determined">${!parameter.identified ? html`<span class="no">✗ no</span>` : reliable ? html`<span class="yes">✓ yes</span>` : html`<span class="no">✗ not to be used</span>`}</td>
</tr>${reason(!parameter.identified ? parameter.note : reliable ? undefined : "the curves with these values miss the data")}`;

/** The table that most readers came for. On a narrow screen each row becomes a card; the roles keep it a table for screen readers. */
export function parameterSection({ parameters, fixed, diagnostics }: Estimate): Html {
  const held = Object.entries(fixed);
  return html`
<section aria-labelledby="parameters"><h2 id="parameters">Parameters</h2>
<table class="cards" role="table"><thead role="rowgroup"><tr role="row">
<th scope="col" role="columnheader">Parameter</th><th scope="col" role="columnheader" class="number">Value</th><th scope="col" role="columnheader">Unit</th>
<th scope="col" role="columnheader" class="number">95 % interval</th><th scope="col" role="columnheader" class="number">Prior (before the data)</th><th scope="col" role="columnheader">Determined by the data</th>
</tr></thead><tbody role="rowgroup">${parameters.map((parameter) => row(parameter, diagnostics.reliable))}</tbody></table>
<p class="help">${parameters.some(({ interval95 }) => interval95 !== null)
    ? html`Each value has the digits that its interval supports. The interval holds the true value with 95 % probability if the model and the noise level are right. ${diagnostics.uncertainty}`
    : html`The method gives no intervals: nothing here says how sure the values are. ${diagnostics.uncertainty}`}</p>
${held.length > 0 && html`<p><strong>Held fixed:</strong> ${held.map(([name, value], i) => html`${i > 0 && ", "}<i>${name}</i> = ${formatNumber(value, 6)}`)}.</p>`}
</section>`;
}

/** Small pictures of what the data added to what was known. */
export function priorSection(estimate: Estimate, pictures: Pictures): Html {
  return html`
<section aria-labelledby="prior"><h2 id="prior">What the data added</h2>
<p class="help">Grey: what was assumed possible before the data. Coloured span: the 95 % interval after them. Line: the estimate. A narrow span in a wide grey area was learnt from the data; orange was not.</p>
<div class="small-multiples">${estimate.parameters.map((parameter) => {
    const option = priorPosteriorChart(estimate, parameter.name);
    const label = unitLabel(parameter.unit);
    const title = `${plainLabel(parameter)}: estimate ${formatValue(parameter.value, parameter.interval95)}, 95 % interval ${formatInterval(parameter.interval95)}, prior ${priorText(parameter.prior)}${parameter.identified ? "" : "; not determined by the data"}`;
    return option !== undefined && figure(pictures, option, { width: 250, height: 104 }, title,
      html`${labelHtml(parameter)}${label !== "" && ` (${label})`}${isLogPrior(parameter.prior) && html` <span class="about">log scale</span>`}${!parameter.identified && html` <span class="no">✗ not determined</span>`}`);
  })}</div>
</section>`;
}

/** The parameters that the data leave open, each with its reason. */
export function openSection({ parameters }: Estimate): Html {
  const open = parameters.filter(({ identified }) => !identified);
  return html`
<section aria-labelledby="open"><h2 id="open">What was not determined, and why</h2>
${open.length === 0 ? html`<p>Nothing: the data determine every estimated parameter.</p>` : html`<dl>${open.map((parameter) => html`
<dt>${parameterName(parameter)} <span class="about">${parameter.about}</span></dt><dd>${parameter.note ?? "The estimator gave no reason."}</dd>`)}</dl>
<p class="help">Values of these parameters follow from the prior or a bound. Use them only with knowledge from elsewhere: literature, another kind of test, or a specimen under other conditions.</p>`}
</section>`;
}
