import type { Phrases } from "./phrases.ts";
import { asideOf, separated } from "./punctuation.ts";
import { hole, otherCase, template, type Template } from "./template.ts";

/** How names and texts of the server are said. */
export interface Speaker {
  /** A name by itself, `deviatorStress`; undefined where it has no counterpart. */
  named(name: string): string | undefined;
  /** A text; as it is where it has no counterpart. */
  said(text: string): string;
}

/** Templates with few words of their own fit a lot; what they leave over must then be names or numbers, not prose that they do not understand. */
const sure = 12;
const prose = /\b[a-z]{2,} (?:[a-z]+ )*[a-z]{2,}\b/;
/** What people are to write one of. */
const choice = /^(one|two|some|at least one) of /;
const deepest = 8;
/** Remembered texts: a page shows some hundreds, and Explore new ones with every move of a slider. */
const most = 5000;

/** A speaker of these phrases. Templates are prepared once, and what was said is remembered. */
export function speaker({ names, sentences, marks }: Phrases): Speaker {
  const templates = Object.keys(sentences).flatMap((key) => template(key) ?? []).sort((a, b) => b.weight - a.weight || b.length - a.length);
  const remembered = new Map<string, string | undefined>();
  const nameOf = (text: string): string | undefined => (Object.hasOwn(names, text) ? names[text] : undefined);
  const fixed = (text: string): string | undefined => (Object.hasOwn(sentences, text) ? sentences[text] : undefined);

  /** Undefined where there is no counterpart, not even of a part. */
  const counterpart = (text: string, depth = 0): string | undefined => {
    if (depth > deepest || !/[A-Za-z]{2}/.test(text)) return undefined;
    if (!remembered.has(text)) remembered.set(text, whole(text, depth) ?? whole(otherCase(text), depth) ?? inParts(text, depth));
    return remembered.get(text);
  };

  /** Fixed texts and sure templates first, then what is put together of texts that are known whole, then templates of few words, which would fit that too. */
  const whole = (text: string, depth: number): string | undefined =>
    fixed(text) ?? items(text, "; ", marks.semicolon, depth) ?? filled(text, depth, true) ?? items(text, ", ", marks.comma, depth) ?? aside(text, depth) ?? filled(text, depth, false);

  const filled = (text: string, depth: number, surely: boolean): string | undefined => {
    for (const one of templates) {
      // Parentheses of its own tell a template as words do.
      if ((one.weight >= sure || one.key.includes(" (")) !== surely || !text.includes(one.landmark)) continue;
      const found = one.pattern.exec(text);
      const said = found && fill(one, found.slice(1), depth);
      if (said) return said;
    }
    return undefined;
  };

  /** A list of texts that are known whole, and of names; what it begins with may be the name of a file. */
  const items = (text: string, separator: string, mark: string, depth: number): string | undefined => {
    const found = text.includes(separator) && !choice.test(text) ? separated(text, separator) : [];
    const said = found.length > 1 ? found.map((item) => whole(item, depth + 1) ?? nameOf(item)) : [];
    return said.some((one) => one !== undefined) && said.every((one, i) => one !== undefined || (i === 0 && !/[\s(]/.test(found[i]!))) ? said.map((one, i) => one ?? found[i]!).join(mark) : undefined;
  };

  /** What is known whole, and something in parentheses behind it. */
  const aside = (text: string, depth: number): string | undefined => {
    const found = asideOf(text);
    const said = found && whole(found.before, depth + 1);
    return said === undefined ? undefined : `${said}${marks.open}${inner(found!.within, depth + 1)}${marks.close}`;
  };

  const fill = (one: Template, found: readonly string[], depth: number): string | undefined => {
    const values = new Map<string, string>();
    for (const name of one.holes) if (!one.joined.has(name)) values.set(name, found[values.size] ?? "");
    one.holes.forEach((name, i) => { if (one.joined.has(name)) part(one.holes[i - 1]!, name, values); });
    // A first hole that holds a sentence is the sentence before.
    if (one.key.startsWith("{") && /[a-z)]\. /.test(found[0] ?? "")) return undefined;
    if (one.weight < sure && [...values.values()].some((value) => separated(value, ": ").length > 1 || (prose.test(value) && inner(value, depth) === value))) return undefined;
    return sentences[one.key]!.replaceAll(hole, (all: string, name: string, at: number, within: string) => {
      const value = values.get(name);
      if (value === undefined) return all;
      // What people are to write, they are told as it is written.
      return /["“`]/.test(within.charAt(at - 1)) || choice.test(one.key) ? value : inner(value, depth);
    });
  };

  /** Two holes in a row: the second begins where something that is known begins. */
  const part = (first: string, second: string, values: Map<string, string>): void => {
    const both = values.get(first)!;
    for (let at = 1; at < both.length; at++) {
      if (!/[\s,;:.(]/.test(both.charAt(at)) || !isPiece(both.slice(at))) continue;
      values.set(first, both.slice(0, at)).set(second, both.slice(at));
      return;
    }
    values.set(second, "");
  };

  /** Whether it is what a sentence goes on with: a parenthesis, or an entry that begins as it does. */
  const isPiece = (text: string): boolean => fixed(text) !== undefined || /^ \(.+\)$/.test(text) || templates.some(({ key, landmark, pattern }) => key.charAt(0) === text.charAt(0) && text.includes(landmark) && pattern.test(text));

  const inner = (value: string, depth: number): string => fixed(value) ?? nameOf(value) ?? namesIn(value) ?? counterpart(value, depth + 1) ?? value;

  /** A list of names. */
  const namesIn = (text: string): string | undefined => {
    const listed = text.split(/(, | or | and )/).map((part, i) => (i % 2 === 1 ? marks.list : nameOf(part)));
    return listed.length > 1 && listed.every((one) => one !== undefined) ? listed.join("") : undefined;
  };

  /** Sentences in a row, a sentence behind a place, items of a list, something in parentheses, a name with its value: what is put together without words of its own. */
  const inParts = (text: string, depth: number): string | undefined => {
    const known = (part: string): string | undefined => fixed(part) ?? counterpart(part, depth + 1);
    const some = (parts: readonly string[], joint: string): string | undefined => {
      const said = parts.map(known);
      return said.some((one) => one !== undefined) ? parts.map((one, i) => said[i] ?? one).join(joint) : undefined;
    };
    const rows = text.split(/(?<=[.?]) (?=[A-Z"\d])/);
    if (rows.length > 1) return some(rows, "");
    const [, stopped] = /^(.*[^.\s])\.$/s.exec(text) ?? [];
    if (stopped !== undefined) { const said = known(stopped); return said && said + marks.stop; }
    const [, count = "", counted = ""] = /^(\d+) ([a-z][\w-]*)$/.exec(text) ?? [];
    if (fixed(counted) !== undefined) return `${count} ${fixed(counted)!}`;
    const [, name = "", value = ""] = /^([a-z]\w+) (-?[\d.]\S*(?: .+)?)$/.exec(text) ?? [];
    if (fixed(name) !== undefined) return `${fixed(name)!} ${value}`;
    if (nameOf(name) !== undefined) return nameOf(name)! + marks.is + value;
    const aside = asideOf(text);
    if (aside !== undefined) {
      const { before, within } = aside;
      const [first, second] = [known(before), known(within)];
      if ((first ?? second) !== undefined) return (first ?? before) + marks.open + (second ?? within) + marks.close;
    }
    const rowsOfItems = separated(text, "; ");
    if (rowsOfItems.length > 1) return some(rowsOfItems, marks.semicolon);
    const [place = "", ...behind] = separated(text, ": ");
    const behindPlace = behind.length > 0 ? some([place, behind.join(": ")], marks.colon) : undefined;
    const list = separated(text, ", ");
    return behindPlace ?? (list.length > 1 ? some(list, marks.comma) : undefined);
  };

  return {
    named: nameOf,
    said: (text) => {
      if (remembered.size > most) remembered.clear();
      return counterpart(text) ?? text;
    },
  };
}
