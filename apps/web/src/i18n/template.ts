/** An English text with holes, ready to be recognised: `one of {names}`. */
export interface Template {
  readonly key: string;
  /** Its longest piece without holes: a text that lacks it is none of this template's. */
  readonly landmark: string;
  /** Letters outside of holes: the more, the surer is a match. */
  readonly weight: number;
  /** Characters outside of holes. */
  readonly length: number;
  readonly holes: readonly string[];
  /** Holes that follow the one before without anything between them, so that where one ends and the other begins has to be found out. */
  readonly joined: ReadonlySet<string>;
  readonly pattern: RegExp;
}

export const hole = /\{([\w']+)\}/g;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Undefined where the text has no hole, or nothing but holes and signs. */
export function template(key: string): Template | undefined {
  const pieces = key.split(hole);
  const holes = pieces.filter((_, i) => i % 2 === 1);
  const between = pieces.filter((_, i) => i % 2 === 0);
  const weight = between.join("").replaceAll(/[^A-Za-z]/g, "").length;
  if (holes.length === 0 || weight < 2) return undefined;
  const joined = new Set(holes.filter((_, i) => i > 0 && between[i] === ""));
  // Of joined holes the first takes all. What is put in may be nothing, but for what a text begins with.
  const group = (name: string): string => (joined.has(name) ? "" : between[0] === "" && name === holes[0] ? "(.+?)" : "(.*?)");
  const pattern = new RegExp(`^${between.map((text, i) => escaped(text) + (i < holes.length ? group(holes[i]!) : "")).join("")}$`, "s");
  return { key, landmark: between.reduce((a, b) => (b.length > a.length ? b : a)), weight, length: between.join("").length, holes, joined, pattern };
}

/** The first character in the other case: messages begin small, and large where they begin a sentence. */
export const otherCase = (text: string): string => {
  const first = text.charAt(0);
  return (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
};
