import { isConvertible, type Protocol } from "@inversa/core";
import { understand } from "./heading.ts";
import { comparable, saysWords, wordsOf } from "./naming.ts";
import { toNumber, type NumberFormat } from "./numbers.ts";
import type { Row } from "./rows.ts";
import { unitFor, unitsSpelled } from "./unit-spelling.ts";

/** A condition as some text states it. */
export interface Statement {
  readonly condition: string;
  readonly value: number;
  /** UCUM; absent where the text gives none. */
  readonly unit?: string;
  /** "line 3", "file name". */
  readonly from: string;
}

interface Pair { readonly key: string; readonly value: string; readonly unit: string }

const pair = /([^:=;,|]{1,80}?)\s*[:=]\s*([+-]?\d[\d.,]*(?:[eE][+-]?\d+)?)\s*([^\s\d;,|)\]]{1,12})?(?=$|[\s;,|)\]])/g;

/** Keys and values of one line above a table: in two or three cells, or as "key: value unit" within a cell or the line. */
function pairsOf(row: Row): readonly Pair[] {
  const cells = row.cells.filter((cell) => cell !== "");
  const [key = "", value = "", unit = ""] = cells;
  if ((cells.length === 2 || cells.length === 3) && /^[+-]?\d/.test(value)) {
    const [, number = "", behind = ""] = /^([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*(.*)$/.exec(value) ?? [];
    return [{ key: key.replace(/[:=,]\s*$/, ""), value: number, unit: behind || unit }];
  }
  const text = row.raw.slice(0, 500).normalize("NFKC").replaceAll("\"", "");
  return [...text.matchAll(pair)].map(([, k = "", v = "", u = ""]) => ({ key: k.trim(), value: v.replace(/[.,]$/, ""), unit: u }));
}

/** The conditions of a kind of test that the lines above a table state. */
export function statedAbove(rows: readonly Row[], protocol: Protocol, format: NumberFormat): readonly Statement[] {
  return rows.flatMap((row) =>
    pairsOf(row).flatMap(({ key, value, unit }) => {
      const named = understand(key, protocol, ["condition"]) ?? understand(key.split(/[.:,]\s|\s-\s/).at(-1) ?? "", protocol, ["condition"]) ?? lastWords(key, protocol);
      const number = toNumber(value, format) ?? toNumber(value, { decimal: "." });
      if (!named || number === undefined || Number.isNaN(number)) return [];
      const code = unitFor(unit, named.target.unit) ?? named.unit;
      if (unit !== "" && unitsSpelled(unit).length > 0 && code === undefined) return [];
      return [{ condition: named.target.name, value: number, ...(code ? { unit: code } : {}), from: `line ${row.line}` }];
    }));
}

/** "Test at sigma3" and "Triaxial CD, cell pressure": the key is the end of a sentence. */
function lastWords(key: string, protocol: Protocol): ReturnType<typeof understand> {
  const words = key.split(/\s+/);
  for (let k = Math.max(1, words.length - 4); k < words.length; k++) {
    const named = understand(words.slice(k).join(" "), protocol, ["condition"]);
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
    if (!target || (unit !== "" && code === undefined) || found.some((s) => s.condition === target.name)) continue;
    found.push({ condition: target.name, value: Number(digits.replace(",", ".")), ...(code ? { unit: code } : {}), from });
  }
  const named = new Set(found.map((s) => s.condition));
  const needed = Object.entries(protocol.conditions).filter(([, q]) => q.default === undefined && !q.optional && q.unit !== "1");
  for (const [, digits = "", unit = ""] of text.matchAll(/(?<![\d.,])(\d+(?:[.,]\d+)?)\s*_?\s*(\p{L}+(?:\/\p{L}+\d?)?)(?![\p{L}])/gu)) {
    const fits = needed.filter(([, q]) => unitsSpelled(unit).some((code) => isConvertible(code, q.unit)));
    const [name, quantity] = fits[0] ?? [];
    if (fits.length !== 1 || !name || !quantity || named.has(name)) continue;
    found.push({ condition: name, value: Number(digits.replace(",", ".")), unit: unitFor(unit, quantity.unit)!, from });
  }
  return found;
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
