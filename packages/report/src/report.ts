import type { Estimate, FileReading } from "@inversa/core";
import { comparisonSection, learningSection } from "./estimator-section.ts";
import { numberedPictures } from "./figure.ts";
import { fitSection, fitTable } from "./fit-section.ts";
import { html, trusted, type Html } from "./html.ts";
import { dateText, methodSection, provenanceSection, warningSection, warningsOf, type Background } from "./method-section.ts";
import { page } from "./page.ts";
import { pairSection } from "./pair-section.ts";
import { openSection, parameterSection, priorSection } from "./parameter-section.ts";
import { verdictOf } from "./verdict.ts";

export interface ReportInput {
  /** At least one. The report is about the first; the others, of the same study, are compared with it. */
  readonly estimates: readonly Estimate[];
  readonly title?: string;
  /** Text of the study file. */
  readonly study?: string;
  /** What was inferred from the files, and what is odd about them. */
  readonly data?: readonly FileReading[];
  /** Sources of equations and methods, assumed noise. */
  readonly background?: Background;
}

/**
 * One HTML file that holds everything: no scripts, no resources from elsewhere, the same text for the same input. In the order in which somebody with a deadline reads:
 * verdict, parameters, curves, what the data added, and then the rest.
 *
 * @throws RangeError without an estimate: a caller's mistake, not a user's.
 */
export function renderReport(input: ReportInput): string {
  const [estimate] = input.estimates;
  if (estimate === undefined) throw new RangeError("a report needs at least one estimate");
  const pictures = numberedPictures();
  const data = input.data ?? [];
  const background = input.background ?? {};
  const names = Object.fromEntries(Object.entries(background.estimators ?? {}).map(([id, { name }]) => [id, name]));
  const warnings = warningsOf(input.estimates, data, names);
  const tests = estimate.observations.length;
  const title = input.title ?? estimate.title ?? `${estimate.modelName}: parameters from ${tests} ${tests === 1 ? "test" : "tests"}`;
  const body = html`<header><h1>${title}</h1>
<p class="meta">${estimate.modelName}, ${tests} ${tests === 1 ? "test" : "tests"}, estimated by ${Object.hasOwn(names, estimate.estimator) ? names[estimate.estimator]! : estimate.estimator}, ${dateText(estimate.provenance.createdAt)}</p></header>
<main>
${verdict(estimate, warnings.length)}
${parameterSection(estimate)}
${fitSection(estimate, pictures)}
${fitTable(estimate)}
${priorSection(estimate, pictures)}
${pairSection(input.estimates, pictures, names)}
${learningSection(input.estimates, pictures, names)}
${comparisonSection(input.estimates, pictures, names)}
${openSection(estimate)}
${warningSection(warnings)}
${methodSection(estimate, background)}
${provenanceSection(estimate, data, input.study)}
</main>`;
  return page(title, estimate.provenance.inversa, body);
}

const marks = { well: "✓", roughly: "≈", badly: "✗", unfinished: "✗", unknown: "?" } as const;

/** The box that a reader with no time reads. */
export function verdict(estimate: Estimate, count: number): Html {
  const { level, headline, match, determined } = verdictOf(estimate);
  return html`<div class="verdict ${level}"><h2><span aria-hidden="true">${trusted(marks[level])}</span> ${headline}</h2><p>${match}</p>
<p>${determined}${estimate.parameters.some(({ identified }) => !identified) && html` <a href="#open">Why</a>.`}${count > 0 && html` There ${count === 1 ? "is" : "are"} <a href="#warnings">${count} ${count === 1 ? "warning" : "warnings"}</a>.`}</p></div>`;
}
