import type { Estimate } from "@inversa/core";
import { conventionSection, dataSection, settingsSection } from "./appendix.ts";
import { learningSection } from "./estimator-section.ts";
import { numberedPictures } from "./figure.ts";
import { fitSection, fitTable } from "./fit-section.ts";
import { html, type Html } from "./html.ts";
import { type Background, dateText, methodSection, provenanceSection, warningSection, warningsOf } from "./method-section.ts";
import { openSection, parameterSection, priorSection } from "./parameter-section.ts";
import { printStyle } from "./print-style.ts";
import { page } from "./page.ts";
import { pairSection } from "./pair-section.ts";
import { verdict } from "./report.ts";

export interface CalibrationReportInput {
  readonly estimate: Estimate;
  /** The name of the study unless given. */
  readonly title?: string;
  /** Lines of the first page: project, author. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Sign convention, units and what else other programs decide differently, by name. */
  readonly conventions?: Readonly<Record<string, string>>;
  /** Parameters that the study does not name, at the values that the model holds them at. */
  readonly defaults?: Readonly<Record<string, number>>;
  readonly background?: Background;
}

/**
 * The report as it is filed: laid out for A4 with the study's name and page numbers on every page, and an appendix that holds all that the numbers rest on: method, conventions, study
 * settings, the measured data, hashes and versions. One HTML file, no scripts, the same text for the same input.
 */
export function renderCalibrationReport({ estimate, title = titleOf(estimate), facts = {}, conventions = {}, defaults = {}, background = {} }: CalibrationReportInput): string {
  const pictures = numberedPictures();
  const names = Object.fromEntries(Object.entries(background.estimators ?? {}).map(([id, { name }]) => [id, name]));
  const warnings = warningsOf([estimate], [], names);
  const body = html`<header><p class="kind">Calibration report</p><h1>${title}</h1>
${firstFacts({
    ...facts, Model: `${estimate.modelName} (${estimate.model})`, Tests: estimate.observations.map(({ id }) => id).join(", "),
    Estimator: Object.hasOwn(names, estimate.estimator) ? names[estimate.estimator]! : estimate.estimator, Date: dateText(estimate.provenance.createdAt),
  })}</header>
<main>
${verdict(estimate, warnings.length)}
${parameterSection(estimate)}
${openSection(estimate)}
${warningSection(warnings)}
${fitSection(estimate, pictures)}
${fitTable(estimate)}
${priorSection(estimate, pictures)}
${pairSection([estimate], pictures, names)}
<h2 class="appendix" id="appendix">Appendix</h2>
${methodSection(estimate, background)}
${learningSection([estimate], pictures, names)}
${conventionSection(estimate, conventions)}
${settingsSection(estimate, defaults)}
${provenanceSection(estimate, [], undefined)}
${dataSection(estimate)}
</main>`;
  return page(title, estimate.provenance.inversa, body, printStyle(title, `Inversa ${estimate.provenance.inversa}, study ${estimate.provenance.study.slice(0, 12)}`));
}

const titleOf = ({ title, modelName, observations }: Estimate): string => title ?? `${modelName}: parameters from ${observations.length} ${observations.length === 1 ? "test" : "tests"}`;

const firstFacts = (facts: Readonly<Record<string, string>>): Html => html`<dl class="facts first">${Object.entries(facts).map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
