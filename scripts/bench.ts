/** Runs the benchmarks of every package, or those whose path holds a word given on the command line, and prints medians. */
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { filesUnder, root } from "./workspace.ts";

/** One measured figure of a benchmark file. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly note?: string;
}

const words = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const files = ["packages", "plugins", "apps", "examples"].flatMap((group) => filesUnder(group, (file) => file.endsWith(".bench.ts")));
const chosen = files.filter((file) => words.every((word) => file.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(`No benchmark matches ${words.join(" ")}. There are:\n${files.join("\n")}\n`);
  process.exit(2);
}
process.stdout.write(`Node ${process.version}, ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} threads. Medians; compare within one run only.\n`);
for (const file of chosen) {
  process.stdout.write(`\n${file}\n`);
  const { default: measure } = (await import(pathToFileURL(join(root, file)).href)) as { default: () => Promise<readonly Figure[]> };
  const figures = await measure();
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, unit, median, note } of figures) {
    process.stdout.write(`  ${name.padEnd(width)}  ${median.toLocaleString("en", { maximumSignificantDigits: 4 }).padStart(12)} ${unit}${note ? `   (${note})` : ""}\n`);
  }
}
