import type { SourceFile } from "@inversa/core";
import { ambiguous, headingReadings, oneOf, quoted, shown, unitFor, unreadable } from "@inversa/tables";
import { plain } from "../formats/plain.ts";
import { profiles } from "../formats/profiles.ts";
import { textFormats } from "../formats/text-formats.ts";
import { isTemperature, kelvin, type RawRecord, type SeriesName } from "../raw.ts";
import type { BatterySettings } from "../settings.ts";
import { checkMapping, columnsOf, unitFromNumber } from "./columns.ts";
import { knownHeading, type TextFormat } from "./format.ts";
import type { Head } from "./head.ts";
import { openText, type Opened } from "./open.ts";
import { numbersOf, readReadings, type Readings } from "./readings.ts";

/**
 * Reads a text file of any format in {@link textFormats}: finds headings and maker, then every row.
 * @throws InputError `data-ambiguous` for units and numbers that can be read in two ways, `data-unreadable` where nothing is a time, a voltage and a current.
 */
export function readText({ name, bytes }: SourceFile, settings: BatterySettings): readonly RawRecord[] {
  if (bytes.length === 0) throw unreadable(name, "it is empty", "a file of a cycler");
  checkMapping(settings);
  const wanted = settings.vendor === "auto" ? textFormats : textFormats.filter(({ id }) => id === settings.vendor);
  const choices = [wanted, wanted.includes(plain) ? profiles : []].map((formats) => (settings.mapping.length === 0 ? formats : formats.map((format) => withMapping(format, settings))));
  const opened = openText(bytes, settings.encoding, choices, name);
  const { head } = opened;
  if (!head) throw noHead(opened, name);
  const first = cellsBelow(opened, head);
  if (head.format.needs && head.headings.some((heading, i) => head.known[i] === undefined && looksLikeVoltage(heading, first[i] ?? ""))) throw noHead(opened, name);
  const { columns, notes } = columnsOf(head, first, lastCells(opened, head), settings, name);
  const readings = readReadings(opened, head, columns, numbersOf(opened, head, settings, name));
  if (readings.rows === 0) throw unreadable(`${name}, line ${head.at + 1}`, "there are no readings below the headings", "rows of numbers");
  const unread = head.format.needs ? head.headings.filter((heading, i) => heading !== "" && !columns.some(({ index }) => index === i)) : [];
  const base = { vendor: head.format.name, convention: head.format.convention, notes: [...opened.inferred, ...notes] };
  const thermometers = [...readings.numbers].filter(([{ role }]) => role === "temperature").sort(([a], [b]) => a.rank - b.rank);
  return testsIn(readings).map(({ label, from, to }): RawRecord => {
    const cut = (values: Float64Array): Float64Array => (from === 0 && to === readings.rows ? values : values.slice(from, to));
    const chosen: Partial<Record<SeriesName, Float64Array>> = {};
    for (const [{ role }, values] of readings.numbers) if (role !== "temperature") chosen[role as SeriesName] = cut(values);
    const thermometer = thermometers.find(([, values]) => cut(values).some(isTemperature)) ?? thermometers[0];
    if (thermometer) chosen.temperature = cut(thermometer[1]);
    const source = thermometer && thermometers.length > 1 ? [{ what: `temperature of the cell from column ${quoted(thermometer[0].heading)}`, because: `one of ${thermometers.length} thermometers` }] : [];
    return {
      ...base,
      label,
      rows: to - from,
      columns: chosen,
      ...(readings.state ? { state: readings.state.slice(from, to) } : {}),
      place: (row) => `line ${readings.lines[from + row]!}`,
      notes: [...base.notes, ...source],
      warnings: [...readings.warnings, ...(unread.length > 0 ? [`not read: column ${unread.map(quoted).join(", ")}; if one is the voltage, say so with mapping`] : [])],
    };
  });
}

