import Table from "cli-table3";
import stringWidth from "string-width";
import type { Colours } from "./colours.ts";
import { wrap } from "./wrap.ts";

export interface TableColumn {
  readonly head: string;
  /** Numbers stand to the right so that their digits line up. */
  readonly align?: "left" | "right";
  /** Gives way and is wrapped where the table is wider than the terminal; of several the widest first. */
  readonly flexible?: true;
}

const gap = 2;

/**
 * A table as printed in a book: a rule under the head, no boxes, columns as wide as they need to be.
 * @param width Columns of the terminal; only flexible columns give way, and none below its longest word.
 */
export function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], paint: Colours, width: number): string {
  const widths = columns.map(({ head }, c) => Math.max(...[head, ...rows.map((row) => row[c] ?? "")].flatMap((cell) => cell.split("\n")).map((line) => stringWidth(line))));
  const least = columns.map(({ head, flexible }, c) => (flexible ? Math.min(widths[c]!, Math.max(stringWidth(head), ...longestWords(rows.map((row) => row[c] ?? "")))) : widths[c]!));
  for (let excess = widths.reduce((sum, w) => sum + w, gap * (columns.length - 1)) - width; excess > 0; excess--) {
    const room = widths.map((w, c) => (w > least[c]! ? w : 0));
    const widest = room.indexOf(Math.max(...room));
    if (room[widest] === 0) break;
    widths[widest]!--;
  }
  const table = new Table({
    head: columns.map(({ head, align }, c) => paint.bold(head) + (align === "right" && c < columns.length - 1 ? " ".repeat(gap) : "")),
    colWidths: widths.map((w, c) => w + (c === columns.length - 1 ? 0 : gap)),
    colAligns: columns.map(({ align }) => align ?? "left"),
    chars: {
      top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "",
      left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "",
    },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => columns.map(({ align }, c) => {
    const cell = columns[c]!.flexible ? wrap(row[c] ?? "", widths[c]!).join("\n") : (row[c] ?? "");
    return align === "right" && c < columns.length - 1 ? cell.split("\n").map((line) => line + " ".repeat(gap)).join("\n") : cell;
  })));
  const [head, ...body] = table.toString().split("\n");
  const rule = widths.map((w) => "─".repeat(w)).join(" ".repeat(gap));
  return [head!, paint.dim(rule), ...body].map((line) => line.trimEnd()).join("\n");
}

/** Words longer than a line of 24 are broken rather than kept. */
const longestWord = 24;

const longestWords = (cells: readonly string[]): readonly number[] => cells.flatMap((cell) => cell.split(/\s+/)).map((word) => Math.min(longestWord, stringWidth(word)));
