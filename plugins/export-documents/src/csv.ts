import { csvText, defineExporter, flag, provenanceLines } from "@inversa/core";
import { conventions } from "./conventions.ts";
import { conditionTable, curveTable, parameterTable, type Table } from "./tables.ts";

const settings = {
  comments: flag({ default: true, about: "begins parameters.csv with lines after # that say where it comes from and by which conventions; turn it off for readers that know no comments" }),
  curves: flag({ default: true, about: "also writes curves.csv, measured and computed" }),
} as const;

/** A comment line is cut into cells at its commas like any other, so what could begin a formula after one is defused. */
const commentLine = (line: string): string => `# ${line.replaceAll(/([,;\t]\s*)([=+@]|-(?!\s*[\d.]))/g, "$1'$2")}`.trimEnd().concat("\r\n");

/** Tables for spreadsheets and scripts. */
export const csv = defineExporter({
  id: "csv",
  name: "CSV",
  about: "Three tables in RFC 4180 form: parameters.csv (every parameter with its interval), tests.csv (conditions, files and hashes), curves.csv (measured and computed). Texts that a spreadsheet would run as a formula are defused.",
  source: "RFC 4180; columns are documented in docs/exports.md",
  models: "any",
  settings,
  write: ({ estimate, model, settings: { comments, curves } }) => {
    const head = comments ? provenanceLines(estimate, { target: "CSV", ...conventions(estimate, model) }).map(commentLine).join("") : "";
    const file = (name: string, { head: columns, rows }: Table, before = "") => ({ name, content: before + csvText(columns, rows), mediaType: "text/csv" });
    return {
      files: [file("parameters.csv", parameterTable(estimate, model), head), file("tests.csv", conditionTable(estimate)), ...(curves ? [file("curves.csv", curveTable(estimate))] : [])],
      remarks: [],
    };
  },
});