/** Tests that columns name: stretches of rows with one name. A chamber that is set anew where time starts anew begins a test too, and its temperature joins the name. */
function testsIn({ rows, test, numbers }: Readings): readonly { readonly label: string; readonly from: number; readonly to: number }[] {
  if (!test) return [{ label: "", from: 0, to: rows }];
  const column = (role: SeriesName): Float64Array | undefined => [...numbers].find(([c]) => c.role === role)?.[1];
  const [ambient, time] = [column("ambient"), column("testTime")];
  const parts: { name: number; from: number; to: number }[] = [];
  for (let row = 0; row < rows; row++) {
    const last = parts.at(-1);
    const anew = ambient && time && row > 0 && ambient[row] !== ambient[row - 1] && time[row]! < time[row - 1]!;
    if (last && test.of[row] === test.of[row - 1] && !anew) last.to = row + 1;
    else parts.push({ name: test.of[row]!, from: row, to: row + 1 });
  }
  const twice = new Set(parts.map(({ name }) => name)).size < parts.length;
  return parts.length < 2 ? [{ label: "", from: 0, to: rows }] : parts.map(({ name, from, to }) => ({ label: `${test.names[name]!}${twice && ambient ? ` ${shown(ambient[from]! - kelvin)} °C` : ""}`, from, to }));
}

const cellsBelow = (opened: Opened, head: Head): readonly string[] => splitLine(opened.lines.slice(head.at + 1 + head.unitLines).find((line) => splitLine(line, head).some((cell) => /\d/.test(cell)) && splitLine(line, head).length >= 2) ?? "", head);
const splitLine = (line: string, { delimiter }: Head): readonly string[] => line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));

function lastCells({ bytes, encoding }: Opened, head: Head): readonly string[] {
  const tail = new TextDecoder(encoding).decode(bytes.subarray(Math.max(0, bytes.length - 65_536))).trimEnd();
  return splitLine(tail.slice(tail.lastIndexOf("\n") + 1), head);
}

/** A column that nobody knows, by its unit or its first number: a table with one is not taken for a profile without voltage. */
const looksLikeVoltage = (heading: string, cell: string): boolean => headingReadings(heading).some(({ unit }) => unit !== undefined && unitFor(unit, "V") !== undefined) || unitFromNumber("voltage", Number(cell.replace(",", "."))) !== undefined;

/** The user's mapping counts as headings that the format knows, so that the row of headings is found by it. */
function withMapping(format: TextFormat, settings: BatterySettings): TextFormat {
  const columns = { ...format.columns } as Record<string, { readonly names: readonly string[]; readonly unit?: string }>;
  for (const { column, holds } of settings.mapping) if (!/^\d+$/.test(column.trim()) && holds !== "ignore") columns[holds] = { ...columns[holds], names: [column, ...(columns[holds]?.names ?? [])] };
  return { ...format, columns };
}

function noHead({ lines }: Opened, file: string): Error {
  const widest = lines.slice(0, 60).map((line, i) => ({ line, i, cells: line.split(/[\t;,]/).filter((cell) => /\p{L}/u.test(cell)).length })).sort((a, b) => b.cells - a.cells)[0];
  if (!widest || widest.cells < 2) return unreadable(file, "it holds no table with headings", "a file of a cycler, or a table with the headings time, voltage and current");
  const headings = widest.line.split(/[\t;,]/).map((cell) => cell.trim()).filter((cell) => cell !== "");
  const roles = headings.map((heading) => knownHeading(heading, "", plain)?.role);
  const missing = [...(roles.some((role) => role === "testTime" || role === "stepTime" || role === "clock") ? [] : ["time"]), ...(["voltage", "current"] as const).filter((role) => !roles.includes(role))];
  const which = missing.length > 0 ? oneOf(missing).replace(" or ", " and ") : "time, voltage and current of one maker";
  return ambiguous(`${file}, line ${widest.i + 1}`, `none of the headings ${headings.slice(0, 12).map(quoted).join(", ")} is known as ${which}`, `which ${missing.length === 1 ? "column is" : "columns are"} ${which}?`, `Say it with mapping, for example [{ "column": ${JSON.stringify(headings[0])}, "holds": "${missing[0] === "time" ? "testTime" : (missing[0] ?? "voltage")}", "unit": "${missing[0] === "time" ? "s" : missing[0] === "current" ? "A" : "V"}" }]`);
}
