/**
 * What the server and its plugins say, in another language.
 *
 * They speak English, as values of one declaration (`about: "cohesion"`) or put together where something happens (`` `${name} stays at ${value}` ``), at some two thousand
 * places in forty packages; authors of models write such sentences too and need not know of languages. So the translation is kept beside the page, as gettext keeps it: by the English
 * text, with a name in braces where the code puts something in. `test/phrases.test.ts` reads what the packages can say out of their sources and lists what lacks a counterpart.
 * A text that has none, of a plugin from elsewhere, stays as it is.
 */
export interface Phrases {
  /** By the name of a channel, a condition or a setting. */
  readonly names: Readonly<Record<string, string>>;
  /**
   * By the English text: `"{name} stays at {value}": "{name}始终为 {value}"`. What stands in a hole is said in turn, so that parts of sentences are entries too; in quotation marks
   * or backticks of the translation it stays as it is, for it is something that people write like that. Holes with a number for a name may be empty.
   */
  readonly sentences: Readonly<Record<string, string>>;
  /** What ends a sentence, and stands between and around its parts. */
  readonly marks: { readonly stop: string; readonly comma: string; readonly list: string; readonly semicolon: string; readonly colon: string; readonly open: string; readonly close: string; readonly is: string };
}
