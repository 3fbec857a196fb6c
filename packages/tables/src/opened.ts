import type { Protocol } from "@inversa/core";
import { companionOf, type Companion } from "./companion.ts";
import { isCurve } from "./kind-of-test.ts";
import { byPosition, knownHeadings } from "./known-headings.ts";
import type { Block } from "./block.ts";
import { blocksOf, headless } from "./layout.ts";
import type { TableSettings } from "./settings.ts";
import { isBlank, textOf, type Row, type Table, type TableFile } from "./table.ts";

/** The curves of one table, and what stands beside them. */
export interface OpenedTable {
  readonly table: Table;
  readonly blocks: readonly Block[];
}

/** A file whose tables are told apart, before anybody asks what their columns hold. */
export interface Opened {
  readonly file: TableFile;
  /** Tables with curves; where the file holds none and describes no tests either, everything that may have been meant as one. */
  readonly tables: readonly OpenedTable[];
  /** Tables of tests that the file holds. */
  readonly companions: readonly Companion[];
  /** It describes tests and holds no curve. */
  readonly describes: boolean;
  readonly warnings: readonly string[];
}

/** Finds the curves of a file: tables without one are lists of specimens, or values that belong to the table below, or of no use. */
export function open(file: TableFile, protocols: readonly Protocol[], settings: TableSettings): Opened {
  const known = knownHeadings(protocols, settings);
  const found = file.tables.map((table) => {
    const headed = blocksOf(table, known);
    const bare = headed.length === 0 && settings.mapping.some(byPosition) ? headless(table) : undefined;
    const blocks = bare ? [bare] : headed;
    return { table, blocks, curves: new Set(blocks.filter((block) => isCurve(block, protocols, settings))) };
  });
  const all = found.flatMap(({ blocks }) => blocks);
  if (found.every(({ curves }) => curves.size === 0)) {
    const companions = all.flatMap((block) => companionOf(block, protocols, settings) ?? []);
    const describes = all.length > 0 && companions.length === all.length && (all.length === 1 || file.tables.length > 1);
    return { file, tables: found, companions: describes ? companions : [], describes, warnings: [] };
  }
  const companions: Companion[] = [];
  const warnings: string[] = [];
  const unused: Table[] = [];
  const tables = found.flatMap(({ table, blocks, curves }): OpenedTable[] => {
    const own = apart(blocks, curves, protocols, settings);
    companions.push(...own.companions);
    if (curves.size > 0) return [{ table, blocks: own.blocks }];
    if (own.companions.length === 0 && !table.rows.every(isBlank)) unused.push(table);
    return [];
  });
  // What other sheets say holds for a test that is alone in its workbook.
  const [alone] = tables.length === 1 ? tables : [];
  const said = alone ? unused.flatMap((table) => table.rows.filter((row) => !isBlank(row)).map((row): Row => ({ ...row, from: `${partOf(table)}, ${table.place.row(row.line)}` }))) : [];
  if (!alone) warnings.push(...unused.map((table) => `${partOf(table)} holds no curve and is not used`));
  return { file, tables: alone ? [{ ...alone, blocks: alone.blocks.map((block) => ({ ...block, above: [...said, ...block.above] })) }] : tables, companions, describes: false, warnings };
}

/** What a table is called within its file. */
export const partOf = ({ title, place: { part } }: Table): string => part ?? `"${title}"`;

/** Tables without a curve beside tables with one: a list of specimens describes them, a single row of values belongs to the table below. */
function apart(all: readonly Block[], curves: ReadonlySet<Block>, protocols: readonly Protocol[], settings: TableSettings): { readonly blocks: readonly Block[]; readonly companions: readonly Companion[] } {
  const blocks: Block[] = [];
  const companions: Companion[] = [];
  let stated: Row[] = [];
  let passed: string[] = [];
  for (const block of all) {
    if (curves.has(block)) {
      blocks.push({ ...block, above: [...stated, ...block.above], warnings: [...passed, ...block.warnings] });
      [stated, passed] = [[], []];
      continue;
    }
    const companion = companionOf(block, protocols, settings);
    const [row] = block.rows;
    if (companion) companions.push(companion);
    else if (row && block.rows.length === 1) stated.push(...block.above, ...block.headings.map((heading, c): Row => ({ line: row.line, cells: [heading, row.cells[c] ?? ""], raw: `${heading}: ${textOf(row.cells[c])}` })));
    else passed.push(`the table at ${block.place.row(block.headingLine)} holds no curve and is not used`);
  }
  return { blocks, companions };
}
