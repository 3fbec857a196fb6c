/** The pieces between separators that stand outside of parentheses, braces and quotation marks. */
export function separated(text: string, separator: string): readonly string[] {
  const pieces: string[] = [];
  // What is quoted from a file may be cut off in the middle of its braces: a closing sign ends all that was opened within.
  let open = "";
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if ("({[".includes(sign)) open += sign;
    else if (")}]".includes(sign)) open = open.slice(0, Math.max(0, open.lastIndexOf("({[".charAt(")}]".indexOf(sign)))));
    else if (open === "" && text.startsWith(separator, at)) {
      pieces.push(text.slice(from, at));
      from = at + separator.length;
    }
  }
  return [...pieces, text.slice(from)];
}

/** A text that ends in parentheses: what stands before and within them. */
export function asideOf(text: string): { readonly before: string; readonly within: string } | undefined {
  if (!text.endsWith(")")) return undefined;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text.charAt(at) === ")") depth++;
    else if (text.charAt(at) === "(" && --depth === 0) return { before: text.slice(0, at).trimEnd(), within: text.slice(at + 1, -1) };
  }
  return undefined;
}
