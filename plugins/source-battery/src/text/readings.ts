import { conversion } from "@inversa/core";
import { numberFormatOf, rowOf, textPlace, type NumberFormat } from "@inversa/tables";
import { series, stateOf, states, type SeriesName, type State } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import type { Column } from "./columns.ts";
import type { Head } from "./head.ts";
import { countLines, eachLine, Line } from "./lines.ts";
import type { Opened } from "./open.ts";
import { durationOf, instantOf, orderOf, type DateOrder } from "./times.ts";

/** The readings of a table by column, in the units of {@link series}. */
export interface Readings {
  readonly rows: number;
  readonly numbers: ReadonlyMap<Column, Float64Array>;
  readonly state: Int8Array | undefined;
  /** Name of the test of each row as an index into `names`, where columns name it. */
  readonly test: { readonly of: Int32Array; readonly names: readonly string[] } | undefined;
  /** Line of each row. */
  readonly lines: Int32Array;
  readonly warnings: readonly string[];
}

/** How the numbers of a table are written, from its first lines. @throws InputError `data-ambiguous`. */
export function numbersOf({ lines }: Opened, head: Head, settings: BatterySettings, file: string): NumberFormat {
  const rows = lines.slice(head.at + 1 + head.unitLines, head.at + 300).map((line, i) => rowOf(head.at + 2 + i, line.split(head.delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"))));
  return numberFormatOf(rows, head.delimiter === ",", settings, textPlace(file)).format;
}

/** Reads every row below the headings. Rows without a number for the voltage are no readings and are counted. */
export function readReadings({ bytes, encoding }: Opened, head: Head, columns: readonly Column[], format: NumberFormat): Readings {
  let from = 0;
  const firstLine = head.at + 1 + head.unitLines;
  for (let n = 0; n < firstLine; n++) from = bytes.indexOf(10, from) + 1;
  const most = countLines(bytes, from);
  const numeric = columns.filter((column) => column.role !== "state" && column.role !== "test");
  const arrays = numeric.map(() => new Float64Array(most));
  const stateColumn = columns.find((column) => column.role === "state")?.index;
  const testColumns = columns.filter((column) => column.role === "test").map((column) => column.index);
  const voltage = columns.find((column) => column.role === "voltage")!.index;
  const state = new Int8Array(most);
  const test = new Int32Array(most);
  const lines = new Int32Array(most);
  const words = new Map<string, State>();
  const names = new Map<string, number>();
  const dates = new Map<number, DateOrder>();
  const skipped: string[] = [];
  const levels = head.headings.findIndex((heading) => heading !== "");
  const parent = { cycle: Number.NaN, step: Number.NaN, state: states.unknown as State };
  let rows = 0;
  const stateIn = (word: string): State => {
    let known = words.get(word);
    if (known === undefined) words.set(word, (known = stateOf(word) ?? states.unknown));
    return known;
  };
  eachLine(bytes, from, firstLine + 1, head.delimiter, new Line(bytes, format, encoding), (line) => {
    if (line.count === 1 && line.isEmpty(0)) return;
    if (levels > 0) {
      const level = [...Array(levels).keys()].find((cell) => !line.isEmpty(cell));
      if (level !== undefined) {
        if (level === 0) parent.cycle = line.value(0);
        if (level === levels - 1) {
          parent.step = line.value(level);
          parent.state = stateIn(line.text(level + 1));
        }
        return;
      }
    }
    if (Number.isNaN(line.value(voltage))) {
      if (Array.from({ length: line.count }, (_, cell) => line.text(cell)).some((cell) => cell !== "")) skipped.push(`line ${line.number}`);
      return;
    }
    for (const [k, column] of numeric.entries()) {
      arrays[k]![rows] = column.isTime ? timeIn(line, column, dates) : line.value(column.index);
    }
    state[rows] = stateColumn !== undefined ? stateIn(line.text(stateColumn)) : parent.state;
    if (testColumns.length > 0) {
      const name = testColumns.map((cell) => line.text(cell)).join(" ");
      let known = names.get(name);
      if (known === undefined) names.set(name, (known = names.size));
      test[rows] = known;
    }
    if (levels > 0) {
      for (const [k, column] of numeric.entries()) {
        if (column.index >= 0) continue;
        arrays[k]![rows] = column.role === "cycle" ? parent.cycle : parent.step;
      }
    }
    lines[rows++] = line.number;
  });
  const numbers = new Map(numeric.map((column, k) => [column, inUnit(arrays[k]!.subarray(0, rows), column)] as const));
  return {
    rows,
    numbers,
    state: stateColumn !== undefined || levels > 0 ? state.subarray(0, rows) : undefined,
    test: testColumns.length > 0 ? { of: test.subarray(0, rows), names: [...names.keys()] } : undefined,
    lines: lines.subarray(0, rows),
    warnings: skipped.length > 0 ? [`${skipped.length === 1 ? skipped[0]! : `${skipped.length} lines (the first is ${skipped[0]!})`} left out: no number for the voltage`] : [],
  };
}

/** A number, a duration or a date, in the unit that the column is said to have, so that one conversion serves all. */
function timeIn(line: Line, column: Column, dates: Map<number, DateOrder>): number {
  const { index, secondsInUnit } = column;
  const duration = line.duration(index);
  if (!Number.isNaN(duration)) return duration / secondsInUnit;
  const plain = line.value(index, true);
  if (!Number.isNaN(plain) || line.isEmpty(index)) return plain;
  const text = line.text(index);
  const spelled = durationOf(text);
  if (!Number.isNaN(spelled)) return spelled / secondsInUnit;
  let order = dates.get(index);
  if (order === undefined) dates.set(index, (order = orderOf(text, column.lastDate)));
  const instant = instantOf(text, order);
  return Number.isNaN(instant) ? line.value(index) : instant / secondsInUnit;
}

function inUnit(values: Float64Array, { role, unit }: Column): Float64Array {
  const wanted = series[role as SeriesName];
  if (unit === undefined || unit === wanted || wanted === "1") return values;
  const { factor, offset } = conversion(unit, wanted);
  const divisor = Math.round(1 / factor);
  const divides = factor < 1 && Math.abs(divisor * factor - 1) < 1e-12;
  for (let i = 0; i < values.length; i++) values[i] = (divides ? values[i]! / divisor : values[i]! * factor) + offset;
  return values;
}
