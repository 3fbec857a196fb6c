import { type FileReading, type ForwardModel, type Observation, simulationOf, unitLabel } from "@inversa/core";
import { measuredResponses } from "./readings-document.ts";
import { workedOut } from "./worked-out.ts";

/** Columns of a comment in a study file. */
const width = 120;

/**
 * What was read from the data files, as lines of comments in a proposed study: every test with its conditions, what was worked out and why, what to look at.
 * @param indent Blanks in front of each line.
 */
export function whatWasRead(readings: readonly FileReading[], model: ForwardModel, indent: string): readonly string[] {
  const lines = (text: string, depth: number): readonly string[] => wrapped(text, `${indent}# ${" ".repeat(depth)}`, `${indent}# ${" ".repeat(depth + 2)}`);
  const several = readings.length > 1;
  const told = workedOut(readings);
  const warnings = readings.flatMap((reading) => reading.warnings.map((warning) => (several ? `${reading.file}: ${warning}` : warning)));
  return [
    ...lines("What was read:", 0),
    ...readings.flatMap(({ file, observations }) => [
      ...lines(observations.length === 1 && observations[0]!.id === file ? testOf(observations[0]!, model, file) : `${file}:`, 0),
      ...(observations.length === 1 && observations[0]!.id === file ? [] : observations.flatMap((observation) => lines(testOf(observation, model, `"${observation.id}"`), 2))),
    ]),
    ...(told.length > 0 ? lines("Worked out, and why:", 0) : []),
    ...told.flatMap(({ what, because }) => lines(`- ${what} (${because})`, 2)),
    ...(warnings.length > 0 ? lines("Look at this:", 0) : []),
    ...warnings.flatMap((warning) => lines(`- ${warning}`, 2)),
  ];
}

function testOf(observation: Observation, model: ForwardModel, name: string): string {
  const { test } = observation;
  const declared = simulationOf(model, test.protocol).protocol.conditions;
  const conditions = Object.entries(test.conditions).map(([condition, value]) => `${condition} ${Number(value.toPrecision(5))}${unitLabel(declared[condition]?.unit ?? "1") === "" ? "" : ` ${unitLabel(declared[condition]!.unit)}`}`);
  const measured = measuredResponses(observation);
  return `${name}: ${[`${test.protocol}, ${test.axis.length} point${test.axis.length === 1 ? "" : "s"}`, measured.length > 0 ? measured.join(", ") : "nothing measured", ...(conditions.length > 0 ? [conditions.join(", ")] : [])].join("; ")}`;
}

/** Text in lines of {@link width}; a word longer than a line has one of its own. */
function wrapped(text: string, first: string, others: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  // A number stays with what follows it, its unit as a rule.
  for (const word of text.split(/(?<!(?:^|[\s(])-?[\d.]+)\s+/)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      [line, empty] = [others, true];
    }
    line = empty ? line + word : `${line} ${word}`;
    empty = false;
  }
  return [...lines, line];
}
