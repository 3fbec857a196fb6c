import { drainedTriaxial, undrainedTriaxial } from "@inversa/soil";
import { quoted, readCurve, type CurveReading, type KnownColumn } from "@inversa/tables";
import type { Cells } from "./cells.ts";
import { ambiguous } from "./mistakes.ts";
import type { AgsFile } from "./parse.ts";
import type { AgsSettings } from "./settings.ts";
import { keyOf, rowsOf } from "./specimens.ts";
import type { Stage } from "./stages.ts";

/*
 * Logged readings of triaxial tests, group TREL. It belongs to the drafts of AGS-L, the library that AGS prepares besides edition 4; laboratories declare it in group DICT.
 */

/** Headings in the order in which they are preferred; the first of a channel that the stage fills is read. */
const channels: readonly (readonly [channel: string, unit: string, headings: readonly string[]])[] = [
  ["axialStrain", "1", ["TREL_EZES", "TREL_EZET"]],
  ["axialEffectiveStress", "kPa", ["TREL_SZE"]],
  ["radialEffectiveStress", "kPa", ["TREL_SRE"]],
  ["axialTotalStress", "kPa", ["TREL_SZT"]],
  ["cellPressure", "kPa", ["TREL_SRT", "TREL_CELL"]],
  ["volumetricStrain", "1", ["TREL_EPES", "TREL_EPET"]],
  ["porePressure", "kPa", ["TREL_PWP", "TREL_PWPM"]],
];

/** Logged rows by the stage they belong to. */
export function loggedRows(file: AgsFile): ReadonlyMap<string, readonly Cells[]> {
  const rows = new Map<string, Cells[]>();
  for (const cells of rowsOf(file, "TREL")) {
    const own = rows.get(loggedKey(cells));
    if (own) own.push(cells);
    else rows.set(loggedKey(cells), [cells]);
  }
  return rows;
}

export const loggedKey = (cells: Cells): string => `${keyOf(cells)}\u001f${cells.text("TRET_TESN")}`;

/**
 * The shearing of a stage out of its logged readings, which begin with saturation and consolidation.
 * @throws InputError `data-ambiguous` where nothing says which readings are the shearing, and what the reader of tables asks.
 */
export async function readLogged(file: AgsFile, stage: Stage, rows: readonly Cells[], conditions: Readonly<Record<string, number>>, settings: AgsSettings): Promise<CurveReading> {
  const shear = shearing(stage, rows, settings);
  const columns = channels.flatMap(([channel, unit, headings]): readonly KnownColumn[] => {
    if (channel === "volumetricStrain" && !stage.drained) return [];
    const heading = headings.find((name) => shear.some((cells) => cells.text(name) !== ""));
    return heading === undefined ? [] : [{ heading, channel, unit }];
  });
  return readCurve({
    id: stage.id, protocol: stage.drained ? drainedTriaxial : undrainedTriaxial, columns, conditions, where: `${file.name}, group TREL`,
    rows: shear.map((cells) => ({ line: cells.row.line, cells: columns.map(({ heading, unit }) => cells.number(heading, unit) ?? "") })),
  }, "ags4", { start: "subtract", strainMeasure: settings.strainMeasure, sign: settings.sign, loops: settings.loops, restarts: settings.restarts });
}

function shearing(stage: Stage, rows: readonly Cells[], { shearStage }: AgsSettings): readonly Cells[] {
  const names = [...new Set(rows.map((cells) => cells.text("TREL_STGD") || cells.text("TREL_STGN")))];
  const wanted = (name: string): boolean => (shearStage === "" ? /\bshear/i.test(name) : name.toLowerCase() === shearStage.trim().toLowerCase());
  const found = names.filter(wanted);
  if (names.length === 1 && shearStage === "") return rows;
  if (found.length === 1) return rows.filter((cells) => (cells.text("TREL_STGD") || cells.text("TREL_STGN")) === found[0]);
  throw ambiguous(rows[0]!.place("TREL_STGD"), `the readings of test "${stage.id}" are of the stages ${names.slice(0, 8).map(quoted).join(", ")}`, "which of them is the shearing?", "Set shearStage to its name");
}
