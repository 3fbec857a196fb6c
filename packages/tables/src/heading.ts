import { isConvertible, type Channel, type Protocol, type Quantity } from "@inversa/core";
import { comparable, withoutPrimes } from "./naming.ts";
import { unitFor, unitsSpelled } from "./unit-spelling.ts";

/** What a column or a line of a header can hold, as a kind of test names it. */
export interface Target {
  readonly kind: "axis" | "response" | "drive" | "recorded" | "condition" | "specimen";
  readonly name: string;
  readonly unit: string;
  readonly channel: Channel | Quantity;
}

/** A heading understood: what it names, in which unit, and the rest that tells one test from another. */
export interface Named {
  readonly target: Target;
  /** UCUM. */
  readonly unit?: string;
  readonly qualifier?: string;
  /** The name as importers compare it, primes included. */
  readonly spelled: string;
}

interface Reading { readonly name: string; readonly unit?: string; readonly qualifier?: string }

const kinds = ["axis", "response", "drive", "recorded", "condition", "specimen"] as const;

/** Kinds of target with one number for a whole test. */
export const scalars = ["condition", "specimen"] as const satisfies readonly Target["kind"][];
export const isScalar = ({ kind }: Target): boolean => (scalars as readonly string[]).includes(kind);

const indexes = new WeakMap<Protocol, ReadonlyMap<string, readonly Target[]>>();

function indexOf(protocol: Protocol): ReadonlyMap<string, readonly Target[]> {
  const known = indexes.get(protocol);
  if (known) return known;
  const index = new Map<string, Target[]>();
  const add = (kind: Target["kind"], name: string, channel: Channel | Quantity): void => {
    for (const written of [channel.symbol, name, ...(channel.aliases ?? [])]) {
      const key = written === undefined ? "" : comparable(written);
      const there = index.get(key) ?? [];
      if (key !== "" && !there.some((t) => t.kind === kind && t.name === name)) index.set(key, [...there, { kind, name, unit: channel.unit, channel }]);
    }
  };
  add("axis", protocol.axis.name, protocol.axis);
  for (const [name, channel] of Object.entries(protocol.drives ?? {})) add("drive", name, channel);
  for (const [name, channel] of Object.entries(protocol.responses)) add("response", name, channel);
  for (const [name, channel] of Object.entries(protocol.recorded ?? {})) if (!Object.hasOwn(protocol.responses, name) && name !== protocol.axis.name) add("recorded", name, channel);
  for (const [name, quantity] of Object.entries(protocol.conditions)) add("condition", name, quantity);
  for (const [name, quantity] of Object.entries(protocol.specimen ?? {})) add("specimen", name, quantity);
  indexes.set(protocol, index);
  return index;
}

/** Every channel and condition of a kind of test by the name that the user's mapping may give. */
export function targetNamed(protocol: Protocol, name: string): Target | undefined {
  const found = (indexOf(protocol).get(comparable(name)) ?? []).filter((t) => t.name === name);
  return kinds.flatMap((kind) => found.filter((t) => t.kind === kind))[0];
}

/**
 * What a heading means under a kind of test.
 * @param only Kinds of target to look for; all of them unless given.
 * @param qualified Also accept headings with words left over ("q 100 kPa"), which tell side-by-side tests apart.
 */
export function understand(heading: string, protocol: Protocol, only: readonly Target["kind"][] = kinds, qualified = false): Named | undefined {
  const index = indexOf(protocol);
  for (const reading of readingsOf(heading)) {
    const named = match(reading, index, only);
    if (named && (named.qualifier === undefined || qualified)) return named;
  }
  for (const reading of leftOver(heading)) {
    const named = match(reading, index, only);
    if (named && (named.qualifier === undefined || qualified)) return named;
  }
  return undefined;
}

