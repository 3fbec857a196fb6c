import { type ModelOrigin, type SimulationTask } from "@inversa/core";
import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Timing, WorkerNews } from "../src/index.ts";
import { spring } from "./fixtures/lab.ts";

/** In more of a hurry than real work is; a worker of a busy machine must not be taken for dead. */
export const hasty: Timing = { silence: 2500, monitor: 150, poll: 100, abandoned: 60_000, grace: 400 };

export const originOf = (version = "toys 1.0.0"): ModelOrigin => ({
  modules: [new URL("./fixtures/lab.ts", import.meta.url).href], models: [spring],
  versions: { models: { "toy/spring": version }, estimators: { mean: version } },
});

/** Columns k, pause, deed. */
export const springTask: SimulationTask = {
  model: "toy/spring", options: { edition: 0 }, columns: [{ parameter: "k" }, { parameter: "pause" }, { parameter: "deed" }], fixed: {},
  tests: [{ protocol: "pull", conditions: { length: 50 }, axis: Float64Array.from({ length: 20 }, (_, i) => i) }],
  responses: [["force"]], afterStop: "hold",
};

export interface WorkerSetting {
  readonly threads?: number;
  readonly timing?: Partial<Timing>;
  /** Of its plugin. */
  readonly version?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** A command that runs the rest of the line, for example in a network of its own. */
  readonly within?: readonly string[];
}

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly news: readonly WorkerNews[];
  /** Waits for something that it says, from now on or before. */
  said(event: WorkerNews["event"] | "over"): Promise<WorkerNews>;
  /** Sends a signal and waits until the process is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

export function startWorker(url: string, setting: WorkerSetting = {}): WorkerProcess {
  const { environment, within = [], ...rest } = setting;
  const [command, ...words] = [...within, process.execPath, "--throw-deprecation", fileURLToPath(new URL("./fixtures/worker.ts", import.meta.url)), JSON.stringify({ timing: hasty, ...rest, url })];
  const child = spawn(command!, words, { env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "inversa-test-workers"), ...environment }, stdio: ["ignore", "pipe", "inherit"] });
  const news: WorkerNews[] = [];
  const waiting: { readonly event: string; readonly resolve: (news: WorkerNews) => void }[] = [];
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const one = JSON.parse(line) as WorkerNews;
    news.push(one);
    for (const { event, resolve } of waiting) if (event === one.event) resolve(one);
  });
  const gone = new Promise<void>((resolve) => { child.once("close", () => resolve()); });
  return {
    child, news,
    said: (event) => new Promise((resolve, reject) => {
      const before = news.find((one) => (one.event as string) === event);
      if (before) return resolve(before);
      waiting.push({ event, resolve });
      void gone.then(() => reject(new Error(`the worker ended without saying "${event}"`)));
    }),
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}

/** A database of its own for each test, on one server. */
export async function freshDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return serverUrl.replace("/postgres?", `/${name}?`);
}

/** Rows of a query, for a look into the database from outside. */
export async function peek<T extends object>(url: string, text: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

export async function until(what: () => Promise<boolean> | boolean, most = 20_000): Promise<void> {
  for (const end = performance.now() + most; performance.now() < end;) {
    if (await what()) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error("it did not come about");
}
