import type { Estimate, FileReading, ForwardModel, LearnedEstimator, ResponseUse } from "@inversa/core";
import { unitLabel } from "@inversa/core";
import { formatCount, formatNumber, formatPercent, formatSeconds } from "./format-number.ts";
import { html, type Html } from "./html.ts";
import { asTitle, inWords, isStrain, withUnit } from "./labels.ts";

/** What an estimate does not carry and a report should say: where equations and methods come from, and the noise that the study assumed. Whatever is absent is left out. */
export interface Background {
  readonly model?: Pick<ForwardModel, "about" | "source">;
  /** By estimator id. */
  readonly estimators?: Readonly<Record<string, Pick<LearnedEstimator, "name" | "source">>>;
  /** The study's responses with their noise. */
  readonly responses?: Readonly<Record<string, ResponseUse>>;
  /** Responses of single tests for which something else holds. */
  readonly exceptions?: readonly { readonly observation: string; readonly response: string; readonly use: ResponseUse }[];
}

const entry = (term: string, text: Html | string | false): Html | false => text !== false && text !== "" && html`<dt>${term}</dt><dd>${text}</dd>`;

export interface Warning {
  /** Estimators or files that it is about; empty where there is only one estimate. */
  readonly about: string;
  readonly text: string;
}

/** What the reader should look at: from the estimates and from reading the files. The same words about several of them are one warning. */
export function warningsOf(estimates: readonly Estimate[], data: readonly FileReading[], names: Readonly<Record<string, string>>): readonly Warning[] {
  const called = ({ estimator }: Estimate): string => estimates.length < 2 ? "" : Object.hasOwn(names, estimator) ? names[estimator]! : estimator;
  const all = [
    ...estimates.flatMap((estimate) => [
      ...(estimate.diagnostics.converged ? [] : [`did not converge: ${estimate.diagnostics.message}`]),
      ...estimate.diagnostics.warnings,
    ].map((text) => ({ about: called(estimate), text }))),
    ...data.flatMap(({ file, warnings }) => warnings.map((text) => ({ about: file, text }))),
  ];
  const byText = new Map<string, Set<string>>();
  for (const { about, text } of all) byText.set(text, (byText.get(text) ?? new Set()).add(about));
  return [...byText].map(([text, about]) => ({ about: [...about].join(", "), text }));
}

export const warningSection = (warnings: readonly Warning[]): Html => html`
<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>${warnings.length === 0 ? html`<p>None.</p>`
  : html`<ul class="warnings">${warnings.map(({ about, text }) => html`<li>${about !== "" && html`<strong>${about}:</strong> `}${text}</li>`)}</ul>`}</section>`;

/** Model, equations, estimator, samples, time, noise: enough to repeat it or to argue with it. */
export function methodSection(estimate: Estimate, background: Background): Html {
  const { diagnostics } = estimate;
  const estimators = background.estimators ?? {};
  const ids = [...new Set([...(diagnostics.before ?? []).map(({ estimator }) => estimator), estimate.estimator])];
  const sources = ids.flatMap((id) => Object.hasOwn(estimators, id) ? [estimators[id]!.source] : []);
  const coverage = Object.entries(diagnostics.training?.coverage95 ?? {});
  return html`
<section aria-labelledby="method"><h2 id="method">How it was done</h2><dl class="facts">
${entry("Model", html`${estimate.modelName} (<code>${estimate.model}</code>)${background.model !== undefined && html`<br>${background.model.about}`}`)}
${entry("Equations", background.model?.source ?? "")}
${entry("Estimator", html`${ids.map((id) => Object.hasOwn(estimators, id) ? estimators[id]!.name : id).join(", then ")}. ${diagnostics.message}`)}
${sources.length > 0 && entry("Method", html`${sources.map((source, i) => html`${i > 0 && html`<br>`}${source}`)}`)}
${entry("Effort", `${formatCount(diagnostics.simulations)} simulations, ${formatSeconds(diagnostics.seconds)}`)}
${diagnostics.training !== undefined && entry("Training", `${diagnostics.training.summary}; ${formatCount(diagnostics.training.samples)} samples, ${formatSeconds(diagnostics.training.seconds)}`)}
${entry("Uncertainty", diagnostics.uncertainty)}
${coverage.length > 0 && entry("Held-out check", html`Share of simulated cases, kept from training, whose truth lies in the 95 % interval: ${coverage.map(([name, share], i) => html`${i > 0 && ", "}<i>${name}</i> ${formatPercent(share)}`)}.`)}
${background.responses !== undefined && entry("Assumed measurement error", html`${Object.entries(background.responses).map(([name, use], i) => html`${i > 0 && html`<br>`}${asTitle(name)}: ${noiseText(name, use, estimate)}`)}${(background.exceptions ?? []).map(({ observation, response, use }) => html`<br>${asTitle(response)} of ${observation}: ${use.weight === 0 ? "not used" : noiseText(response, use, estimate)}`)}`)}
</dl></section>`;
}

