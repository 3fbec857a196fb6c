/** A page as a list of tags and text, by the rules of well-formed markup; throws where a tag is not closed or an attribute not quoted. Enough to see what a browser would build. */
export interface Element { readonly tag: string; readonly attributes: Readonly<Record<string, string>>; text: string; readonly children: Element[] }

const empty = new Set(["meta", "br", "img", "link", "input", "hr"]);
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", apos: "'" };
const decode = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39|apos);/g, (_, name: string) => entities[name]!);

export function parsePage(page: string): Element {
  const root: Element = { tag: "#root", attributes: {}, text: "", children: [] };
  const open = [root];
  let rest = page.replace(/^<!doctype html>/, "").trim();
  while (rest !== "") {
    const current = open.at(-1)!;
    const end = current.tag === "style" ? rest.indexOf("</style>") : rest.indexOf("<");
    if (end !== 0) {
      const text = end < 0 ? rest : rest.slice(0, end);
      if (current.tag !== "style" && /[<>]/.test(text.replace(/>/g, ""))) throw new Error(`stray "<" in ${text.slice(0, 60)}`);
      for (const element of open) element.text += decode(text);
      rest = end < 0 ? "" : rest.slice(end);
      continue;
    }
    const match = /^<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>/.exec(rest);
    if (match === null) throw new Error(`not a tag: ${rest.slice(0, 120)}`);
    const [whole, closing, tag, attributes, selfClosing] = match as unknown as [string, string, string, string, string];
    rest = rest.slice(whole.length);
    if (closing !== "") {
      if (current.tag !== tag) throw new Error(`</${tag}> closes <${current.tag}>`);
      open.pop();
      continue;
    }
    const element: Element = { tag, attributes: Object.fromEntries([...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name!, decode(value ?? "")])), text: "", children: [] };
    current.children.push(element);
    if (selfClosing === "" && !empty.has(tag)) open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.tag}> is never closed`);
  return root;
}

/** Every element below, in the order of the page. */
export const allOf = (element: Element): Element[] => element.children.flatMap((child) => [child, ...allOf(child)]);
