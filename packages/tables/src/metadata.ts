import { isConvertible, type Protocol } from "@inversa/core";
import { understand, type Target } from "./heading.ts";
import { comparable, saysWords, wordsOf } from "./naming.ts";
import { toNumber } from "./numbers.ts";
import type { Place } from "./place.ts";
import { quoted } from "./questions.ts";
import { textOf, type Cell, type Row, type NumberFormat } from "./table.ts";
import { converted, unitFor, unitsSpelled } from "./unit-spelling.ts";

/** A condition, or a quantity of the specimen, as some text states it. */
export interface Statement {
  readonly quantity: string;
  readonly value: number;
  /** UCUM; absent where the text gives none. */
  readonly unit?: string;
  /** A word behind the number that is no known unit. */
  readonly unknownUnit?: string;
  /** "line 3", "file name". */
  readonly from: string;
  /** What the user should look at when the statement is used. */
  readonly doubt?: string;
}

interface Pair { readonly key: string; readonly value: string | number; readonly unit: string }

const pair = /([^:=;,|]{1,80}?)\s*[:=]\s*([+-]?\d[\d.,]*(?:[eE][+-]?\d+)?)\s*([^\s\d;,|)\]][^\s;,|)\]]{0,11})?(?=$|[\s;,|)\]])/g;

/** Keys and values of one line above a table: in neighbouring cells, once or several times, or as "key: value unit" within a cell or the line. */
function pairsOf(row: Row): readonly Pair[] {
  const cells = row.cells.filter((cell) => cell !== "");
  const pairs: Pair[] = [];
  for (let i = 0; i + 1 < cells.length; i++) {
    const [key, value] = [cells[i]!, numberIn(cells[i + 1]!)];
    if (typeof key !== "string" || /^[+-]?\d/.test(key) || value === undefined) continue;
    const next = textOf(cells[i + 2]);
    // In a row of three cells the last is a unit, known or not.
    const behind = value.unit || (cells.length === 3 || unitsSpelled(next.replace(/^[[(](.*)[\])]$/, "$1")).length > 0 ? next : "");
    pairs.push({ key: key.replace(/[:=,]\s*$/, ""), value: value.number, unit: behind.replace(/^[[(](.*)[\])]$/, "$1") });
    i += behind === next && next !== "" ? 2 : 1;
  }
  if (pairs.length > 0) return pairs;
  const text = row.raw.slice(0, 500).normalize("NFKC").replaceAll("\"", "");
  return [...text.matchAll(pair)].map(([, k = "", v = "", u = ""]) => ({ key: k.trim(), value: v.replace(/[.,]$/, ""), unit: u }));
}

/** A cell that is a number, or begins with one; text is not read yet. */
function numberIn(cell: Cell): { readonly number: string | number; readonly unit: string } | undefined {
  if (typeof cell === "number") return { number: cell, unit: "" };
  if (typeof cell !== "string") return { number: cell.value, unit: cell.unit };
  const [, number, unit = ""] = /^([+-]?\d[\d.,]*(?:[eE][+-]?\d+)?)\s*(.*)$/.exec(cell) ?? [];
  return number === undefined ? undefined : { number, unit };
}

/** What the lines above a table state. */
export interface Above {
  readonly statements: readonly Statement[];
  /** Recorded channels that stay the same all the way, in the declared units. */
  readonly constants: ReadonlyMap<string, { readonly value: number; readonly from: string }>;
}

