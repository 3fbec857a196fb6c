import type { Inference } from "@inversa/core";
import { comma, grouped, looksNumeric, point, tidy, unitBehind } from "./numbers.ts";
import { inRow, type Place } from "./place.ts";
import { ambiguous, quoted } from "./questions.ts";
import type { NumberSettings } from "./settings.ts";
import type { Row, NumberFormat } from "./table.ts";

interface Seen { readonly cell: string; readonly line: number }
type Evidence = Partial<Record<"point" | "comma" | "maybePoint" | "maybeComma" | "commaGroups" | "pointGroups" | "blankGroups" | "apostropheGroups", Seen>>;

/**
 * The number format of a table, and what the user should know of it.
 * @param commaSeparates The table's columns were separated by commas, so one inside a cell was meant.
 * @throws InputError `data-ambiguous`.
 */
export function numberFormatOf(rows: readonly Row[], commaSeparates: boolean, settings: NumberSettings, place: Place): { readonly format: NumberFormat; readonly inferred: readonly Inference[] } {
  const format = formatOf(rows, commaSeparates, settings, place);
  const inferred: Inference[] = [];
  if (settings.decimal === "auto" && format.decimal === ",") inferred.push({ what: "decimal comma", because: "numbers such as 0,5" });
  if (settings.thousands === "auto" && format.thousands) inferred.push({ what: `${format.thousands} groups thousands`, because: "numbers with both signs, or with an apostrophe" });
  return { format, inferred };
}

/**
 * How the numbers of a table are written, from every number in its rows of at least two. `1,234` alone proves nothing and is asked about; `0,5` proves a decimal comma,
 * `1,234.5` proves grouping.
 * @throws InputError `data-ambiguous`.
 */
function formatOf(rows: readonly Row[], commaSeparates: boolean, settings: NumberSettings, place: Place): NumberFormat {
  const seen: Evidence = {};
  for (const { cells, line, comment } of rows) {
    if (comment || cells.filter(looksNumeric).length < 2) continue;
    for (const cell of cells) if (typeof cell === "string" && looksNumeric(cell)) weigh({ cell, line }, seen);
  }
  const decimal = settings.decimal === "auto" ? decimalOf(seen, commaSeparates, place) : settings.decimal === "point" ? "." : ",";
  if (settings.thousands !== "auto") return { decimal, thousands: ({ comma: ",", point: ".", blank: " ", apostrophe: "'" } as const)[settings.thousands] };
  const proven = decimal === "." ? seen.commaGroups : seen.pointGroups;
  if (proven) return { decimal, thousands: decimal === "." ? "," : "." };
  if (seen.apostropheGroups) return { decimal, thousands: "'" };
  const unsure = (decimal === "." ? seen.maybeComma : seen.maybePoint) ?? seen.blankGroups;
  if (unsure) throw ambiguous(inRow(place, unsure.line), `${quoted(unsure.cell)} may be one number in the thousands or a slip of the decimal sign`, "does that sign group thousands?", "Set thousands to comma, point or blank, or correct the number");
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

function decimalOf(seen: Evidence, commaSeparates: boolean, place: Place): "." | "," {
  if (seen.point && seen.comma) {
    throw ambiguous(place.name, `${quoted(seen.point.cell)} in ${place.row(seen.point.line)} has a decimal point and ${quoted(seen.comma.cell)} in ${place.row(seen.comma.line)} a decimal comma`, "which is the decimal sign?", "Correct the file, or set decimal to point or comma");
  }
  if (seen.point) return ".";
  if (seen.comma) return ",";
  const unsure = seen.maybeComma ?? (commaSeparates ? undefined : seen.maybePoint);
  if (!unsure) return ".";
  throw ambiguous(inRow(place, unsure.line), `${quoted(unsure.cell)} may be ${unsure.cell.replace(/[.,]/, "")} or ${unsure.cell.replace(",", ".")}, and no other number of the file tells`, "is that sign a decimal sign?", "Set decimal to point or comma");
}
