import type { StudyFile } from "./study-schema.ts";

/**
 * Reads the text of a study file, YAML or JSON.
 * @param name Of the file, for messages.
 * @throws InputError `study-invalid` naming line and column and quoting the line.
 */
export function parseStudyFile(text: string, name: string): StudyFile {
  throw new Error(`not written yet: ${text.length} ${name}`);
}

/** @throws InputError `file-missing`, `study-invalid`. */
export async function readStudyFile(path: string): Promise<{ readonly file: StudyFile; readonly folder: string; readonly text: string }> {
  throw new Error(`not written yet: ${path}`);
}
