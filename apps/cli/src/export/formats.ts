import { closest, type Exporter, InputError } from "@inversa/core";
import type { App, Registry } from "@inversa/runtime";
import { printPdf } from "./print-pdf.ts";

/**
 * The formats that `export` knows: the app's exporters, and where one of them is the report, the same as a PDF.
 * @param environment Where the browser is looked for that prints it.
 */
export function formatsOf(app: App, environment: NodeJS.ProcessEnv): Registry<Exporter> {
  const report = app.exporters.has("report") ? app.exporters.get("report") : undefined;
  const pdf = report && !app.exporters.has("pdf") ? pdfOf(report, environment) : undefined;
  const all = pdf ? [...app.exporters.all(), pdf] : app.exporters.all();
  return {
    all: () => all,
    has: (id) => id === pdf?.id || app.exporters.has(id),
    pluginOf: (id) => (id === pdf?.id ? "@inversa/cli" : app.exporters.pluginOf(id)),
    get: (id) => {
      const found = id === pdf?.id ? pdf : app.exporters.has(id) ? app.exporters.get(id) : undefined;
      if (found) return found;
      const known = all.map((exporter) => exporter.id);
      const near = closest(id, known) ?? all.find(({ name }) => name.toLowerCase() === id.toLowerCase())?.id;
      throw new InputError("unknown-id", { where: "--to", what: `there is no format "${id}" in ${app.name}`, expected: known.length > 0 ? `one of ${known.join(", ")}` : "a plugin that brings an exporter", ...(near ? { next: `Did you mean "${near}"?` } : {}) });
    },
  };
}

/** Needs a browser on this machine, which no exporter may: so it lives here. */
const pdfOf = (report: Exporter, environment: NodeJS.ProcessEnv): Exporter => ({
  ...report,
  id: "pdf",
  name: "PDF report",
  about: "The calibration report as a PDF, printed by a Chromium, Chrome or Edge that is on this machine (inversa doctor says whether one is).",
  write: async (request) => {
    const { files, remarks } = await report.write(request);
    const [page] = files;
    return { files: [{ name: page!.name.replace(/\.html$/, ".pdf"), content: await printPdf(String(page!.content), environment), mediaType: "application/pdf" }], remarks };
  },
});
