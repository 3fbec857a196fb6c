import type { Cells } from "./cells.ts";
import type { AgsFile } from "./parse.ts";
import { rowsOf } from "./specimens.ts";
import type { Stage } from "./stages.ts";

/** The files that belong to one stage: FILE_FSET of its row (or of its specimen) as group FILE explains it. */
export interface FileSet {
  readonly reference: string;
  /** Row that names the set. */
  readonly cells: Cells;
  readonly names: readonly string[];
}

/** What readings of a test come in; reports and photographs do not. */
const holdsReadings = /\.(?:csv|txt|tsv|dat|asc|xlsx?|xlsm|gds|xml)$/i;

/** The set of files of a stage. A set that the general group names for several stages says nothing of any one of them. */
export function fileSetOf(file: AgsFile, { cells, specimen }: Stage): FileSet | undefined {
  const named = [cells, ...(specimen.data.length === 1 ? [specimen.general] : [])].find((row) => row.text("FILE_FSET") !== "");
  if (!named) return undefined;
  const reference = named.text("FILE_FSET");
  const names = rowsOf(file, "FILE").flatMap((row) => (row.text("FILE_FSET") === reference && row.text("FILE_NAME") !== "" ? [row.text("FILE_NAME")] : []));
  return { reference, cells: named, names };
}

/** Those files of the set that stand beside the AGS file, by the names that they have there. */
export const besideOf = (set: FileSet | undefined, beside: readonly string[]): readonly string[] =>
  set ? beside.filter((name) => holdsReadings.test(name) && set.names.some((wanted) => baseName(wanted) === baseName(name))) : [];

const baseName = (path: string): string => path.replace(/^.*[\\/]/, "").toLowerCase();

/** What to do next to have the curve of a stage whose files are not there. */
export function advice(set: FileSet | undefined): string {
  if (!set) return "no associated file is named; ask the laboratory for the readings as CSV";
  const from = `FILE_FSET ${set.reference}, line ${set.cells.row.line}`;
  if (set.names.length === 0) return `group FILE does not list the files of ${from}; ask the laboratory for them`;
  const readable = set.names.filter((name) => holdsReadings.test(name));
  return readable.length > 0 ? `add ${readable.join(", ")} to the data (${from})` : `${from} names ${set.names.join(", ")} only; ask the laboratory for the readings as CSV`;
}
