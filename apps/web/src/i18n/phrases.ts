/** What the server and its plugins say, in another language. */
export interface Phrases {
  /** By the name of a channel, a condition or a setting. */
  readonly names: Readonly<Record<string, string>>;
  /** By the English sentence. */
  readonly sentences: Readonly<Record<string, string>>;
  /** Sentences with numbers and names in them; the first that matches is taken. */
  readonly patterns: readonly (readonly [pattern: RegExp, replacement: string])[];
}
