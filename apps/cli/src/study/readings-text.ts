import { unitLabel, type FileReading, type Observation } from "@inversa/core";
import { measuredResponses, type App } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

/** Tells what was read from the data files, and everything that was inferred. Remarks, not a result; warnings are shown even when quiet. */
export function printReadings(console: Console, app: App, readings: readonly FileReading[]): void {
  const paint = console.notePaint;
  const observations = readings.flatMap((r) => r.observations);
  if (observations.length > 0) {
    const rows = observations.map((o) => [o.id, o.test.protocol, conditionsOf(app, o).join(console.noteWidth < 100 ? "\n" : ", "), String(o.test.axis.length), measuredResponses(o).join(", ")]);
    console.note(`${renderTable([{ head: "data" }, { head: "kind of test" }, { head: "conditions", flexible: true }, { head: "points", align: "right" }, { head: "measured", flexible: true }], rows, paint, console.noteWidth)}\n`);
  }
  for (const { whats, because, files } of grouped(readings)) {
    const [first = "", ...others] = wrap(`${together(whats)} (${because}${files.length === readings.length ? "" : `; ${someOf(files, readings.length)}`})`, console.noteWidth - 4);
    console.note([`  ${paint.cyan("·")} ${first}`, ...others.map((line) => `    ${line}`)].join("\n"));
  }
  for (const { file, warnings } of readings) for (const warning of warnings) console.warn(`${file}: ${warning}`);
}

/** `confiningPressure 100 kPa, 200 kPa, 400 kPa`: the name of a number that comes again is said once. */
function together(whats: readonly string[]): string {
  let last = "";
  return whats.map((what) => {
    const [, name = "", number] = /^(\w+ )(?:(-?\d.*))?/s.exec(what) ?? [];
    const repeated = number !== undefined && name === last;
    last = name;
    return repeated ? number : what;
  }).join(", ");
}

/** Few files by name, many by number. */
const someOf = (files: readonly string[], all: number): string => (files.length <= 3 ? files.join(", ") : `${files.length} of ${all} files`);

/** What was inferred for the same reason, in one file or several, is told together. */
function grouped(readings: readonly FileReading[]): readonly { readonly whats: readonly string[]; readonly because: string; readonly files: readonly string[] }[] {
  const groups = new Map<string, { whats: Set<string>; files: Set<string> }>();
  for (const { file, inferred } of readings) {
    for (const { what, because } of inferred) {
      const group = groups.get(because) ?? { whats: new Set(), files: new Set() };
      group.whats.add(what);
      group.files.add(file);
      groups.set(because, group);
    }
  }
  return [...groups].map(([because, { whats, files }]) => ({ because, whats: [...whats], files: [...files] }));
}

function conditionsOf(app: App, { test }: Observation): readonly string[] {
  const declared = app.protocols.has(test.protocol) ? app.protocols.get(test.protocol).conditions : {};
  return Object.entries(test.conditions).map(([name, value]) => {
    const unit = declared[name]?.unit ?? "1";
    return `${name} ${formatNumber(value)}${unit === "1" ? "" : ` ${unitLabel(unit)}`}`;
  });
}
