import { closest, InputError, unitLabel, type Inference, type Protocol, type Quantities, type Quantity } from "@inversa/core";
import { isScalar } from "./heading.ts";
import type { Statement } from "./metadata.ts";
import type { Place } from "./place.ts";
import { ambiguous, quoted, shown } from "./questions.ts";
import type { Measured } from "./series.ts";
import { converted } from "./unit-spelling.ts";

/** Conditions of one test, or quantities of its specimen, as far as they are stated. */
export interface Settled {
  readonly values: ReadonlyMap<string, number>;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/** @throws InputError `condition-unknown` for a condition that no kind of test has. */
export function checkConditions(given: Readonly<Record<string, number>>, protocols: readonly Protocol[]): void {
  for (const name of Object.keys(given)) {
    if (protocols.some((p) => Object.hasOwn({ ...p.conditions, ...p.specimen }, name))) continue;
    const known = (part: "conditions" | "specimen"): readonly string[] => [...new Set(protocols.flatMap((p) => Object.keys(p[part] ?? {})))];
    const [conditions, specimen] = [known("conditions"), known("specimen")];
    const near = closest(name, [...conditions, ...specimen]);
    throw new InputError("condition-unknown", {
      what: `no kind of test has a condition "${name}"`,
      expected: `one of ${conditions.join(", ")}${specimen.length === 0 ? "" : `; or of the specimen: ${specimen.join(", ")}`}`,
      ...(near ? { next: `Did you mean "${near}"?` } : {}),
    });
  }
}

/** Those of the conditions that a kind of test has. */
export const conditionsFor = (protocol: Protocol, given: Readonly<Record<string, number>>): Readonly<Record<string, number>> => Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(protocol.conditions, name)));

/** Two statements of one condition agree within this share: a nominal pressure in a file name and a measured one in a table. */
const agreement = 0.05;

/**
 * Settles each quantity: the user's word first, then the statements in the order given (nearest to the readings first).
 * @throws InputError `data-ambiguous` where statements contradict each other or one lacks a unit that the file does not make clear.
 */
export function settle(quantities: Quantities, statements: readonly Statement[], given: Readonly<Record<string, number>>, unitsOfFile: (wanted: string) => readonly string[], where: string): Settled {
  const values = new Map<string, number>();
  const inferred: Inference[] = [];
  const warnings: string[] = [];
  for (const [name, quantity] of Object.entries(quantities)) {
    if (Object.hasOwn(given, name)) {
      values.set(name, given[name]!);
      continue;
    }
    const answer = `Give ${name} as a condition (${quantity.about}${quantity.unit === "1" ? "" : `, in ${unitLabel(quantity.unit)}`})`;
    const found: { readonly value: number; readonly from: string; readonly doubt?: string | undefined }[] = [];
    let unclear: Statement | undefined;
    for (const statement of statements) {
      if (statement.quantity !== name) continue;
      if (statement.unknownUnit !== undefined) {
        unclear ??= statement;
        continue;
      }
      const unit = statement.unit ?? impliedUnit(quantity.unit, unitsOfFile(quantity.unit));
      if (unit === undefined) throw ambiguous(where, `${name} = ${shown(statement.value)} (${statement.from}) states no unit, and the file's columns do not make it clear`, `in which unit is ${name}?`, answer);
      const value = converted(Float64Array.of(statement.value), unit, quantity.unit)[0]!;
      const [min, max] = quantity.bounds;
      if (value >= min && value <= max) found.push({ value, from: statement.from, doubt: statement.doubt });
      else if (min >= 0 && -value >= min && -value <= max) found.push({ value: -value, from: `${statement.from}, sign reversed` });
      else warnings.push(`${name} = ${shown(value)} (${statement.from}) is outside ${min} to ${max} and is not used`);
    }
    const [first] = found;
    if (!first && unclear) throw ambiguous(where, `${name} = ${shown(unclear.value)} (${unclear.from}) is followed by ${quoted(unclear.unknownUnit!)}, which is no unit that Inversa knows`, `what is ${name}?`, answer);
    if (!first) continue;
    if (first.doubt !== undefined) warnings.push(`${name} = ${shown(first.value)} (${first.from}) ${first.doubt}`);
    const other = found.find(({ value }) => Math.abs(value - first.value) > agreement * Math.max(Math.abs(value), Math.abs(first.value)));
    if (other) throw ambiguous(where, `${name} is ${shown(first.value)} (${first.from}) and ${shown(other.value)} (${other.from})`, "which is right?", answer);
    values.set(name, first.value);
    inferred.push({ what: `${name} ${shown(first.value)} ${unitLabel(quantity.unit)}`.trim(), because: first.from });
  }
  return { values, inferred, warnings };
}

/** A number without a unit is in the declared one, unless the file's own columns are in another. */
function impliedUnit(declared: string, used: readonly string[]): string | undefined {
  if (declared === "1") return declared;
  const others = used.filter((unit) => unit !== declared);
  return others.length === 0 ? declared : undefined;
}

/**
 * Columns that hold a condition: the same number all the way, or one that hardly changes.
 * @throws InputError `data-ambiguous` where it changes.
 */
export function statedInColumns(measured: ReadonlyMap<string, Measured>, at: Place): readonly Statement[] {
  return [...measured.values()].flatMap(({ target, column, values }): Statement[] => {
    if (!isScalar(target)) return [];
    const sorted = values.filter(Number.isFinite).sort();
    const [low, high, middle] = [sorted[0], sorted.at(-1), sorted[Math.floor(sorted.length / 2)]];
    if (low === undefined || high === undefined || middle === undefined) return [];
    if (high - low > agreement * Math.max(Math.abs(low), Math.abs(high))) {
      // The height of a specimen at every reading is not its height at the start.
      if (target.kind === "specimen") return [];
      throw ambiguous(at.name, `${at.column(column.index)} (${column.heading}) runs from ${shown(low)} to ${shown(high)}, though ${target.name} is one number for a test`, "what does the column hold?", "Say it with mapping, or give the condition and set the column to ignore");
    }
    return [{ quantity: target.name, value: middle, unit: target.unit, from: `${at.column(column.index)}, "${column.heading}"` }];
  });
}

/**
 * Asks for what a test needs and nobody said, all of it at once.
 * @throws InputError `data-ambiguous`.
 */
export function demand(quantities: Quantities, values: ReadonlyMap<string, number>, where: string): void {
  const missing = Object.entries(quantities).filter(([name, quantity]) => !values.has(name) && quantity.default === undefined && !quantity.optional);
  const [first] = missing;
  if (!first) return;
  const unitOf = ({ unit }: Quantity): string => (unit === "1" ? "" : unitLabel(unit));
  const [are, them] = missing.length > 1 ? ["are", "them as conditions"] : ["is", "it as a condition"];
  const asked = missing.map(([name, quantity]) => `${name}${unitOf(quantity) === "" ? "" : ` in ${unitOf(quantity)}`}`);
  const example = `"${first[1].aliases?.[0] ?? first[0]}: ... ${unitOf(first[1])}"`.replace(" \"", "\"");
  throw ambiguous(where, `${missing.map(([name, { about }]) => `${name} (${about})`).join(" and ")} ${are} nowhere stated`, `what ${are} ${asked.join(" and ")}?`, `Give ${them}, in a column, in a line above the headings (${example}), in the file name, or in a table of tests beside the file`);
}
