import type { SourceFile } from "@inversa/core";
import { unreadable } from "@inversa/tables";
import { SaxesParser } from "saxes";

/** One element of an XML file; comments and processing instructions are gone. */
export interface Element {
  /** Without prefix. */
  readonly name: string;
  /** Namespace. */
  readonly space: string;
  readonly line: number;
  /** By name without prefix: `id` for `gml:id`, `href` for `xlink:href`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Text directly inside, trimmed. */
  readonly text: string;
}

interface Open { readonly name: string; readonly space: string; readonly line: number; readonly attributes: Record<string, string>; readonly children: Element[]; text: string }

/** DIGGS nests about twenty levels. */
const deepest = 200;

/**
 * Parses XML. Entities that a file declares itself are not expanded, so a small file cannot become a large one.
 * @throws InputError `data-unreadable` with the line of what is not well-formed.
 */
export function parseXml(file: SourceFile): Element {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: Open[] = [];
  let root: Element | undefined;
  const at = (): string => `${file.name}, line ${parser.line}`;
  parser.on("error", (error) => {
    // The parser begins its message with line and column.
    throw unreadable(at(), `it is not well-formed XML (${error.message.replace(/^.*?:\d+:\d+: /, "")})`, "a DIGGS file as it was written", "Export it anew; a file cut short ends like this");
  });
  parser.on("opentag", (tag) => {
    if (stack.length >= deepest) throw unreadable(at(), `elements are nested deeper than ${deepest}`, "a DIGGS file");
    stack.push({ name: tag.local, space: tag.uri, line: parser.line, attributes: Object.fromEntries(Object.values(tag.attributes).map(({ local, value }) => [local, value])), children: [], text: "" });
  });
  const say = (text: string): void => {
    const open = stack.at(-1);
    if (open) open.text += text;
  };
  parser.on("text", say);
  parser.on("cdata", say);
  parser.on("closetag", () => {
    const { text, ...rest } = stack.pop()!;
    const element: Element = { ...rest, text: text.trim() };
    const parent = stack.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  });
  parser.write(decode(file)).close();
  if (!root) throw unreadable(file.name, "it holds no XML element", "a DIGGS file");
  return root;
}

/** Bytes as text, in the encoding that a byte order mark or the XML declaration names. */
function decode({ name, bytes }: SourceFile): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
  const declared = /^[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(String.fromCharCode(...bytes.subarray(0, 200)))?.[1];
  const label = wide ?? declared ?? "utf-8";
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(name, `its bytes are not ${label}, the encoding that it ${wide ?? declared ? "states" : "must have when it states none"}`, "text in that encoding");
  }
}

/** Children of a name. */
export const childrenOf = (element: Element, name: string): readonly Element[] => element.children.filter((child) => child.name === name);

/** The element at the end of a path of names, the first where several stand side by side. */
export function descend(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** Every element below, in the order of the file, each with the elements around it from the outside in. */
export function* walk(root: Element): Generator<{ readonly element: Element; readonly around: readonly Element[] }> {
  const open: { readonly element: Element; readonly around: readonly Element[] }[] = [{ element: root, around: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    const around = [...next.around, next.element];
    for (const element of next.element.children.toReversed()) open.push({ element, around });
  }
}
