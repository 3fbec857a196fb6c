import { InputError } from "@inversa/core";

/**
 * A file that can be read in more than one way.
 * @param question What must be known, as a question.
 * @param answer How to give the answer: a setting of the importer or a condition.
 */
export const ambiguous = (where: string, what: string, question: string, answer: string): InputError =>
  new InputError("data-ambiguous", { where, what, expected: `an answer to: ${question}`, next: answer });

/** A file that cannot be read; `where` names file, row and column as far as they are known. */
export const unreadable = (where: string, what: string, expected?: string, next?: string): InputError =>
  new InputError("data-unreadable", { where, what, ...(expected ? { expected } : {}), ...(next ? { next } : {}) });

/** A piece of a file inside a message: short, on one line. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`;
}

/** Numbers in messages: six digits say enough. */
export const shown = (value: number): string => String(Number(value.toPrecision(6)));

/** `a, b or c`. */
export const oneOf = (names: readonly string[]): string => (names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`);