/** `2 % of the largest value and 1 kPa, weight 1`: the two parts add in squares. */
export function noiseText(name: string, { noise, weight }: ResponseUse, estimate: Estimate): string {
  const unit = Object.values(estimate.channels).find(({ responses }) => Object.hasOwn(responses, name))?.responses[name]?.unit ?? "1";
  const absolute = isStrain(name, unit) ? `${formatNumber(noise.absolute * 100)}\u00a0%` : withUnit(formatNumber(noise.absolute), unit);
  const parts = [...(noise.relative > 0 ? [`${formatPercent(noise.relative)} of the largest ${inWords(name)}`] : []), ...(noise.absolute > 0 ? [`${absolute}${unitLabel(unit) === "" && !isStrain(name, unit) ? " (absolute)" : ""}`] : [])];
  return `${parts.length === 0 ? "none" : parts.join(" and ")} (standard deviation)${weight === 1 ? "" : `, weight ${formatNumber(weight)}`}`;
}

/** Where everything comes from, so that the same result can be had again. */
export function provenanceSection(estimate: Estimate, data: readonly FileReading[], study: string | undefined): Html {
  const { provenance } = estimate;
  const files = new Map(estimate.observations.flatMap(({ source }) => source === undefined ? [] : [[source.file, source.sha256] as const]));
  const versions = Object.entries(provenance.plugins).map(([name, version]) => `${name} ${version}`).join(", ");
  return html`
<section aria-labelledby="provenance"><h2 id="provenance">Provenance</h2><dl class="facts">
${entry("Made", html`<time datetime="${provenance.createdAt}">${dateText(provenance.createdAt)}</time>`)}
${entry("Inversa", `${provenance.inversa}${versions === "" ? "" : `; ${versions}`}`)}
${entry("Machine", Object.entries(provenance.environment).map(([name, value]) => `${name} ${value}`).join(", "))}
${entry("Seed", String(estimate.seed))}
${entry("Study", provenance.study !== "" && html`sha256 <code class="hash">${provenance.study}</code>`)}
${estimate.samples !== null && entry("Posterior draws", html`<code>${estimate.samples}</code>`)}
</dl>
${files.size > 0 && html`<h3>Files</h3><div class="scroll" role="region" aria-label="Files" tabindex="0"><table><thead><tr><th scope="col">File</th><th scope="col">SHA-256</th></tr></thead><tbody>
${[...files].map(([file, hash]) => html`<tr><th scope="row">${file}</th><td><code class="hash">${hash}</code></td></tr>`)}</tbody></table></div>`}
${data.map(readingText)}
${study !== undefined && html`<details><summary>The study file</summary><pre tabindex="0">${study}</pre></details>`}
</section>`;
}

const readingText = ({ file, inferred }: FileReading): Html | false => inferred.length > 0 && html`
<details><summary>What was inferred from ${file}</summary><ul>${inferred.map(({ what, because }) => html`<li>${what} <span class="about">(${because})</span></li>`)}</ul></details>`;

/** Universal time to the minute; text that is no date stays as it is. */
export const dateText = (iso: string): string => Number.isNaN(Date.parse(iso)) ? iso : `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
