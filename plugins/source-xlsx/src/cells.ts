import { type Cell, unitsSpelled } from "@inversa/tables";
import type { Cell as StyledCell, CellValue } from "hucre/xlsx";

const millisecondsADay = 86_400_000;

/** A cell as tables take it: a number with the unit that its format shows, text, or the empty text. */
export function cellOf(value: CellValue | undefined, styled: StyledCell | undefined, startOf1904: boolean): Cell {
  if (value === null || value === undefined) return "";
  const format = styled?.style?.numFmt ?? "";
  if (typeof value === "number") return shownAs(value, format);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return isDuration(format) ? { value: daysOf(value, startOf1904), unit: "d" } : moment(value);
  return value.trim();
}

/** What a number's format prints behind it: `0.0%` shows 0.05 as 5.0%, `0.0" kPa"` shows 100 as 100.0 kPa. */
function shownAs(value: number, format: string): Cell {
  const [first = ""] = format.split(";");
  const plain = first.replace(/\[[^\]]*\]|_.|\*./g, "");
  if (/[0#?]\s*%/.test(plain.replace(/"[^"]*"|\\./g, ""))) return { value: percentOf(value), unit: "%" };
  const [, quoted, escaped] = /[0#?]\s*(?:"([^"]*)"|((?:\\.)+))\s*$/.exec(plain) ?? [];
  const unit = (quoted ?? escaped?.replaceAll("\\", "") ?? "").trim();
  return unitsSpelled(unit).length > 0 ? { value, unit } : value;
}

/** A hundredfold as a person writes it: 0.07 is 7 %, not 7.000000000000001 %. */
function percentOf(value: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + 2}`);
}

/** Hours, minutes or seconds without a day: a time that has passed, or a time of day. */
const isDuration = (format: string): boolean => /[hs]|\[m+\]/i.test(format) && !/[yd]/i.test(format.replace(/\[\$[^\]]*\]|"[^"]*"/g, ""));

/** Spreadsheets count days from the last day of 1899 (with a 29 February 1900 that never was), or from 1904. */
function daysOf(date: Date, startOf1904: boolean): number {
  if (startOf1904) return (date.getTime() - Date.UTC(1904, 0, 1)) / millisecondsADay;
  const days = (date.getTime() - Date.UTC(1899, 11, 31)) / millisecondsADay;
  return days >= 60 ? days + 1 : days;
}

/** A date as text that everybody reads alike. */
const moment = (date: Date): string => (Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(/T00:00:00\.000Z$/, "").replace("T", " ").replace(/(\.000)?Z$/, ""));
