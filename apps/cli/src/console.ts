import type { Progress, Run } from "@inversa/core";
import { formatJson } from "./json.ts";
import type { Colours } from "./terminal/colours.ts";
import { coloursFor } from "./terminal/colours.ts";

/** What every command is given by the flags that hold everywhere. */
export interface GlobalFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly seed?: number;
  readonly threads?: number;
  /** Id of the engine, whatever the study or the variant says. */
  readonly engine?: string;
  readonly databaseUrl?: string;
  readonly plugin?: readonly string[];
  readonly app?: string;
}

/** The process as a command sees it, so that a command can be run without one. */
export interface Surroundings {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly environment: NodeJS.ProcessEnv;
  /** Folder against which the user's relative paths are resolved. */
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** The folder in which the user typed the command; the wrapper and package managers change the process's own. */
export const userFolder = (environment: NodeJS.ProcessEnv, fallback: string): string => environment["INVERSA_CWD"] ?? environment["INIT_CWD"] ?? fallback;

export const commandOf = (environment: NodeJS.ProcessEnv): string => environment["INVERSA_COMMAND"] ?? "inversa";

/**
 * One command's conversation with its user. Results go to standard output (one JSON document with `--json`), everything else to standard error.
 */
export class Console {
  readonly flags: GlobalFlags;
  readonly around: Surroundings;
  /** Colours of standard output and of standard error. */
  readonly paint: Colours;
  readonly notePaint: Colours;
  /** What is left on disk when the work is interrupted now; told to the user who presses Ctrl-C. */
  kept: string | undefined;
  #progress: { update(p: Progress): void; interrupt(): void; finish(completed?: boolean): void } | undefined;

  constructor(flags: GlobalFlags, around: Surroundings) {
    this.flags = flags;
    this.around = around;
    this.paint = coloursFor(around.stdout, around.environment);
    this.notePaint = coloursFor(around.stderr, around.environment);
  }

  get cwd(): string { return this.around.cwd; }

  /** How the user starts Inversa here, for hints that can be typed as they stand: the workspace's wrapper says so itself. */
  get command(): string { return commandOf(this.around.environment); }

  /** A command that the user can type next, with the plugins and the variant that this one was given. */
  hint(words: string): string {
    const { plugin = [], app } = this.flags;
    return [this.command, words, ...(app === undefined ? [] : [`--app ${app}`]), ...plugin.map((one) => `--plugin ${one}`)].join(" ");
  }

  /** Width for tables and paragraphs of the result. */
  get width(): number { return this.#widthOf(this.around.stdout); }

  /** Width for what is said on standard error. */
  get noteWidth(): number { return this.#widthOf(this.around.stderr); }

  /** A pipe has no width; who sets `COLUMNS` wants that one. */
  #widthOf(stream: { readonly columns?: number }): number {
    const wanted = Number(this.around.environment["COLUMNS"]);
    return Math.min(stream.columns ?? (wanted >= 40 ? wanted : 110), 140);
  }

  /** A line of the result, for people. Nothing with `--json`. */
  print(text = ""): void {
    if (!this.flags.json) this.around.stdout.write(`${text}\n`);
  }

  /** The result as JSON, with `--json` only. Numbers that JSON cannot hold become null. */
  document(value: unknown): void {
    if (this.flags.json) this.around.stdout.write(`${formatJson(value)}\n`);
  }

  /** A remark about the work: standard error, nothing with `--quiet`. */
  note(text: string): void {
    if (this.flags.quiet) return;
    this.#progress?.interrupt();
    this.around.stderr.write(`${text}\n`);
  }

  /** Something the user should look at. Shown with `--quiet` too. */
  warn(text: string): void {
    this.#progress?.interrupt();
    this.around.stderr.write(`${this.notePaint.yellow("!")} ${text}\n`);
  }

  /** A detail that few want: only with `--verbose`. */
  detail(text: string): void {
    if (this.flags.verbose) this.note(this.notePaint.dim(text));
  }

  /** Runs long work with progress shown and Ctrl-C heard. */
  async watch<T>(seed: number, work: (run: Run) => Promise<T>): Promise<T> {
    const { signal } = this.around;
    if (this.flags.quiet) return work({ seed, signal, progress: () => {} });
    const { ProgressDisplay } = await import("./terminal/progress.ts");
    const display = new ProgressDisplay(this.around.stderr, this.notePaint);
    this.#progress = display;
    let completed = false;
    try {
      const result = await work({ seed, signal, progress: (p) => display.update(p) });
      completed = true;
      return result;
    } finally {
      display.finish(completed);
      this.#progress = undefined;
    }
  }
}
