import { InputError, type Mistake } from "@inversa/core";
import type { Colours } from "./terminal/colours.ts";

/** Exit codes of every command. */
export const exitCodes = { done: 0, fellShort: 1, wrongInput: 2, interrupted: 130 } as const;

/** How a command ended early, ready to be shown as text or as the document `{ "error": ... }`. */
export interface Failure extends Mistake {
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
  /** Where in the program it happened; for mistakes of the program only. */
  readonly stack?: string;
}

const bugTracker = "https://github.com/inversa/inversa/issues";

/** Where to look when a mistake itself does not say what to do. */
const fallbacks: Readonly<Record<string, string>> = {
  "study-invalid": "docs/study-file.md explains every key; inversa study new writes a complete file to start from",
  "file-missing": "Look at the name and at the folder that it is in",
};

/** Sorts what was thrown into the user's mistake, an interruption, or a mistake of the program. */
export function failureOf(thrown: unknown, interrupted: boolean, kept: string | undefined): Failure {
  if (thrown instanceof InputError) {
    const { mistake } = thrown;
    const next = mistake.expected || mistake.next ? mistake.next : fallbacks[thrown.code] ?? "inversa COMMAND --help explains what is expected, with examples";
    return { ...mistake, ...(next ? { next } : {}), code: thrown.code, exitCode: exitCodes.wrongInput, message: thrown.message };
  }
  if (interrupted) {
    const next = kept ?? "Nothing was kept";
    return { code: "interrupted", exitCode: exitCodes.interrupted, what: "interrupted", next, message: `Interrupted. ${next}.` };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const what = `something went wrong inside Inversa: ${error.message || error.name}`;
  const next = `Please report this with the command you typed: ${bugTracker}`;
  return { code: "unexpected", exitCode: exitCodes.fellShort, what, next, message: what, ...(error.stack ? { stack: fullStack(error) } : {}) };
}

const fullStack = (error: Error): string => (error.cause instanceof Error ? `${error.stack}\ncaused by ${fullStack(error.cause)}` : error.stack ?? error.message);

/** The failure as a JSON document. */
export const failureDocument = ({ code, message, what, where, expected, next, stack }: Failure, verbose: boolean): object => ({
  error: { code, message, what, ...(where ? { where } : {}), ...(expected ? { expected } : {}), ...(next ? { next } : {}), ...(verbose && stack ? { stack } : {}) },
});

/** The failure as a block that a person reads: what, where, expected, next step, code. */
export function renderFailure(failure: Failure, paint: Colours, verbose: boolean): string {
  if (failure.code === "interrupted") return paint.yellow(failure.message);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["where", failure.where],
    ["expected", failure.expected],
    ["next", failure.next],
    ["code", failure.code],
  ];
  const lines = rows.flatMap(([name, text]) => (text ? [`  ${paint.dim(name.padEnd(9))} ${text.replaceAll("\n", `\n${" ".repeat(12)}`)}`] : []));
  const block = [`${paint.red(paint.bold("✗"))} ${paint.bold(capital(failure.what))}`, ...lines];
  if (failure.stack) block.push(verbose ? `\n${paint.dim(failure.stack)}` : paint.dim("  Run it again with --verbose to see where."));
  return block.join("\n");
}

/** A sentence starts with a capital unless it starts with a name or a number (`n = 3`, `phi (friction angle)`, `sourceCsv`). */
const capital = (text: string): string => (/^[a-z]+(?: |$)/.test(text) && !/^\w+ [=(]/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text);
