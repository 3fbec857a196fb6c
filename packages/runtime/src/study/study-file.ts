import { closest, InputError } from "@inversa/core";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { z } from "zod";
import type { App } from "../app/app.ts";
import { fileMissing } from "../data/file-missing.ts";
import { placeOfModelKey } from "./misplaced-key.ts";
import { distributions, type StudyFile, studySchema } from "./study-schema.ts";
import { rememberText } from "./study-place.ts";
import { type Path, readStudyText, type StudyText } from "./study-text.ts";

/**
 * Reads the text of a study file, YAML or JSON.
 * @param name Of the file, for messages.
 * @param models To tell where a name of the model goes that stands in the wrong place.
 * @throws InputError `study-invalid` naming line and column and quoting the line.
 */
export function parseStudyFile(text: string, name: string, models?: Models): StudyFile {
  const source = readStudyText(text, name);
  const id = valueAt(source.value, ["model"]);
  const model = typeof id === "string" && models?.has(id) ? models.get(id) : undefined;
  return validated(studySchema, source, model && ((key) => placeOfModelKey(model, key)));
}

type Models = Pick<App["models"], "has" | "get">;

/**
 * Holds a text against the schema of its kind and remembers where everything in it stands.
 * @param placeOf Where a key that is unknown at the top belongs, as a sentence.
 * @throws InputError `study-invalid`.
 */
export function validated<T extends object>(schema: z.ZodType<T>, source: StudyText, placeOf?: (key: string) => string | undefined): T {
  const result = schema.safeParse(source.value);
  if (!result.success) throw invalid(source, result.error.issues, placeOf);
  rememberText(result.data, source);
  return result.data;
}

/** @throws InputError `file-missing`, `study-invalid`. */
export async function readStudyFile(path: string, models?: Models): Promise<{ readonly file: StudyFile; readonly folder: string; readonly text: string }> {
  const { text, name, folder } = await openStudyText(path);
  return { file: parseStudyFile(text, name, models), folder, text };
}

/** @throws InputError `file-missing`. */
export async function openStudyText(path: string): Promise<{ readonly text: string; readonly name: string; readonly folder: string }> {
  const absolute = resolve(path);
  const text = await readFile(absolute, "utf8").catch(async (cause: unknown) => {
    throw await fileMissing(absolute, "the study file", cause);
  });
  return { text, name: basename(absolute), folder: dirname(absolute) };
}

interface Problem {
  readonly where: string;
  readonly what: string;
}

function invalid(source: StudyText, issues: readonly z.core.$ZodIssue[], placeOf: ((key: string) => string | undefined) | undefined): InputError {
  const found = issues.flatMap((issue) => leaves(issue, [], source.value));
  // A misspelt key is the reason why the right one is missing, so it comes first.
  const ordered = [...found.filter((issue) => issue.code === "unrecognized_keys"), ...found.filter((issue) => issue.code !== "unrecognized_keys")];
  const [first, ...others] = ordered.map((issue) => describe(source, issue, placeOf));
  return new InputError("study-invalid", {
    ...first!,
    ...(others.length > 0 ? { next: `Also put right: ${others.map((other) => `${other.where}: ${other.what}`).join("; ")}` } : {}),
  });
}

type Located = z.core.$ZodIssue & { readonly path: PropertyKey[] };

/** The issues below one issue: of a union, those of the branch that the value came closest to. */
function leaves(issue: z.core.$ZodIssue, above: Path, value: unknown): readonly Located[] {
  const path = [...above, ...issue.path];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ ...issue, path }];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => leaves(inner, path, value)));
  const isText = typeof valueAt(value, path) === "string";
  // A branch for another kind of value (a word where there is an object) is never what was meant.
  const otherKind = (inner: Located): boolean => inner.path.length === path.length && (inner.code === "invalid_type" || (inner.code === "invalid_value" && !isText));
  const distance = (branch: readonly Located[]): number => branch.reduce((sum, inner) => sum + (otherKind(inner) ? 100 : inner.code === "unrecognized_keys" ? inner.keys.length : 1), 0);
  return branches.reduce((best, branch) => (distance(branch) < distance(best) ? branch : best));
}

const valueAt = (value: unknown, path: Path): unknown => path.reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);

function describe(source: StudyText, issue: Located, placeOf: ((key: string) => string | undefined) | undefined): Problem {
  const value = valueAt(source.value, issue.path);
  const name = issue.path.length > 0 ? String(issue.path.at(-1)) : "";
  const where = issue.code === "unrecognized_keys" ? source.placeOfKey(issue.path, issue.keys[0]!) : source.place(issue.path);
  const places = issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys.map((key) => placeOf?.(key)) : [];
  // What the model knows by that name was meant; a key that it does not know either is told with those that the file may have.
  return { where, what: places.length > 0 && places.every((place) => place !== undefined) ? places.join("; ") : sentence(issue, value, name) };
}

function sentence(issue: Located, value: unknown, name: string): string {
  if (issue.code === "unrecognized_keys") return issue.message;
  if (issue.path.length === 0 && (value === null || value === undefined)) return "the file is empty";
  if (value === undefined) return `"${name}" is missing (${issue.message.replace(/, received undefined$/, "").replace(/^Invalid \w+: /, "")})`;
  const options = issue.code === "invalid_value" ? issue.values.map(String) : issue.code === "invalid_union" ? distributions : [];
  const near = typeof value === "string" ? closest(value, options) : undefined;
  const shown = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  const message = issue.code === "invalid_union" ? `expected one of ${options.join(", ")}` : issue.message.replace(/^Invalid \w+: /, "").replace(/^Too \w+: /, "");
  return `${name ? `"${name}" ` : ""}cannot be ${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}: ${message}${near ? ` (did you mean "${near}"?)` : ""}`;
}
