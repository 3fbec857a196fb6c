import { quoted } from "@inversa/tables";
import { Cells } from "./cells.ts";
import { unreadable } from "./mistakes.ts";
import type { AgsFile } from "./parse.ts";

/** What names a specimen in every laboratory group, from the hole down. */
const chain = ["LOCA_ID", "SAMP_TOP", "SAMP_REF", "SAMP_TYPE", "SAMP_ID", "SPEC_REF", "SPEC_DPTH"] as const;

/** One specimen's row in a general group (TREG) with its rows in the group of data below (TRET). */
export interface Specimen {
  readonly general: Cells;
  /** In the order of the file. */
  readonly data: readonly Cells[];
  /** For people, unique among the specimens of the file: `BH1 U3 1`. */
  readonly name: string;
}

/** Depths are the same whether written 4.5 or 4.50. */
const part = (text: string): string => (text !== "" && Number.isFinite(Number(text)) ? String(Number(text)) : text);

/** The cells that tell one specimen from another. */
export const keyOf = (cells: Cells): string => chain.map((heading) => part(cells.text(heading))).join("\u001f");

/** The cells that tell one sample from another; specimens of a sample share them. */
export const sampleKeyOf = (cells: Cells): string => chain.slice(0, 5).map((heading) => part(cells.text(heading))).join("\u001f");

/** Rows of a group; none where the file lacks it. */
export const rowsOf = (file: AgsFile, name: string): readonly Cells[] => {
  const group = file.groups.get(name);
  return group ? group.rows.map((row) => new Cells(file.name, group, row)) : [];
};

/**
 * The specimens of a pair of groups: general, and data with a running heading below it.
 * @param running Heading that numbers the rows of one specimen.
 * @throws InputError `data-unreadable` for a row without parent or a key that stands twice (rules 10a and 10c).
 */
export function specimensOf(file: AgsFile, general: string, data: string, running: string): readonly Specimen[] {
  const byKey = new Map<string, { readonly general: Cells; readonly data: Cells[]; readonly numbers: Set<string> }>();
  for (const cells of rowsOf(file, general)) {
    const key = keyOf(cells);
    const twin = byKey.get(key);
    if (twin) throw unreadable(cells.place(), `the specimen stands here and in line ${twin.general.row.line}`, `a key (${chain.join(", ")}) of its own for each row`);
    byKey.set(key, { general: cells, data: [], numbers: new Set() });
  }
  for (const cells of rowsOf(file, data)) {
    const parent = byKey.get(keyOf(cells));
    if (!parent) throw unreadable(cells.place(), `the row belongs to a specimen (${describe(cells)}) that group ${general} does not hold`, `a row of ${general} with the same ${chain.join(", ")}`);
    const number = cells.text(running);
    if (parent.numbers.has(number)) throw unreadable(cells.place(running), `${quoted(number)} stands twice for specimen ${describe(cells)}`, "a number of its own for each row of a specimen");
    parent.numbers.add(number);
    parent.data.push(cells);
  }
  const all = [...byKey.values()];
  const names = namesOf(all.map((each) => each.general));
  return all.map(({ general: row, data: rows }, i) => ({ general: row, data: rows, name: names[i]! }));
}

const short = (cells: Cells): string => [cells.text("LOCA_ID"), cells.text("SAMP_REF") || cells.text("SAMP_ID"), cells.text("SPEC_REF")].filter((text) => text !== "").join(" ");

const describe = (cells: Cells): string => chain.map((heading) => cells.text(heading)).filter((text) => text !== "").join(" ") || "without a name";

/** Hole, sample and specimen; with the depth, or all of the key, where that is not enough. */
function namesOf(all: readonly Cells[]): readonly string[] {
  const deep = (cells: Cells): string => `${short(cells)} ${part(cells.text("SPEC_DPTH") || cells.text("SAMP_TOP"))} m`;
  const ways = [short, deep].map((way) => all.map(way));
  const counts = ways.map((names) => names.reduce((n, name) => n.set(name, (n.get(name) ?? 0) + 1), new Map<string, number>()));
  return all.map((cells, i) => ways.find((names, w) => names[i] !== "" && counts[w]!.get(names[i]!) === 1)?.[i] ?? describe(cells));
}
