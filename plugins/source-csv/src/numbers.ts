import type { CsvSettings } from "./settings.ts";
import { ambiguous, quoted } from "./questions.ts";
import { unitsSpelled } from "./unit-spelling.ts";

/** How numbers are written in a file. */
export interface NumberFormat {
  readonly decimal: "." | ",";
  /** What groups digits, where it is known. */
  readonly thousands?: "," | "." | " " | "'";
}

/** What stands where a reading is missing. */
const gaps = new Set(["", "-", "--", "---", "–", "—", "nan", "na", "n/a", "null", "none", "#n/a", "#nv", "#div/0!", "#value!", "#wert!", "?"]);

export const isGap = (cell: string): boolean => gaps.has(cell.trim().toLowerCase());

const point = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,3})?$/;
const comma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eEdD][+-]?\d{1,3})?$/;
const grouped = { ",": /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, ".": /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/, " ": /^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d*)?$/, "'": /^[+-]?\d{1,3}(?:'\d{3})+(?:[.,]\d*)?$/ } as const;

/** Nobody writes longer numbers; patterns that backtrack never see them. */
const longestNumber = 60;

/** Full-width digits, typographic minus signs and apostrophes as their plain forms. */
const tidy = (cell: string): string => {
  const trimmed = cell.trim();
  if (trimmed.length > longestNumber) return "x";
  return /^[\x20-\x7e]*$/.test(trimmed) ? trimmed : trimmed.normalize("NFKC").replace(/[−–‒]/g, "-").replace(/[’‘]/g, "'").replace(/\s/g, " ");
};

/**
 * One cell as a number in the given format.
 * @returns NaN for a gap, undefined where it is not a finite number.
 */
export function toNumber(cell: string, format: NumberFormat): number | undefined {
  let plain = tidy(cell);
  if (isGap(plain)) return Number.NaN;
  if (format.thousands !== undefined && grouped[format.thousands].test(plain)) plain = plain.replaceAll(format.thousands, "");
  if (!(format.decimal === "." ? point : comma).test(plain)) return undefined;
  const value = Number(plain.replace(",", ".").replace(/[dD]/, "e"));
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** "0.5 %": a number with its unit behind it, as two texts. */
export function unitBehind(cell: string): { readonly digits: string; readonly unit: string } | undefined {
  if (cell.length > longestNumber) return undefined;
  const [, digits = "", unit = ""] = /^([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*([^\d\s.,].{0,9})$/.exec(cell.trim()) ?? [];
  return unitsSpelled(unit).length > 0 ? { digits, unit } : undefined;
}

/** Whether a cell is a number in one format or another, perhaps with a unit: enough to tell readings from words. */
export function looksNumeric(cell: string): boolean {
  const plain = tidy(unitBehind(cell)?.digits ?? cell);
  return point.test(plain) || comma.test(plain) || Object.values(grouped).some((shape) => shape.test(plain));
}

interface Seen { readonly cell: string; readonly line: number }
type Evidence = Partial<Record<"point" | "comma" | "maybePoint" | "maybeComma" | "commaGroups" | "pointGroups" | "blankGroups" | "apostropheGroups", Seen>>;

/**
 * How the numbers of a file are written, from every number in it. `1,234` alone proves nothing and is asked about; `0,5` proves a decimal comma,
 * `1,234.5` proves grouping.
 * @throws InputError `data-ambiguous`.
 */
export function numberFormatOf(cells: Iterable<Seen>, commaSeparates: boolean, settings: Pick<CsvSettings, "decimal" | "thousands">, file: string): NumberFormat {
  const seen: Evidence = {};
  for (const each of cells) weigh(each, seen);
  const decimal = settings.decimal === "auto" ? decimalOf(seen, commaSeparates, file) : settings.decimal === "point" ? "." : ",";
  if (settings.thousands !== "auto") return { decimal, thousands: ({ comma: ",", point: ".", blank: " ", apostrophe: "'" } as const)[settings.thousands] };
  const proven = decimal === "." ? seen.commaGroups : seen.pointGroups;
  if (proven) return { decimal, thousands: decimal === "." ? "," : "." };
  if (seen.apostropheGroups) return { decimal, thousands: "'" };
  const unsure = (decimal === "." ? seen.maybeComma : seen.maybePoint) ?? seen.blankGroups;
  if (unsure) throw ambiguous(`${file}, line ${unsure.line}`, `${quoted(unsure.cell)} may be one number in the thousands or a slip of the decimal sign`, "does that sign group thousands?", "Set thousands to comma, point or blank, or correct the number");
  return { decimal };
}

function weigh(each: Seen, seen: Evidence): void {
  const cell = tidy(unitBehind(each.cell)?.digits ?? each.cell);
  if (!/[.,' ]/.test(cell)) return;
  const note = (kind: keyof Evidence): void => void (seen[kind] ??= each);
  if (grouped["'"].test(cell)) {
    note("apostropheGroups");
    if (/[.,]/.test(cell)) note(cell.includes(".") ? "point" : "comma");
  } else if (grouped[" "].test(cell)) {
    note("blankGroups");
    if (/[.,]/.test(cell)) note(cell.includes(".") ? "point" : "comma");
  } else if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(cell)) note("maybeComma");
  else if (/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(cell)) note("maybePoint");
  else if (grouped[","].test(cell) && !/^[+-]?0/.test(cell)) {
    note("commaGroups");
    note("point");
  } else if (grouped["."].test(cell) && !/^[+-]?0/.test(cell)) {
    note("pointGroups");
    note("comma");
  } else if (point.test(cell) && cell.includes(".")) note("point");
  else if (comma.test(cell) && cell.includes(",")) note("comma");
}

function decimalOf(seen: Evidence, commaSeparates: boolean, file: string): "." | "," {
  if (seen.point && seen.comma) {
    throw ambiguous(file, `${quoted(seen.point.cell)} in line ${seen.point.line} has a decimal point and ${quoted(seen.comma.cell)} in line ${seen.comma.line} a decimal comma`, "which is the decimal sign?", "Correct the file, or set decimal to point or comma");
  }
  if (seen.point) return ".";
  if (seen.comma) return ",";
  const unsure = seen.maybeComma ?? (commaSeparates ? undefined : seen.maybePoint);
  if (!unsure) return ".";
  throw ambiguous(`${file}, line ${unsure.line}`, `${quoted(unsure.cell)} may be ${unsure.cell.replace(/[.,]/, "")} or ${unsure.cell.replace(",", ".")}, and no other number of the file tells`, "is that sign a decimal sign?", "Set decimal to point or comma");
}
