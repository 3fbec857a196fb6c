import type { Protocol } from "@inversa/core";
import { mappingOf, namesTests, type Column } from "./columns.ts";
import { understand } from "./heading.ts";
import type { Block } from "./block.ts";
import { toNumber } from "./numbers.ts";
import { inRow } from "./place.ts";
import { ambiguous, oneOf, quoted, shown } from "./questions.ts";
import type { TableSettings } from "./settings.ts";
import { textOf, type Row } from "./table.ts";

/** Rows that belong to one test. */
export interface Part {
  /** Empty where the rows are one test. */
  readonly label: string;
  readonly rows: readonly Row[];
}

const most = 200;

/**
 * Tells the tests of a table apart: by a column that names them, by a condition with a value for each, or by an axis that starts anew.
 * @throws InputError `data-ambiguous` for an axis that starts anew without saying why.
 */
export function testsOf(block: Block, rows: readonly Row[], columns: readonly Column[], protocol: Protocol, settings: TableSettings): readonly Part[] {
  const { format, place } = block;
  const naming = block.headings.findIndex((heading, index) => {
    const mapped = mappingOf(index, heading, settings, place);
    return mapped ? mapped.channel === "test" : namesTests(heading, settings);
  });
  if (naming >= 0) {
    const groups = groupBy(rows, (row) => textOf(row.cells[naming]));
    // A column of running numbers counts rows, not tests.
    if (groups.size === 1) return [{ label: groups.keys().next().value ?? "", rows }];
    if (groups.size <= Math.min(most, rows.length / 2)) return [...groups].map(([label, own]) => ({ label, rows: own }));
  }
  const stages = block.headings.findIndex((heading, index) => /^stage( ?(no\.?|number))?$/i.test(heading.trim()) && mappingOf(index, heading, settings, place)?.channel !== "ignore");
  if (stages >= 0 && naming < 0) {
    const names = [...groupBy(rows, (row) => textOf(row.cells[stages])).keys()];
    if (names.length > 1) throw ambiguous(place.name, `column ${quoted(block.headings[stages]!)} holds the stages ${oneOf(names.slice(0, 6))}`, "which stages are the test?", `Set testColumn to ${quoted(block.headings[stages]!)} and only to the stages wanted`);
  }
  // A column such as "σ3" may be a recorded stress as well as the condition.
  for (const column of columns.filter((c) => c.target.kind === "condition" || (c.target.kind === "recorded" && understand(c.heading, protocol, ["condition"]) !== undefined))) {
    const groups = groupBy(rows, (row) => String(toNumber(row.cells[column.index] ?? "", format)));
    if (groups.size > 1 && groups.size <= Math.min(20, rows.length / 3) && [...groups.values()].every((own) => own.length >= 3)) {
      return [...groups].map(([value, own]) => ({ label: value, rows: own }));
    }
  }
  const axis = columns.find((c) => c.target.kind === "axis");
  return axis ? byRestart(rows, axis, protocol, settings, block) : [{ label: "", rows }];
}

function groupBy(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const own = groups.get(key(row));
    if (own) own.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

/** An axis that starts at zero and jumps back near its start in a single row: another test begins, or a row is wrong. */
function byRestart(rows: readonly Row[], axis: Column, protocol: Protocol, settings: TableSettings, { format, place }: Block): readonly Part[] {
  const whole = [{ label: "", rows }];
  if (settings.restarts === "keep" || !protocol.axis.startsAtZero) return whole;
  const values = rows.map((row) => toNumber(row.cells[axis.index] ?? "", format) ?? Number.NaN);
  const cuts: number[] = [];
  let start = Number.NaN;
  let furthest = 0;
  for (const [i, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(start)) start = value;
    const before = values[i - 1];
    const range = Math.abs(furthest);
    if (before !== undefined && i >= 2 && Math.abs(before - start) > 0.5 * range && Math.abs(before - start) > 0 && Math.abs(value - start) <= 0.05 * range) {
      cuts.push(i);
      start = value;
      furthest = 0;
    }
    if (Math.abs(value - start) > Math.abs(furthest)) furthest = value - start;
  }
  if (cuts.length === 0) return whole;
  if (settings.restarts === "ask") {
    const at = rows[cuts[0]!]!;
    throw ambiguous(inRow(place, at.line), `${quoted(axis.heading)} jumps back from ${shown(values[cuts[0]! - 1]!)} to ${shown(values[cuts[0]!]!)}`, "does another test begin there?", "Set restarts to split or keep");
  }
  return [0, ...cuts].map((from, k) => ({ label: String(k + 1), rows: rows.slice(from, cuts[k] ?? rows.length) }));
}