/** The conditions of a kind of test and the constant channels that the lines above a table state. */
export function statedAbove(rows: readonly Row[], protocol: Protocol, format: NumberFormat, place: Place): Above {
  const stated: (Statement & { readonly uses: string })[] = [];
  const constants = new Map<string, { readonly value: number; readonly from: string }>();
  for (const row of rows) {
    for (const pair of pairsOf(row)) {
      const from = row.from ?? place.row(row.line);
      const constant = meant(pair, protocol, "recorded", format);
      if (constant) constants.set(constant.target.name, { value: converted(Float64Array.of(constant.value), constant.unit ?? constant.target.unit, constant.target.unit)[0]!, from });
      const scalar = meant(pair, protocol, "condition", format) ?? meant(pair, protocol, "specimen", format);
      if (!scalar) continue;
      const { target: { name }, value, unit, unknownUnit } = scalar;
      const doubt = constant && partOfDerivation(protocol, name, constant.target.name);
      stated.push({ quantity: name, value, ...(unit ? { unit } : {}), ...(unknownUnit ? { unknownUnit } : {}), from: `${from}, ${quoted(pair.key)}`, uses: from, ...(doubt ? { doubt } : {}) });
    }
  }
  const worked = fromConstants(constants, protocol);
  // "Cell pressure: 600 kPa" is the confining pressure only where no back pressure is stated beside it.
  return { statements: [...worked, ...stated.filter((s) => !worked.some((w) => w.quantity === s.quantity && w.uses.includes(s.uses)))], constants };
}

/** "Cell pressure: 600 kPa" alone: the equation that would have used it, and what it lacks. */
function partOfDerivation(protocol: Protocol, condition: string, constant: string): string | undefined {
  const equation = protocol.derivations?.find(({ gives, from }) => gives === condition && from.length > 1 && from.includes(constant));
  return equation && `is the ${constant} as it stands: nothing states ${equation.from.filter((name) => name !== constant).join(" and ")} (${equation.about})`;
}

/** What one pair says about a condition, or about a channel that stays the same all the way. */
function meant({ key, value, unit }: Pair, protocol: Protocol, kind: "condition" | "specimen" | "recorded", format: NumberFormat): { readonly target: Target; readonly value: number; readonly unit?: string; readonly unknownUnit?: string } | undefined {
  const named = understand(key, protocol, [kind]) ?? understand(key.split(/[.:,]\s|\s-\s/).at(-1) ?? "", protocol, [kind]) 
    // "Ram diameter" is no diameter of the specimen.
    ?? (kind === "specimen" ? undefined : lastWords(key, protocol, kind));
  const number = toNumber(value, format) ?? toNumber(value, { decimal: "." });
  if (!named || number === undefined || Number.isNaN(number)) return undefined;
  const code = unitFor(unit, named.target.unit) ?? named.unit;
  if (unit !== "" && unitsSpelled(unit).length > 0 && code === undefined) return undefined;
  return { target: named.target, value: number, ...(code ? { unit: code } : unit !== "" && named.target.unit !== "1" ? { unknownUnit: unit } : {}) };
}

/** Conditions that follow from two or more stated channels: a confining pressure from cell and back pressure. */
function fromConstants(constants: ReadonlyMap<string, { readonly value: number; readonly from: string }>, protocol: Protocol): readonly (Statement & { readonly uses: readonly string[] })[] {
  return (protocol.derivations ?? []).flatMap(({ gives, from, by, about }) => {
    const inputs = from.flatMap((name) => constants.get(name) ?? []);
    if (from.length < 2 || inputs.length < from.length || !Object.hasOwn(protocol.conditions, gives)) return [];
    const uses = inputs.map((input) => input.from);
    return [{ quantity: gives, value: by(...inputs.map((input) => input.value)), unit: protocol.conditions[gives]!.unit, from: `${about}, ${[...new Set(uses)].join(" and ")}`, uses }];
  });
}

/** "Test at sigma3" and "Triaxial CD, cell pressure": the key is the end of a sentence. */
function lastWords(key: string, protocol: Protocol, kind: "condition" | "recorded"): ReturnType<typeof understand> {
  const words = key.split(/\s+/);
  for (let k = Math.max(1, words.length - 4); k < words.length; k++) {
    const named = understand(words.slice(k).join(" "), protocol, [kind]);
    if (named) return named;
  }
  return undefined;
}

