import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";

/** Rows of cells as a Markdown table. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The machine and the day that a table was computed on. */
export const computedOn = (): string => `Computed with Node ${process.version} on ${cpus()[0]?.model.trim() ?? "an unknown processor"}, ${availableParallelism()} threads, ${new Date().toISOString().slice(0, 10)}.`;

/**
 * Puts text into a file between the lines `<!-- NAME -->` and `<!-- end NAME -->`, in place of what stands there.
 * @throws Error when the file lacks one of the two lines.
 */
export async function replaceResults(file: URL, name: string, text: string): Promise<void> {
  const before = await readFile(file, "utf8");
  const [from, to] = [`<!-- ${name} -->\n`, `<!-- end ${name} -->`];
  const [start, end] = [before.indexOf(from), before.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`${file.pathname} has no lines "${from.trim()}" and "${to}" in this order`);
  await writeFile(file, `${before.slice(0, start + from.length)}\n${text.trim()}\n\n${before.slice(end)}`);
}
