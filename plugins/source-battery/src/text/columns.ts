import { conversion, InputError, isKnownUnit, unitLabel, type Inference } from "@inversa/core";
import { ambiguous, comparable, quoted, unitFor } from "@inversa/tables";
import { series, type SeriesName } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import type { Role } from "./format.ts";
import type { Head } from "./head.ts";
import { durationOf } from "./times.ts";

/** A column that is read. */
export interface Column {
  readonly role: Role;
  /** Counted from 0; -1 for cycles and steps that stand in rows of their own. */
  readonly index: number;
  readonly heading: string;
  /** Place among the names of its role: the smallest is preferred. */
  readonly rank: number;
  /** UCUM of its numbers; absent for words and pure numbers. */
  readonly unit?: string;
  /** It may hold durations or dates in place of numbers. */
  readonly isTime: boolean;
  /** What its unit is in seconds, for times. */
  readonly secondsInUnit: number;
  /** The last date of the file in this column: tells day from month. */
  readonly lastDate: string;
}

const isTimeRole = (role: Role): boolean => role === "testTime" || role === "stepTime" || role === "clock";
const roles: readonly string[] = [...Object.keys(series), "state", "test"];

/** @throws InputError `option-invalid` for a mapping to what no cycler logs. */
export function checkMapping(settings: BatterySettings): void {
  for (const { holds } of settings.mapping) {
    if (holds !== "ignore" && !roles.includes(holds)) throw new InputError("option-invalid", { where: "settings of battery, mapping", what: `a column cannot hold "${holds}"`, expected: `one of ${roles.join(", ")}, ignore` });
  }
}

/**
 * What each column holds: as the user says, as the format knows, as the units beside the readings say.
 * @throws InputError `data-ambiguous` for a column without a unit.
 */
export function columnsOf(head: Head, first: readonly string[], last: readonly string[], settings: BatterySettings, file: string): { readonly columns: readonly Column[]; readonly notes: readonly Inference[] } {
  const columns: Column[] = [];
  const notes: Inference[] = [];
  const unstated: Pick<Column, "role" | "heading" | "index">[] = [];
  const taken = new Set(settings.mapping.map(({ holds }) => holds));
  for (const [index, heading] of head.headings.entries()) {
    const mapped = settings.mapping.find(({ column }) => column.trim() === heading || (column.trim() !== "" && comparable(column) === comparable(heading) && heading !== "") || column.trim() === String(index + 1));
    const known = head.known[index];
    const role = mapped ? mapped.holds : known?.role;
    if (role === undefined || role === "ignore" || (!mapped && taken.has(role))) continue;
    const cell = first[index] ?? "";
    const words = Number.isNaN(durationOf(cell)) && /[-/.:]\d/.test(cell) && Number.isNaN(Number(cell.replace(",", ".")));
    const column = { role: role as Role, index, heading, rank: mapped ? -1 : (known?.rank ?? 0), isTime: isTimeRole(role as Role), secondsInUnit: 1, lastDate: last[index] ?? "" };
    if (role === "state" || role === "test" || series[role as SeriesName] === "1") columns.push(column);
    else {
      const stated = unitOf(column, mapped?.unit ?? "", known?.unit, known?.unitBeside ? (first[index + 1] ?? "") : undefined, words || !Number.isNaN(durationOf(cell)), settings);
      const implied = stated === undefined ? unitFromNumber(column.role, Number(cell.replace(",", "."))) : undefined;
      if (implied !== undefined) notes.push({ what: `${role} in ${unitLabel(implied)}`, because: `the heading ${quoted(heading)} states no unit, and it begins with ${cell}` });
      const unit = stated ?? implied;
      if (unit === undefined) unstated.push(column);
      else columns.push({ ...column, unit, secondsInUnit: column.isTime ? conversion(unit, "s").factor : 1 });
    }
  }
  if (unstated.length > 0) {
    const plural = unstated.length > 1;
    throw ambiguous(
      `${file}, column ${unstated.map(({ index }) => index + 1).join(", ")}`,
      `the heading${plural ? "s" : ""} ${unstated.map(({ heading, role }) => `${quoted(heading)} (${role})`).join(" and ")} state${plural ? "" : "s"} no unit`,
      `${plural ? "are they" : "is it"} in ${unstated.map(({ role }) => unitLabel(series[role as SeriesName])).join(" and ")}?`,
      "Set units to si if so; or write units into the headings, or name them with mapping",
    );
  }
  if (settings.timeUnit !== "auto") notes.push({ what: `time in ${unitLabel(settings.timeUnit)}`, because: "setting timeUnit" });
  const levels = head.headings.findIndex((heading) => heading !== "");
  if (levels > 0) for (const role of ["cycle", "step"] as const) columns.push({ role, index: -1, heading: "", rank: 0, isTime: false, secondsInUnit: 1, lastDate: "" });
  return { columns, notes };
}

/** @returns Undefined where nobody says it and the numbers do not tell. */
function unitOf({ role, isTime }: Pick<Column, "role" | "isTime">, mapped: string, known: string | undefined, beside: string | undefined, words: boolean, settings: BatterySettings): string | undefined {
  const wanted = series[role as SeriesName];
  if (mapped !== "") {
    const code = unitFor(mapped, wanted);
    if (code === undefined) throw new InputError("unit-unknown", { where: "settings of battery, mapping", what: `"${mapped}" is no unit of ${role}`, expected: `a unit like ${unitLabel(wanted)}` });
    return code;
  }
  if (isTime && role !== "clock" && settings.timeUnit !== "auto" && !words) return settings.timeUnit;
  const code = beside === undefined ? known : unitFor(beside, wanted);
  if (code !== undefined && isKnownUnit(code)) return code;
  if (words) return "s";
  return settings.units === "si" ? (wanted === "K" ? "Cel" : wanted) : undefined;
}

/** No cell has 3 mV or 3000 V, and none is tested at 20 K; currents and times may be anything. */
export function unitFromNumber(role: Role, first: number): string | undefined {
  if (role === "voltage") return first > 0.5 && first < 6 ? "V" : first > 500 && first < 6000 ? "mV" : undefined;
  if (role === "temperature" || role === "ambient") return first > -60 && first < 120 ? "Cel" : first > 200 && first < 400 ? "K" : undefined;
  return undefined;
}
