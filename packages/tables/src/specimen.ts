import { InputError, unitLabel, type Derivation, type Inference, type Protocol, type Quantities } from "@inversa/core";
import { settle } from "./conditions.ts";
import { reach } from "./derive.ts";
import type { Statement } from "./metadata.ts";
import { shown } from "./questions.ts";
import type { Measured } from "./series.ts";

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

const pick = (quantities: Quantities, wanted: (name: string) => boolean): Quantities => Object.fromEntries(Object.entries(quantities).filter(([name]) => wanted(name)));

/**
 * Finds out whether raw readings (a displacement, a load) are to be made into stresses and strains: where a channel is not measured, and a derivation gives it
 * with the help of the specimen's quantities. Derived columns win over raw ones, which are then left out.
 * @throws InputError `data-ambiguous` where a quantity that is needed is stated twice and differently.
 */
export function reductionOf(protocol: Protocol, measured: ReadonlyMap<string, Measured>, statements: readonly Statement[], given: Readonly<Record<string, number>>, unitsOfFile: (wanted: string) => readonly string[], where: string): Reduction {
  const quantities = protocol.specimen ?? {};
  const derivations = protocol.derivations ?? [];
  const ofSpecimen = (name: string): boolean => Object.hasOwn(quantities, name);
  const reduces = ({ from }: Derivation): boolean => from.some(ofSpecimen);
  const isRaw = ([name, { target }]: readonly [string, Measured]): boolean => target.kind === "recorded" && derivations.some((d) => reduces(d) && d.from.includes(name));
  const idle = (used: (name: string) => boolean): ReadonlyMap<string, Measured> => new Map([...measured].filter((entry) => entry[1].target.kind !== "specimen" && (!isRaw(entry) || used(entry[0]))));
  const none = (warnings: readonly string[]): Reduction => ({ measured: idle(() => false), specimen: new Map(), needed: {}, inferred: [], warnings });

  const bare = reach(protocol, [...idle(() => false).keys(), ...Object.keys(protocol.conditions)]);
  const all = reach(protocol, [...measured.keys(), ...Object.keys(protocol.conditions), ...Object.keys(quantities)]);
  const wanted = derivations.filter((d) => reduces(d) && !bare.has(d.gives) && (d.gives === protocol.axis.name || Object.hasOwn(protocol.responses, d.gives)) && d.from.every((name) => all.has(name)));
  if (wanted.length === 0) return none([]);
  const used = new Set(wanted.flatMap(({ from }) => from));
  const sources = new Set(derivations.filter(({ gives }) => ofSpecimen(gives) && used.has(gives)).flatMap(({ from }) => from));
  const own = pick(quantities, (name) => used.has(name) || sources.has(name));
  const required = !bare.has(protocol.axis.name) || !Object.keys(protocol.responses).some((name) => bare.has(name));
  try {
    const { values, inferred, warnings } = settle(own, statements, given, unitsOfFile, where);
    const specimen = new Map([...Object.entries(own).flatMap(([name, { default: usual }]): [string, number][] => (usual === undefined ? [] : [[name, usual]])), ...values]);
    const known = reach({ ...protocol, conditions: {}, specimen: {} }, specimen.keys());
    const missing = Object.entries(own).filter(([name, { optional }]) => !optional && !known.has(name)).map(([name]) => name);
    if (!required && missing.length > 0) return none([`${wanted.map(({ gives }) => gives).join(" and ")} ${wanted.length > 1 ? "are" : "is"} not worked out from the raw readings: ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not stated`]);
    const told = Object.keys(own).filter((name) => Object.hasOwn(given, name)).map((name): Inference => ({ what: `${name} ${shown(given[name]!)} ${unitLabel(own[name]!.unit)}`.trim(), because: "given" }));
    return { measured: idle((name) => used.has(name)), specimen, needed: required ? own : {}, inferred: [...told, ...inferred], warnings };
  } catch (error) {
    if (required || !(error instanceof InputError)) throw error;
    return none([`raw readings are not used: ${error.mistake.what}`]);
  }
}
