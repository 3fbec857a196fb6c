import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { runCommandLine } from "../src/command-line.ts";

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** The demo's data, as they ship. */
export const demoData = (name: string): string => fileURLToPath(new URL(`../data/demo/${name}`, import.meta.url));

/** An empty folder outside the workspace, removed when the test is over. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "inversa-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the command line as a user would: its own process, in a folder of the user's. */
export function start(words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): { readonly child: ChildProcess; readonly answer: Promise<Answer> } {
  const { INVERSA_CWD: _, INIT_CWD: __, FORCE_COLOR: ___, INVERSA_COMMAND: ____, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...words], { cwd, env: { ...inherited, ...environment } });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => { stdout += text; });
  child.stderr.setEncoding("utf8").on("data", (text: string) => { stderr += text; });
  return { child, answer: new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr }))) };
}

export async function spawned(words: readonly string[], cwd: string, input = "", environment?: NodeJS.ProcessEnv): Promise<Answer> {
  const { child, answer } = start(words, cwd, environment);
  child.stdin!.end(input);
  return answer;
}

/** The same command line inside this process: faster, for what needs no process of its own. */
export async function inversa(words: readonly string[], options: { readonly cwd?: string; readonly input?: string; readonly signal?: AbortSignal } = {}): Promise<Answer> {
  const out: string[] = [];
  const err: string[] = [];
  const collect = (parts: string[]): Writable => new Writable({ write(chunk: Buffer, _encoding, done) { parts.push(chunk.toString()); done(); } });
  const code = await runCommandLine(words, {
    stdout: collect(out), stderr: collect(err), stdin: Readable.from([Buffer.from(options.input ?? "")]), environment: {}, cwd: options.cwd ?? tmpdir(),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, stdout: out.join(""), stderr: err.join("") };
}
