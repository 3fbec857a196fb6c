import type { MeasuredPairs } from "./pairs.ts";
import { pairsSchema, type PairsFile } from "./pairs-schema.ts";
import { openStudyText, validated } from "../study/study-file.ts";
import { readStudyText } from "../study/study-text.ts";

/** What a file of pairs holds, before anything is trained, as JSON. */
export const pairsDocument = ({ name, ids, groups, curves, set, targets, files, estimators, hash }: MeasuredPairs) =>
  ({ valid: true, name, rows: ids.length, groups: [...new Set(groups)], inputs: curves, points: set.inputs.columns, targets, files, estimators: estimators.map(({ id }) => id), study: hash });

/** Whether a parsed study file is about measured pairs and not about a forward model. */
const isAboutPairs = (value: unknown): boolean => typeof value === "object" && value !== null && "pairs" in value;

/**
 * Reads a file of measured pairs.
 * @returns undefined for a file that is not about pairs: an ordinary study.
 * @throws InputError `file-missing`, `study-invalid`.
 */
export async function readPairsFile(path: string): Promise<{ readonly file: PairsFile; readonly folder: string } | undefined> {
  const { text, name, folder } = await openStudyText(path);
  const file = parsePairsFile(text, name);
  return file && { file, folder };
}

/** The same from a text. @throws InputError `study-invalid`. */
export function parsePairsFile(text: string, name: string): PairsFile | undefined {
  const source = readStudyText(text, name);
  return isAboutPairs(source.value) ? validated(pairsSchema, source) : undefined;
}
