/** Greek letters and their spellings, brought to the short form that laboratories type above a column. */
const spelled: readonly (readonly [RegExp, string])[] = [
  [/varepsilon|epsilon|[εϵ]/g, "eps"],
  [/sigma|[σς]/g, "sig"],
  [/[τ]/g, "tau"],
  [/[γ]/g, "gamma"],
  [/[φϕ]/g, "phi"],
  [/[ηη]/g, "eta"],
  [/[δ∆]/g, "delta"],
  [/[ν]/g, "nu"],
];

/**
 * A name as importers compare it: without case, blanks and punctuation; Greek letters and full-width forms as plain letters. Primes stay,
 * because `p` and `p'` may stand side by side, and so do operators between names, because `σ1/σ3` and `σ1+σ3` are not `σ1-σ3`.
 */
export function comparable(name: string): string {
  let plain = name.normalize("NFKC").toLowerCase();
  for (const [greek, latin] of spelled) plain = plain.replace(greek, latin);
  return plain.replace(/['’′´`ʹ]/g, "'").replace(/[^\p{L}\p{N}'+/]/gu, "").replace(/^['+/]+|[+/]+$/g, "");
}

/** {@link comparable} without primes: the second try, where no name with the same primes is known. */
export const withoutPrimes = (name: string): string => name.replaceAll("'", "");

/** The words of a name, also where letters meet digits: `TD1-s100` is `td 1 s 100`. */
export const wordsOf = (text: string): readonly string[] => text.normalize("NFKC").toLowerCase().match(/\p{L}+|\d+(?:\.\d+)?/gu) ?? [];

/** The words of a phrase in a row among the words of a text. */
export function saysWords(text: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  for (let i = 0; i + phrase.length <= text.length; i++) if (phrase.every((word, k) => text[i + k] === word)) return true;
  return false;
}

/** A file's name without its extension. */
export const stemOf = (file: string): string => file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
