import { defineExporter, parameterValues, text } from "@inversa/core";
import { conventions } from "./conventions.ts";

const settings = {
  title: text({ default: "", about: "title of the report (default: the name of the study)" }),
  project: text({ default: "", about: "project that it belongs to, printed on the first page" }),
  preparedBy: text({ default: "", about: "who stands for it, printed on the first page" }),
} as const;

/** The calibration report: what an engineer files and a checker signs. */
export const report = defineExporter({
  id: "report",
  name: "Calibration report",
  about: "One HTML file laid out for A4: verdict, parameters, curves, what was not determined, and an appendix with conventions, study settings, measured data, input hashes and versions. Print it from any browser; --to pdf does that where one is installed.",
  source: "CSS Paged Media (page margins and counters as in Chromium 131 and later)",
  models: "any",
  settings,
  write: async ({ estimate, model, estimators, settings: { title, project, preparedBy } }) => {
    const { renderCalibrationReport } = await import("@inversa/report");
    const { sign, further = {} } = conventions(estimate, model);
    const named = new Set([...Object.keys(estimate.fixed), ...estimate.parameters.map(({ name }) => name)]);
    const content = renderCalibrationReport({
      estimate,
      ...(title === "" ? {} : { title }),
      facts: Object.fromEntries(Object.entries({ Project: project, "Prepared by": preparedBy }).filter(([, value]) => value !== "")),
      conventions: { Sign: sign, Units: "as in the table; strains in percent, natural (logarithmic) where the protocol says no other", ...further },
      defaults: Object.fromEntries(Object.entries(parameterValues(estimate, model)).filter(([name]) => !named.has(name))),
      background: { estimators, ...(model ? { model } : {}), ...(estimate.responses ? { responses: estimate.responses } : {}), ...(estimate.exceptions ? { exceptions: estimate.exceptions } : {}) },
    });
    return { files: [{ name: "calibration-report.html", content, mediaType: "text/html" }], remarks: [] };
  },
});