function match({ name, unit, qualifier }: Reading, index: ReadonlyMap<string, readonly Target[]>, only: readonly Target["kind"][]): Named | undefined {
  const key = comparable(name);
  const found = (index.get(key) ?? index.get(withoutPrimes(key)) ?? []).filter((t) => only.includes(t.kind));
  // "Volume change" is a strain in percent or a volume in cm3: without its unit nobody knows.
  if (unit === undefined && found.some((t) => !isConvertible(t.unit, found[0]!.unit))) return undefined;
  for (const kind of only) {
    for (const target of found) {
      if (target.kind !== kind) continue;
      const code = unit === undefined ? undefined : unitFor(unit, target.unit);
      if (unit !== undefined && code === undefined) continue;
      const symbol = qualifier !== undefined && (index.get(comparable(qualifier)) ?? []).some((t) => t.name === target.name);
      return { target, spelled: key, ...(code ? { unit: code } : {}), ...(qualifier !== undefined && !symbol ? { qualifier } : {}) };
    }
  }
  return undefined;
}

const brackets = /^(.*?)\s*[[({<]([^\][(){}<>]*)[\])}>]\s*$/s;

/** A heading as name and unit in every way that headings are written; with a unit first. */
export function readingsOf(heading: string): readonly Reading[] {
  const text = heading.normalize("NFKC").replace(/\s+/g, " ").replaceAll("【", "[").replaceAll("】", "]").trim();
  if (text === "" || text.length > 160) return [];
  const readings: Reading[] = [];
  const found = brackets.exec(text);
  if (found) {
    const [, rest = "", inside = ""] = found;
    if (rest !== "") {
      for (const inner of readingsOf(rest)) {
        if (unitsSpelled(inside).length > 0) {
          if (inner.unit === undefined) readings.push({ ...inner, unit: inside });
        } else if (inside.trim() !== "" && inner.qualifier === undefined) readings.push({ ...inner, qualifier: inside });
      }
    }
    return [...readings, { name: text }];
  }
  const tail = /^(.*?)(?:\s*[/,;|]\s*|\s+in\s+|[_\s]+)([^\s,;_]+|"|[^\s,;_]+\/[^\s,;_]+)$/.exec(text);
  for (const split of [tail, /^(.*?)\s*[/,]\s*([^/,]+\/[^/,]+)$/.exec(text), /^(.*?)\s*(%|‰)$/.exec(text), /^(.*?)\s*\/\s*(.+)$/.exec(text)]) {
    const [, rest = "", unit = ""] = split ?? [];
    // `e_1` is a strain with an index, not `e` in decimals: pure numbers are units only in brackets or behind a stroke.
    if (rest === "" || unitsSpelled(unit).length === 0 || (/^[-–—1]$/.test(unit) && !/[/]\s*[-–—1]$/.test(text))) continue;
    readings.push({ name: rest, unit });
    const inner = brackets.exec(rest);
    if (inner && inner[1] !== "") readings.push({ name: inner[1]!, unit, qualifier: inner[2]! });
  }
  // The whole text comes last: without punctuation `eps_a %` would pass for a name without a unit.
  return [...readings, { name: text }];
}

const betweenWords = /[\s_:.\-/@]+|(?<=\p{sc=Han})(?=[^\p{sc=Han}])|(?<=[^\p{sc=Han}])(?=\p{sc=Han})/u;

/** Headings such as `q_100kPa`, `TD1: eps_a [%]`, `q 200 [kPa]`, `Axial strain εa (%)` or `轴向应变ε1(%)`: a name before or after its symbol or words that tell which test is meant. */
function leftOver(heading: string): readonly Reading[] {
  const readings: Reading[] = [];
  for (const { name, unit, qualifier } of readingsOf(heading)) {
    if (qualifier !== undefined) continue;
    const words = name.split(betweenWords).filter((word) => word !== "");
    if (words.length > 8) continue;
    for (let k = words.length - 1; k > 0; k--) {
      readings.push({ name: words.slice(0, k).join(" "), qualifier: words.slice(k).join(" "), ...(unit ? { unit } : {}) });
      readings.push({ name: words.slice(-k).join(" "), qualifier: words.slice(0, -k).join(" "), ...(unit ? { unit } : {}) });
    }
  }
  return readings;
}
