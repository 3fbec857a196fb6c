import { conversion } from "@inversa/core";
import { numberFormatOf, rowOf, textPlace, type NumberFormat } from "@inversa/tables";
import { counted } from "../normalise/rows.ts";
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

/** Reads every row below the headings. Rows without a number for the voltage (where none is measured, for the current or power) are no readings and are counted. */
export function readReadings({ bytes, encoding }: Opened, head: Head, columns: readonly Column[], format: NumberFormat): Readings {
  let from = 0;
  const firstLine = head.at + 1 + head.unitLines;
  for (let n = 0; n < firstLine; n++) from = bytes.indexOf(10, from) + 1;
  const most = countLines(bytes, from);
  const numeric = columns.filter((column) => column.role !== "state" && column.role !== "test");
  const arrays = numeric.map(() => new Float64Array(most));
  const stateColumn = columns.find((column) => column.role === "state")?.index;
  const testColumns = columns.filter((column) => column.role === "test").map((column) => column.index);
  const measured = columns.find(({ role }) => role === "voltage") ?? columns.find(({ role }) => role === "current" || role === "power")!;
  const [state, test, lines] = [new Int8Array(most), new Int32Array(most), new Int32Array(most)];
  const stateIn = remembered((word) => stateOf(word) ?? states.unknown);
  const names = new Map<string, number>();
  const dates = new Map<number, DateOrder>();
  const above = new Levels(head, stateIn);
  const skipped: number[] = [];
  let rows = 0;
  eachLine(bytes, from, firstLine + 1, head.delimiter, new Line(bytes, format, encoding), (line) => {
    if (above.takes(line)) return;
    if (Number.isNaN(line.value(measured.index))) {
      if (!line.isBlank()) skipped.push(line.number);
      return;
    }
    for (const [k, column] of numeric.entries()) arrays[k]![rows] = column.index < 0 ? above.numberFor(column.role) : column.isTime ? timeIn(line, column, dates) : line.value(column.index);
    state[rows] = stateColumn === undefined ? above.state : stateIn(line.text(stateColumn));
    if (testColumns.length > 0) {
      const name = testColumns.map((cell) => line.text(cell)).join(" ");
      test[rows] = names.get(name) ?? names.size;
      names.set(name, test[rows]!);
    }
    lines[rows++] = line.number;
  });
  return {
    rows,
    numbers: new Map(numeric.map((column, k) => [column, inUnit(arrays[k]!.subarray(0, rows), column)] as const)),
    state: stateColumn !== undefined || above.depth > 0 ? state.subarray(0, rows) : undefined,
    test: testColumns.length > 0 ? { of: test.subarray(0, rows), names: [...names.keys()] } : undefined,
    lines: lines.subarray(0, rows),
    warnings: skipped.length > 0 ? [`${counted(skipped, (line) => `line ${line}`, "lines")} left out: no number for the ${measured.role}`] : [],
  };
}

const remembered = <T>(of: (word: string) => T): ((word: string) => T) => {
  const known = new Map<string, T>();
  return (word) => {
    if (!known.has(word)) known.set(word, of(word));
    return known.get(word)!;
  };
};

/**
 * Tables of several levels: a row that begins in the first cell is a cycle, one that begins in the cell before the readings a step with its name behind its number. Tables of
 * one level have none.
 */
class Levels {
  readonly depth: number;
  state: State = states.unknown;
  private cycle = Number.NaN;
  private step = Number.NaN;
  private readonly stateIn: (word: string) => State;

  constructor(head: Head, stateIn: (word: string) => State) {
    this.depth = head.headings.findIndex((heading) => heading !== "");
    this.stateIn = stateIn;
  }

  /** Whether a line is a row of a level above the readings, or blank. */
  takes(line: Line): boolean {
    if (line.count === 1 && line.isEmpty(0)) return true;
    let level = 0;
    while (level < this.depth && line.isEmpty(level)) level++;
    if (level >= this.depth) return false;
    if (level === 0) this.cycle = line.value(0);
    if (level === this.depth - 1) {
      this.step = line.value(level);
      this.state = this.stateIn(line.text(level + 1));
    }
    return true;
  }

  numberFor(role: Column["role"]): number {
    return role === "cycle" ? this.cycle : this.step;
  }
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
