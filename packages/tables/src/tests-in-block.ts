import { InputError, type Inference, type Protocol } from "@inversa/core";
import type { Assignment } from "./columns.ts";
import { specimenFor } from "./companion.ts";
import { chooseKind, type Chosen } from "./kind-of-test.ts";
import { isScalar } from "./heading.ts";
import type { Block } from "./block.ts";
import { stemOf } from "./naming.ts";
import { fullSeries, type Context, type RawTest } from "./observation.ts";
import { inRow } from "./place.ts";
import { quoted, unreadable } from "./questions.ts";
import { soundRows } from "./readings.ts";
import { textOf } from "./table.ts";
import { testsOf } from "./tests-in-file.ts";

/** The tests of a block, and what was worked out to find them. */
export interface TestsFound {
  readonly tests: readonly RawTest[];
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/**
 * The tests of one block: side by side, told apart by a column, or a single one.
 * @param name What the block is called within its file; empty where it is the only one.
 * @param said What the lines above the tables say, in words.
 * @throws InputError `data-ambiguous` or `data-unreadable`.
 */
export function testsIn(block: Block, name: string, said: string, protocols: readonly Protocol[], context: Context, file: string): TestsFound {
  const { settings, companions, source } = context;
  if (block.rows.length === 0) throw unreadable(inRow(block.place, block.headingLine), "there are no readings below the headings", "rows of numbers");
  const raw = (protocol: Protocol, { groups }: Assignment): { readonly tests: readonly RawTest[]; readonly skipped: readonly string[] } => {
    const skipped: string[] = [];
    const tests = groups.flatMap(({ title, columns: assigned }) => {
      const { rows, columns, warnings } = soundRows(block, assigned, settings);
      skipped.push(...warnings);
      const filled = groups.length > 1 ? rows.filter((row) => columns.some((c) => !isScalar(c.target) && textOf(row.cells[c.index]) !== "")) : rows;
      const above = groups.length > 1 ? block.above.filter((row) => row.from !== undefined || row.line !== block.titleLine) : block.above;
      return testsOf(block, filled, columns, protocol, settings).map(({ label, rows: own }): RawTest => ({
        file, place: block.place, sheet: block.sheet, label: [name, title, label].filter((part) => part !== "").join(" "), protocol, columns, rows: own, above, format: block.format,
      }));
    });
    return { tests, skipped };
  };
  const contradiction = ({ protocol, assignment }: Chosen): string | undefined => {
    if (!protocol.contradicts) return undefined;
    try {
      for (const test of raw(protocol, assignment).tests) {
        const why = protocol.contradicts(Object.fromEntries(fullSeries(test, context)));
        if (why !== undefined) return why;
      }
    } catch (error) {
      // What cannot be read yet is asked about once the kind of test is settled.
      if (!(error instanceof InputError)) throw error;
    }
    return undefined;
  };
  const words = [stemOf(file), block.sheet, specimenFor(companions, [name, block.sheet, stemOf(file)])?.words ?? "", said].join(" ; ");
  const chosen = chooseKind(block, protocols, settings, words, contradiction, source);
  const { tests, skipped } = raw(chosen.protocol, chosen.assignment);
  const unknown = chosen.assignment.unknown.map(quoted);
  return {
    // A specimen's name that is the file's own name need not be said twice.
    tests: tests.length === 1 && tests[0]!.label === stemOf(file) ? [{ ...tests[0]!, label: "" }] : tests,
    inferred: chosen.inferred,
    warnings: [...skipped, ...(unknown.length > 0 ? [`columns not used: ${unknown.join(", ")}`] : [])],
  };
}
