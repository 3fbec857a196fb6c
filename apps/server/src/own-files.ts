import { type ForwardModel, InputError } from "@inversa/core";
import { type App, type PairsFile, parsePairsFile, parseStudyFile, type StudyFile } from "@inversa/runtime";

/**
 * The name under which an upload is kept: the last part of what was sent, if that can be a name everywhere and cannot be taken for a pattern or a path.
 * @throws InputError `request-invalid`.
 */
export function requireFileName(sent: string): string {
  const name = sent.slice(Math.max(sent.lastIndexOf("/"), sent.lastIndexOf("\\")) + 1).normalize("NFC").trim();
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (name !== "" && Buffer.byteLength(name) <= 200 && !/^[.~]|[\u0000-\u001f\u007f<>:"|?*]|\.$/.test(name)) return name;
  throw new InputError("request-invalid", { where: "the file's name", what: `${JSON.stringify(sent.slice(0, 100))} cannot be kept under that name`, expected: "a name of at most 200 bytes, without < > : \" | ? *, that does not begin with a dot" });
}

/**
 * A study may name what was uploaded and nothing else: no folders, no patterns, no path of the server, in its data and in the options that take documents.
 * @throws InputError `study-invalid`, `file-missing`.
 */
export function requireOwnFiles(app: App, text: string, names: readonly string[], samples: number): StudyFile {
  const file = parseStudyFile(text, "study.yaml", app.models);
  const model = app.models.get(file.model);
  requireOwn([...file.data.flatMap((entry) => ("protocol" in entry ? [] : entry.files)), ...documentFiles(model, file.options)], names, "study.yaml");
  if (file.simulations.samples > samples) throw new InputError("study-invalid", { where: "study.yaml, simulations.samples", what: `${file.simulations.samples} simulations are more than this server allows`, expected: `at most ${samples}` });
  return file;
}

/** The same of a study of measured pairs; undefined for another. @throws InputError `study-invalid`, `file-missing`. */
export function requireOwnPairs(text: string, names: readonly string[]): PairsFile | undefined {
  const file = parsePairsFile(text, "study.yaml");
  if (file) requireOwn(file.pairs.files, names, "study.yaml");
  return file;
}

/** @throws InputError `file-missing` for options that name another file than these. */
export const requireOwnDocuments = (model: ForwardModel, options: Readonly<Record<string, unknown>>, names: readonly string[]): void => requireOwn(documentFiles(model, options), names, `options of ${model.id}`);

/** Options that are neither a document nor the name of a built-in one, and so name a file. */
const documentFiles = (model: ForwardModel, options: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(model.options).flatMap(([option, setting]) => {
    const value = options[option];
    return setting.kind === "document" && typeof value === "string" && !Object.hasOwn(setting.builtIn, value) ? [value] : [];
  });

function requireOwn(named: readonly string[], names: readonly string[], where: string): void {
  const foreign = named.find((name) => !names.includes(name));
  if (foreign === undefined) return;
  throw new InputError("file-missing", { where, what: `"${foreign}" is not among the uploaded files of the request`, expected: names.length > 0 ? `one of ${names.join(", ")}` : "uploaded files", next: "Upload the file and name it in `files` of the request" });
}
