import { checkDocument, closest, InputError, type JsonDocument, type Settings } from "@inversa/core";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";

/** Which file an option's document came from. */
export interface DocumentFile {
  readonly file: string;
  readonly sha256: string;
}

/** Options with documents in place of the paths that named them. */
export interface OptionsRead {
  readonly options: Readonly<Record<string, unknown>>;
  /** By option; those that came from files. */
  readonly documents: Readonly<Record<string, DocumentFile>>;
  /** What users should know of the files: sentences with the file's name. */
  readonly remarks: readonly string[];
}

/**
 * Puts the contents of files where options that take a document name a path; everything else stays as it is. Models never open files themselves.
 * @param folder Against which paths are resolved.
 * @throws InputError `option-invalid` for what is neither built in nor a file, `document-invalid` for a file that holds no JSON object.
 */
export async function readDocuments(declared: Settings, given: Readonly<Record<string, unknown>>, folder: string): Promise<OptionsRead> {
  const options: Record<string, unknown> = { ...given };
  const documents: Record<string, DocumentFile> = {};
  const remarks: string[] = [];
  for (const [name, setting] of Object.entries(declared)) {
    const value = given[name];
    if (setting.kind !== "document" || typeof value !== "string" || Object.hasOwn(setting.builtIn, value)) continue;
    const bytes = await readFile(resolve(folder, value)).catch(async (cause: unknown) => {
      throw notThere(name, value, folder, [...Object.keys(setting.builtIn), ...(await readdir(folder).catch(() => []))], Object.keys(setting.builtIn), cause);
    });
    const document = parsed(bytes, name, value);
    remarks.push(...checkDocument(setting, document, `${name}, ${value}`).map((remark) => `${basename(value)}: ${remark}`));
    options[name] = document;
    documents[name] = { file: basename(value), sha256: createHash("sha256").update(bytes).digest("hex") };
  }
  return { options, documents, remarks };
}

function notThere(name: string, value: string, folder: string, known: readonly string[], builtIn: readonly string[], cause: unknown): InputError {
  const near = closest(value, known);
  const { code } = cause as NodeJS.ErrnoException;
  const file = resolve(folder, value);
  return new InputError("option-invalid", {
    where: name,
    what: code === "ENOENT" || code === "ENOTDIR" ? `"${value}" is not built in, and there is no file ${file}` : `${file} cannot be read (${code ?? String(cause)})`,
    expected: `${builtIn.join(", ")}, or the path of a JSON file`,
    ...(near ? { next: `Did you mean "${near}"?` } : {}),
  }, { cause });
}

function parsed(bytes: Uint8Array, name: string, file: string): JsonDocument {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new InputError("document-invalid", { where: `${name}, ${file}`, what: `it is not valid JSON: ${(cause as Error).message}`, expected: "a JSON object" }, { cause });
  }
  if (typeof document === "object" && document !== null && !Array.isArray(document)) return document as JsonDocument;
  throw new InputError("document-invalid", { where: `${name}, ${file}`, what: "it holds no object", expected: "a JSON object { ... }" });
}
