import { drainedInWords, triaxialCode } from "@inversa/soil";
import { quoted } from "@inversa/tables";
import type { Cells } from "./cells.ts";
import { ambiguous, unreadable } from "./mistakes.ts";
import type { AgsFile } from "./parse.ts";
import type { AgsSettings } from "./settings.ts";
import { rowsOf, specimensOf, type Specimen } from "./specimens.ts";

/** One stage of a triaxial test in effective stresses: a row of TRET with its specimen. */
export interface Stage {
  readonly specimen: Specimen;
  readonly cells: Cells;
  /** `BH1 U3 1`, with the stage where the specimen has several: `BH1 U3 1 stage 2`. */
  readonly id: string;
  readonly drained: boolean;
  /** The axial stress falls below the radial one. */
  readonly extension: boolean;
  /** Consolidated under an axial stress other than the radial one. */
  readonly anisotropic: boolean;
  /** A later stage of a specimen that an earlier one sheared already (types that end in M). */
  readonly sheared: boolean;
  /** What the test is called, with the words that say so. */
  readonly because: string;
}

/**
 * Triaxial stages of groups TREG and TRET.
 * @param wanted Whether a stage is to be read; others raise no questions.
 * @throws InputError `data-ambiguous` where nothing says whether a stage is drained, `data-unreadable` where two cells contradict each other.
 */
export function stagesOf(file: AgsFile, settings: AgsSettings, wanted: (id: string) => boolean): readonly Stage[] {
  const words = abbreviations(file);
  return specimensOf(file, "TREG", "TRET", "TRET_TESN").flatMap((specimen) => specimen.data.flatMap((cells, k): readonly Stage[] => {
    const id = specimen.data.length > 1 ? `${specimen.name} stage ${cells.text("TRET_TESN") || k + 1}` : specimen.name;
    if (!wanted(id)) return [];
    const type = specimen.general.text("TREG_TYPE").toUpperCase().replace(/\s+/g, "");
    const code = triaxialCode(type);
    const stated = cells.text("TRET_DRN");
    const said = code?.drained ?? drainedInWords(words.get(type) ?? specimen.general.text("TREG_TYPE"));
    const seen = drainedInWords(stated);
    if (said !== undefined && seen !== undefined && said !== seen) {
      throw unreadable(cells.place("TRET_DRN"), `the drainage is ${quoted(stated)}, but TREG_TYPE (line ${specimen.general.row.line}) is ${quoted(type)}`, "one of them", "Correct the cell that is wrong, or leave the test out with only");
    }
    const drained = said ?? seen ?? (settings.drainage === "stated" ? undefined : settings.drainage === "drained");
    if (drained === undefined) throw ambiguous(specimen.general.place("TREG_TYPE"), `test "${id}" is of type ${quoted(type)}, which is no code that Inversa knows`, "was it sheared drained or undrained?", "Set drainage to drained or undrained, or leave the test out with only");
    const because = said !== undefined ? `TREG_TYPE ${type}, line ${specimen.general.row.line}` : seen !== undefined ? `TRET_DRN ${quoted(stated)}` : "setting drainage";
    return [{ specimen, cells, id, drained, extension: code?.extension ?? false, anisotropic: code?.anisotropic ?? false, sheared: k > 0 && code?.staged === true, because }];
  }));
}

/** Codes of TREG_TYPE with their words, where the file explains them (group ABBR). */
const abbreviations = (file: AgsFile): ReadonlyMap<string, string> =>
  new Map(rowsOf(file, "ABBR").flatMap((row) => (row.text("ABBR_HDNG") === "TREG_TYPE" ? [[row.text("ABBR_CODE").toUpperCase().replace(/\s+/g, ""), row.text("ABBR_DESC")] as const] : [])));
