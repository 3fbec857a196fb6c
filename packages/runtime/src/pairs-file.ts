import { pairsSchema, type PairsFile } from "./pairs-schema.ts";
import { openStudyText, validated } from "./study-file.ts";
import { readStudyText } from "./study-text.ts";

/** Whether a parsed study file is about measured pairs and not about a forward model. */
const isAboutPairs = (value: unknown): boolean => typeof value === "object" && value !== null && "pairs" in value;

/**
 * Reads a file of measured pairs.
 * @returns undefined for a file that is not about pairs: an ordinary study.
 * @throws InputError `file-missing`, `study-invalid`.
 */
export async function readPairsFile(path: string): Promise<{ readonly file: PairsFile; readonly folder: string } | undefined> {
  const { text, name, folder } = await openStudyText(path);
  const source = readStudyText(text, name);
  return isAboutPairs(source.value) ? { file: validated(pairsSchema, source), folder } : undefined;
}
