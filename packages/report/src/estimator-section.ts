import type { Estimate } from "@inversa/core";
import { comparisonChart, contenders, type Contender } from "./comparison-chart.ts";
import { figure, type Pictures } from "./figure.ts";
import { formatInterval, formatNumber, formatPercent, formatSeconds, formatValue, formatCount } from "./format-number.ts";
import { html, type Html } from "./html.ts";
import { asTitle, labelHtml, plainLabel } from "./labels.ts";
import { learningCurveChart } from "./learning-curve-chart.ts";
import type { MarkTitles } from "./svg.ts";
import { misfitByResponse } from "./verdict.ts";
import { unitLabel } from "@inversa/core";

/** How training went, for every learned estimator among the estimates; one chart where two estimates share a training. */
export function learningSection(estimates: readonly Estimate[], pictures: Pictures, names: Readonly<Record<string, string>>): Html {
  const seen = new Set<string>();
  const figures = estimates.flatMap((estimate) => {
    const training = estimate.diagnostics.training;
    const option = learningCurveChart(estimate);
    const key = JSON.stringify(training?.history);
    if (training === undefined || option === undefined || seen.has(key)) return [];
    seen.add(key);
    // A polished estimate carries the training of the network that it started from.
    const learnt = estimate.diagnostics.before?.[0]?.estimator ?? estimate.estimator;
    const name = Object.hasOwn(names, learnt) ? names[learnt]! : learnt;
    const last = training.history.at(-1)!;
    return [figure(pictures, option, { width: 440, height: 250 },
      `Loss of ${name} over ${training.history.length} epochs; at the end ${formatNumber(last.loss, 3)} on training samples${last.validationLoss === undefined ? "" : `, ${formatNumber(last.validationLoss, 3)} on validation samples`}.`,
      name, html`<p class="help">${training.summary}; ${formatCount(training.samples)} samples, ${formatSeconds(training.seconds)}.</p>`)];
  });
  return figures.length === 0 ? html`` : html`
<section aria-labelledby="learning"><h2 id="learning">How the networks learnt</h2>
<p class="help">The loss is the network's own measure of error. Validation samples were held back: where their line rises while the training line falls, the network learns its samples by heart.</p>
<div class="pair">${figures}</div></section>`;
}

/** The estimators against each other; nothing where there is only one answer. */
export function comparisonSection(estimates: readonly Estimate[], pictures: Pictures, names: Readonly<Record<string, string>>): Html {
  const rows = contenders(estimates, names);
  const [first] = estimates;
  if (rows.length < 2 || first === undefined) return html``;
  const responses = [...new Set(estimates.flatMap(({ fit }) => [...misfitByResponse(fit).keys()]))];
  const misfits = rows.map(({ estimate }) => estimate === undefined ? undefined : misfitByResponse(estimate.fit));
  return html`
<section aria-labelledby="comparison"><h2 id="comparison">The estimators compared</h2>
<p>${agreement(rows, first)}</p>
<div class="small-multiples wide">${first.parameters.map((parameter) => {
    const picture = comparisonChart(estimates, parameter.name, { width: 250, names });
    const label = unitLabel(parameter.unit);
    const spoken = rows.filter(({ values }) => Object.hasOwn(values, parameter.name)).map(({ name, values }) => `${name} ${formatValue(values[parameter.name]!.value, values[parameter.name]!.interval95)}`).join(", ");
    return picture !== undefined && figure(pictures, picture.option, picture, `${plainLabel(parameter)}: ${spoken}`, html`${labelHtml(parameter)}${label !== "" && ` (${label})`}`, false, answerTitles(rows, parameter.name));
  })}</div>
<div class="scroll" role="region" aria-labelledby="comparison" tabindex="0"><table><thead><tr><th scope="col"></th>${rows.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead><tbody>
${first.parameters.map((parameter) => html`<tr><th scope="row">${labelHtml(parameter)}${unitLabel(parameter.unit) !== "" && ` (${unitLabel(parameter.unit)})`}</th>${rows.map(({ values }) => answerCell(answerOf(values, parameter.name)))}</tr>`)}
${responses.map((response, i) => html`<tr${i === 0 && html` class="rule"`}><th scope="row">${asTitle(response)}, RMS difference</th>${misfits.map((by) => html`<td class="number">${by?.has(response) === true ? formatPercent(by.get(response)!) : "–"}</td>`)}</tr>`)}
<tr><th scope="row">Simulations</th>${rows.map(({ estimate }) => html`<td class="number">${estimate === undefined ? "–" : formatCount(estimate.diagnostics.simulations)}</td>`)}</tr>
<tr><th scope="row">Time for the estimate</th>${rows.map(({ estimate }) => html`<td class="number">${estimate === undefined ? "–" : formatSeconds(estimate.diagnostics.seconds)}</td>`)}</tr>
</tbody></table></div>
</section>`;
}

/** Over the dot of an estimator: its whole name, which the picture may have cut, its value and interval. */
const answerTitles = (rows: readonly Contender[], parameter: string): MarkTitles => (series) => {
  const row = rows.find(({ name }) => series === `${name} value`);
  const answer = row && answerOf(row.values, parameter);
  return row && answer && `${row.name}: ${formatValue(answer.value, answer.interval95)}${answer.interval95 === null ? "" : ` (${formatInterval(answer.interval95)})`}`;
};

const answerOf = (values: Contender["values"], name: string): Contender["values"][string] | undefined => Object.hasOwn(values, name) ? values[name] : undefined;

const answerCell = (answer: Contender["values"][string] | undefined): Html => answer === undefined ? html`<td class="number">–</td>`
  : html`<td class="number">${formatValue(answer.value, answer.interval95)}${answer.interval95 !== null && html`<br><span class="about">${formatInterval(answer.interval95)}</span>`}</td>`;

/** Whether the other estimators' intervals meet the main one's: a sentence. */
function agreement(rows: readonly Contender[], first: Estimate): string {
  const others = rows.slice(1).filter(({ estimate }) => estimate !== undefined);
  const apart = others.flatMap(({ name, values }) => first.parameters.flatMap((parameter) => {
    const other = answerOf(values, parameter.name)?.interval95;
    const own = parameter.interval95;
    return other !== null && other !== undefined && own !== null && (other[1] < own[0] || other[0] > own[1]) ? [`${plainLabel(parameter)} (${name})`] : [];
  }));
  const compared = others.some(({ values }) => Object.values(values).some(({ interval95 }) => interval95 !== null)) && first.parameters.some(({ interval95 }) => interval95 !== null);
  const intro = `The first row is the estimate that this report is about; the dashed line carries its value through the others.`;
  if (!compared) return intro;
  return apart.length === 0 ? `${intro} The estimators agree: for every parameter the intervals overlap.` : `${intro} The intervals do not overlap for ${apart.join(", ")}: find out why before using those values.`;
}
