import { InputError, unitLabel, type Derivation, type Inference, type Protocol, type Quantities } from "@inversa/core";
import { unitsUsed, type Column } from "./columns.ts";
import { settle } from "./conditions.ts";
import { reach } from "./derive.ts";
import type { Statement } from "./metadata.ts";
import type { Place } from "./place.ts";
import { shown } from "./questions.ts";
import { unitless, type Measured } from "./series.ts";

/** Raw readings of a test and what is known of its specimen to make stresses and strains of them. */
export interface Reduction {
  /** What was measured, without raw readings that nothing is made of. */
  readonly measured: ReadonlyMap<string, Measured>;
  /** Quantities of the specimen, defaults filled in; empty where no readings are reduced. */
  readonly specimen: ReadonlyMap<string, number>;
  /** What must be known, else there is no curve. */
  readonly needed: Quantities;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/** What is stated of a test besides its readings. */
export interface Known {
  readonly statements: readonly Statement[];
  /** By the user; wins. */
  readonly given: Readonly<Record<string, number>>;
}

/**
 * Finds out whether raw readings (a displacement, a load) are to be made into stresses and strains: where a channel is not measured, and a derivation gives it
 * with the help of the specimen's quantities. Derived columns win over raw ones, which are then left out.
 * @param columns Those of the table; one whose unit nobody states is not among what was measured.
 * @throws InputError `data-ambiguous` where there is no curve without the raw readings, and the unit of one or a quantity of the specimen is not clear.
 */
export function reductionOf(protocol: Protocol, measured: ReadonlyMap<string, Measured>, { statements, given }: Known, columns: readonly Column[], place: Place): Reduction {
  const quantities = protocol.specimen ?? {};
  const raw = rawChannels(protocol);
  const kept = (used: ReadonlySet<string>): ReadonlyMap<string, Measured> => new Map([...measured].filter(([name, { target }]) => target.kind !== "specimen" && !(target.kind === "recorded" && raw.has(name) && !used.has(name))));
  const none = (warnings: readonly string[] = []): Reduction => ({ measured: kept(new Set()), specimen: new Map(), needed: {}, inferred: [], warnings });

  const bare = reach(protocol, [...kept(new Set()).keys(), ...Object.keys(protocol.conditions)]);
  const required = !bare.has(protocol.axis.name) || !Object.keys(protocol.responses).some((name) => bare.has(name));
  const wanted = reducing(protocol, measured.keys(), bare);
  if (required) {
    const unread = columns.filter(({ target }) => target.kind === "recorded" && raw.has(target.name) && !measured.has(target.name));
    const [first] = unread.filter(({ target: { name } }) => reducing(protocol, [...measured.keys(), ...unread.map((c) => c.target.name)], bare).some(({ from }) => from.includes(name)));
    if (first) throw unitless(first, place);
  }
  if (wanted.length === 0) return none();
  const used = new Set(wanted.flatMap(({ from }) => from));
  // A quantity may follow from another, a diameter from an area.
  const sources = new Set((protocol.derivations ?? []).filter(({ gives }) => Object.hasOwn(quantities, gives) && used.has(gives)).flatMap(({ from }) => from));
  const own: Quantities = Object.fromEntries(Object.entries(quantities).filter(([name]) => used.has(name) || sources.has(name)));
  try {
    const { values, inferred, warnings } = settle(own, statements, given, (unit) => unitsUsed(columns, unit), place.name);
    const usual = Object.entries(own).flatMap(([name, quantity]): [string, number][] => (quantity.default === undefined ? [] : [[name, quantity.default]]));
    const specimen = new Map([...usual, ...values]);
    const known = reach({ ...protocol, conditions: {}, specimen: {} }, specimen.keys());
    const missing = Object.entries(own).filter(([name, { optional }]) => !optional && !known.has(name)).map(([name]) => name);
    if (!required && missing.length > 0) return none([`${list(wanted.map(({ gives }) => gives))} not worked out from the raw readings: ${list(missing)} not stated`]);
    const told = Object.keys(own).filter((name) => Object.hasOwn(given, name)).map((name): Inference => ({ what: `${name} ${shown(given[name]!)} ${unitLabel(own[name]!.unit)}`.trim(), because: "given" }));
    return { measured: kept(used), specimen, needed: required ? own : {}, inferred: [...told, ...inferred], warnings };
  } catch (error) {
    if (required || !(error instanceof InputError)) throw error;
    return none([`raw readings are not used: ${error.mistake.what}`]);
  }
}

const list = (names: readonly string[]): string => `${names.join(" and ")} ${names.length > 1 ? "are" : "is"}`;

const reduces = ({ specimen = {} }: Protocol, { from }: Derivation): boolean => from.some((name) => Object.hasOwn(specimen, name));

/** Everything that derivations combine with quantities of the specimen. */
const rawChannels = (protocol: Protocol): ReadonlySet<string> => new Set((protocol.derivations ?? []).filter((d) => reduces(protocol, d)).flatMap(({ from }) => from));

/** The derivations that make stresses and strains, not otherwise to be had, of raw readings that are there. */
function reducing(protocol: Protocol, there: Iterable<string>, bare: ReadonlySet<string>): readonly Derivation[] {
  const all = reach(protocol, [...there, ...Object.keys(protocol.conditions), ...Object.keys(protocol.specimen ?? {})]);
  const isCurve = (name: string): boolean => name === protocol.axis.name || Object.hasOwn(protocol.responses, name);
  return (protocol.derivations ?? []).filter((d) => reduces(protocol, d) && isCurve(d.gives) && !bare.has(d.gives) && d.from.every((name) => all.has(name)));
}
