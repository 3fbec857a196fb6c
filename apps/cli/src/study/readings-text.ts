import { unitLabel, type FileReading, type Observation } from "@inversa/core";
import { measuredResponses, workedOut, type App } from "@inversa/runtime";
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
  for (const { what, because } of workedOut(readings)) {
    const [first = "", ...others] = wrap(`${what} (${because})`, console.noteWidth - 4);
    console.note([`  ${paint.cyan("·")} ${first}`, ...others.map((line) => `    ${line}`)].join("\n"));
  }
  for (const { file, warnings } of readings) for (const warning of warnings) console.warn(`${file}: ${warning}`);
}

function conditionsOf(app: App, { test }: Observation): readonly string[] {
  const declared = app.protocols.has(test.protocol) ? app.protocols.get(test.protocol).conditions : {};
  return Object.entries(test.conditions).map(([name, value]) => {
    const unit = declared[name]?.unit ?? "1";
    return `${name} ${formatNumber(value)}${unit === "1" ? "" : ` ${unitLabel(unit)}`}`;
  });
}
