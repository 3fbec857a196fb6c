import { InputError } from "@inversa/core";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";

/** Keys and indices that lead to a value. */
export type Path = readonly PropertyKey[];

/** A YAML or JSON text with the places of everything in it. */
export interface StudyText {
  /** The file's name, for messages. */
  readonly name: string;
  readonly value: unknown;
  /** `study.yaml, line 7, column 3 ("phi: ...")`: where a value stands, or the nearest thing around it that is there. */
  place(path: Path): string;
  /** Where a key stands, rather than its value. */
  placeOfKey(path: Path, key: string): string;
}

/** What decoding leaves of bytes that are no text: control characters and the sign for an undecodable byte. */
// oxlint-disable-next-line no-control-regex
const notText = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

/** @throws InputError `study-invalid` where the text is not YAML (JSON is). */
export function readStudyText(text: string, name: string): StudyText {
  if (notText.test(text)) throw new InputError("study-invalid", { where: name, what: "this is not a text in UTF-8", expected: "a study file in YAML or JSON", next: "Data files go under data in a study file, or behind --data" });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    const quoted = (text.split("\n")[line - 1] ?? "").trim();
    return `${name}, line ${line}, column ${col}${quoted ? ` (${quoted.length > 60 ? `${quoted.slice(0, 57)}...` : quoted})` : ""}`;
  };
  const problem = document.errors[0];
  if (problem) {
    throw new InputError("study-invalid", { where: at(problem.pos[0]), what: `this is not YAML: ${lowerFirst(problem.message.replace(/\.$/, ""))}`, expected: "a study file in YAML or JSON", next: "Look at the indentation and quotes of this line and the one before" });
  }
  visit(document, {
    Alias: (_, alias, above) => {
      const meant = alias.resolve(document);
      if (meant && above.includes(meant)) {
        throw new InputError("study-invalid", { where: at(alias.range?.[0] ?? 0), what: `"*${alias.source}" stands for something that it is itself a part of`, expected: "a name for something that was complete before" });
      }
      if (meant) return;
      throw new InputError("study-invalid", { where: at(alias.range?.[0] ?? 0), what: `in YAML a word that begins with * stands for something named before, and nothing is called "${alias.source}"`, expected: "quotes around a pattern", next: `Write "*${alias.source}" with the quotes` });
    },
  });
  return {
    name,
    value: valueOf(document, name),
    place: (path) => at(offsetOf(document, path)),
    placeOfKey: (path, key) => at(offsetOfKey(document, path, key)),
  };
}

/** The values of a document; names that stand for each other can multiply without end, and that is where the reader stops. */
function valueOf(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new InputError("study-invalid", { where: name, what: "its names (*name) stand for too much, one inside the other", expected: "a study file without them" }, { cause });
  }
}

const lowerFirst = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** Offset of the value at the path, or of the innermost thing on the way to it that exists. */
function offsetOf(document: Document.Parsed, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const key = path[depth - 1];
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    if (isMap(parent)) {
      const offset = keyOffset(parent, key);
      if (offset !== undefined) return offset;
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function offsetOfKey(document: Document.Parsed, path: Path, key: string): number {
  const parent = path.length === 0 ? document.contents : document.getIn(path, true);
  return (isMap(parent) ? keyOffset(parent, key) : undefined) ?? offsetOf(document, path);
}

function keyOffset(map: { readonly items: readonly { readonly key: unknown }[] }, key: PropertyKey | undefined): number | undefined {
  for (const pair of map.items) {
    if (isScalar(pair.key) && String(pair.key.value) === String(key) && pair.key.range) return pair.key.range[0];
  }
  return undefined;
}
