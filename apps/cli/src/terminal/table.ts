import Table from "cli-table3";
import stringWidth from "string-width";
import type { Colours } from "./colours.ts";
import { wrap } from "./wrap.ts";

export interface TableColumn {
  readonly head: string;
  /** Numbers stand to the right so that their digits line up. */
  readonly align?: "left" | "right";
  /** Takes the room that is left and is wrapped; at most one column. */
  readonly flexible?: true;
}

const gap = 2;

/**
 * A table as printed in a book: a rule under the head, no boxes, columns as wide as they need to be.
 * @param width Columns of the terminal; only the flexible column gives way.
 */
export function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], paint: Colours, width: number): string {
  const widths = columns.map(({ head }, c) => Math.max(...[head, ...rows.map((row) => row[c] ?? "")].flatMap((cell) => cell.split("\n")).map((line) => stringWidth(line))));
  const flexible = columns.findIndex((c) => c.flexible);
  if (flexible >= 0) {
    const others = widths.reduce((sum, w, c) => (c === flexible ? sum : sum + w), 0) + gap * columns.length;
    widths[flexible] = Math.min(widths[flexible]!, Math.max(20, width - others));
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
    const cell = c === flexible ? wrap(row[c] ?? "", widths[c]!).join("\n") : (row[c] ?? "");
    return align === "right" && c < columns.length - 1 ? cell.split("\n").map((line) => line + " ".repeat(gap)).join("\n") : cell;
  })));
  const [head, ...body] = table.toString().split("\n");
  const rule = widths.map((w) => "─".repeat(w)).join(" ".repeat(gap));
  return [head!, paint.dim(rule), ...body].map((line) => line.trimEnd()).join("\n");
}
