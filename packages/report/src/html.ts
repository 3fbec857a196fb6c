/** Text that is HTML already. Only {@link html} and {@link trusted} make it, so everything else that reaches a page is escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Characters that XML forbids even as entities, and the marks that reorder the text after them; a file name or a note may hold either. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Text without the characters that a page or an SVG cannot hold or that would rearrange it; each becomes U+FFFD, so nothing vanishes unseen. */
export const printable = (text: string): string => text.replace(forbidden, "\ufffd");

/** Text made safe for HTML content and quoted attributes. */
export const escapeHtml = (text: string): string => printable(text).replace(/[&<>"']/g, (character) => entities[character]!);

type Part = Html | string | number | false | null | undefined | readonly Part[];

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return (part as readonly Part[]).map(render).join("");
  if (part === false || part === null || part === undefined) return "";
  return escapeHtml(String(part as string | number));
}

/** Template tag: literal parts are HTML, everything interpolated is escaped unless it is {@link Html}. Lists are joined; false, null and undefined vanish. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, i) => text + (i < parts.length ? render(parts[i]) : "")).join(""));

/** Marks text that this package made itself (an SVG, the style sheet) as HTML. */
export const trusted = (text: string): Html => new Html(text);
