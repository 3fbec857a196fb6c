import type { Cell, NumberFormat } from "./table.ts";
import { unitsSpelled } from "./unit-spelling.ts";

/** What stands where a reading is missing. */
const gaps = new Set(["", "-", "--", "---", "–", "—", "nan", "na", "n/a", "null", "none", "#n/a", "#nv", "#div/0!", "#value!", "#wert!", "#num!", "#zahl!", "#null!", "?"]);

export const isGap = (cell: Cell): boolean => typeof cell === "string" && gaps.has(cell.trim().toLowerCase());

export const point = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,3})?$/;
export const comma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eEdD][+-]?\d{1,3})?$/;
export const grouped = { ",": /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, ".": /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/, " ": /^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d*)?$/, "'": /^[+-]?\d{1,3}(?:'\d{3})+(?:[.,]\d*)?$/ } as const;

/** Nobody writes longer numbers; patterns that backtrack never see them. */
const longestNumber = 60;

/** Full-width digits, typographic minus signs and apostrophes as their plain forms. */
export const tidy = (cell: string): string => {
  const trimmed = cell.trim();
  if (trimmed.length > longestNumber) return "x";
  return /^[\x20-\x7e]*$/.test(trimmed) ? trimmed : trimmed.normalize("NFKC").replace(/[−–‒]/g, "-").replace(/[’‘]/g, "'").replace(/\s/g, " ");
};

/**
 * One cell as a number in the given format.
 * @returns NaN for a gap, undefined where it is not a finite number.
 */
export function toNumber(cell: Cell, format: NumberFormat): number | undefined {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell !== "string") return undefined;
  let plain = tidy(cell);
  if (isGap(plain)) return Number.NaN;
  if (format.thousands !== undefined && grouped[format.thousands].test(plain)) plain = plain.replaceAll(format.thousands, "");
  if (!(format.decimal === "." ? point : comma).test(plain)) return undefined;
  const value = Number(plain.replace(",", ".").replace(/[dD]/, "e"));
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** A number of a format that writes them one way, with a decimal point; undefined for anything else, gaps included. */
export function plainNumber(text: string): number | undefined {
  const value = text.length <= longestNumber && point.test(text) && !/[dD]/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** "0.5 %": a number with its unit behind it, as two texts. */
export function unitBehind(cell: string): { readonly digits: string; readonly unit: string } | undefined {
  if (cell.length > longestNumber) return undefined;
  const [, digits = "", unit = ""] = /^([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*([^\d\s.,].{0,9})$/.exec(cell.trim()) ?? [];
  return unitsSpelled(unit).length > 0 ? { digits, unit } : undefined;
}

/** Whether a cell is a number in one format or another, perhaps with a unit: enough to tell readings from words. */
export function looksNumeric(cell: Cell): boolean {
  if (typeof cell !== "string") return true;
  const plain = tidy(unitBehind(cell)?.digits ?? cell);
  return point.test(plain) || comma.test(plain) || Object.values(grouped).some((shape) => shape.test(plain));
}