/**
 * Conditions that a title or a file name states: a name with a number ("s3-100", "e0_0.67"), or a number with a unit that only one needed
 * condition can have ("CD-100kPa").
 */
export function statedInTitle(title: string, protocol: Protocol, from: string): readonly Statement[] {
  const found: Statement[] = [];
  const text = title.slice(0, 200).normalize("NFKC");
  const apart = /(\p{L}[\p{L}\d']{0,30})[_=\s-]+(\d+(?:[.,]\d+)?)\s*(\p{L}[\p{L}/]*\d?|%)?(?![\d.])/gu;
  const together = /(?<!\p{L})(\p{L}{1,30})(\d+(?:[.,]\d+)?)\s*(\p{L}[\p{L}/]*\d?|%)?(?![\d.])/gu;
  for (const [, name = "", digits = "", unit = ""] of [...text.matchAll(apart), ...text.matchAll(together)]) {
    const target = (understand(name, protocol, ["condition"]) ?? understand(name.replace(/^.*\s/, ""), protocol, ["condition"]))?.target ?? byInitial(name, digits, protocol);
    const code = target && unitFor(unit, target.unit);
    if (!target || (unit !== "" && code === undefined) || found.some((s) => s.quantity === target.name)) continue;
    found.push({ quantity: target.name, value: Number(digits.replace(",", ".")), ...(code ? { unit: code } : {}), from });
  }
  const named = new Set(found.map((s) => s.quantity));
  const needed = Object.entries(protocol.conditions).filter(([, q]) => q.default === undefined && !q.optional && q.unit !== "1");
  for (const { 1: digits = "", 2: unit = "", index } of text.matchAll(/(?<![\d.,])(\d+(?:[.,]\d+)?)\s*_?\s*(\p{L}+(?:\/\p{L}+\d?)?)(?![\p{L}])/gu)) {
    if (endsList(text.slice(0, index), Number(digits.replace(",", ".")))) continue;
    const fits = needed.filter(([, q]) => unitsSpelled(unit).some((code) => isConvertible(code, q.unit)));
    const [name, quantity] = fits[0] ?? [];
    if (fits.length !== 1 || !name || !quantity || named.has(name)) continue;
    found.push({ quantity: name, value: Number(digits.replace(",", ".")), unit: unitFor(unit, quantity.unit)!, from });
  }
  return found;
}

/** "100-200-400 kPa" lists the pressures of several tests: a number of like size stands before, itself behind no letter as in `T12_100kPa`. */
function endsList(before: string, value: number): boolean {
  const [, other] = /(?<![\p{L}\d.,])([1-9]\d*(?:[.,]\d+)?)\s*(?:[-_+&/,;]|und|and|to|bis|,)?\s*$/u.exec(before.replaceAll("_", " ")) ?? [];
  return other !== undefined && Number(other.replace(",", ".")) >= value / 10 && Number(other.replace(",", ".")) <= value * 10;
}

/** `s100` for σ3 = 100: a single small letter that begins the symbol of the one condition that every test of the kind needs; `S1` is a specimen. */
function byInitial(letter: string, digits: string, protocol: Protocol): { readonly name: string; readonly unit: string } | undefined {
  const needed = Object.entries(protocol.conditions).filter(([, q]) => q.default === undefined && !q.optional);
  const [name, quantity] = needed[0] ?? [];
  if (needed.length !== 1 || !name || !quantity?.symbol || !/^\p{Ll}$/u.test(letter) || Number(digits) < 10) return undefined;
  return comparable(quantity.symbol).startsWith(comparable(letter)) ? { name, unit: quantity.unit } : undefined;
}

/** The kinds of test that a text names by id, name or alias; words decide, so "undrained" does not name a drained test. */
export function protocolsNamed(text: string, protocols: readonly Protocol[]): readonly Protocol[] {
  const words = wordsOf(text);
  const named = protocols.filter((p) => [p.id, p.name, ...(p.aliases ?? [])].some((alias) => saysWords(words, wordsOf(alias))));
  return named;
}
