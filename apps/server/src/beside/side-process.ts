import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface SideProcessOptions {
  /** Megabytes of its heap, and a third of what it may hold in all; Node's own bound unless given. */
  readonly megabytes?: number;
  /** Folder in which compiled code is kept, so that the next process starts sooner. Whoever can write there can run code here. */
  readonly compiled: string;
  /** The PostgreSQL of an engine that works on other machines: who simulates there has to reach it. */
  readonly database?: string | undefined;
}

/** How such a process ended. */
export interface Exit {
  /** For the log: code or signal, and the last that it said. */
  readonly how: string;
  readonly outOfMemory: boolean;
  /** By a signal that is not this process' own doing: somebody's, or the system's where memory is short. */
  readonly killed: boolean;
}

/**
 * A process beside the server's own, for what must not take the server down with it: a full heap ends the process that it is in, whichever thread filled it.
 * It ends when the server does, and is not told where the database is unless its engine is there.
 */
export interface SideProcess {
  send(message: unknown): void;
  /** @returns What ends the listening. */
  onMessage(heard: (message: never) => void): () => void;
  /** Ends it at once. */
  readonly kill: () => void;
  readonly exit: Promise<Exit>;
}

/** @param module Without its extension: TypeScript from source, JavaScript when built. */
export function startSideProcess(module: URL, { megabytes, compiled, database }: SideProcessOptions): SideProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: compiled };
  if (database === undefined) delete env["DATABASE_URL"];
  else env["DATABASE_URL"] = database;
  const child = fork(`${fileURLToPath(module)}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, {
    serialization: "advanced", execArgv: megabytes === undefined ? [] : [`--max-old-space-size=${megabytes}`], env,
    // Ctrl-C is for the server, which ends these when it is ready to.
    detached: process.platform !== "win32",
    // Standard output is the command line's own.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding("utf8").on("data", (text: string) => { said = (said + text).slice(-4000); });
  let [outgrown, ours] = [false, false];
  const watch = megabytes === undefined ? undefined : setInterval(() => {
    outgrown = residentMegabytes(child.pid) > 3 * megabytes;
    if (outgrown) child.kill("SIGKILL");
  }, 250).unref();
  const { promise: exit, resolve } = Promise.withResolvers<Exit>();
  child.once("error", (error) => resolve({ how: error.message, outOfMemory: false, killed: false }));
  child.once("close", (code, signal) => {
    clearInterval(watch);
    const outOfMemory = outgrown || /heap out of memory|Array buffer allocation failed/.test(said);
    resolve({ how: `${signal ?? code}: ${said}`, outOfMemory, killed: signal !== null && !ours && !outOfMemory });
  });
  return {
    // What is sent to one that has ended goes nowhere; that it ended is heard by itself.
    send: (message) => void child.send(message as object, () => {}),
    onMessage: (heard) => {
      child.on("message", heard as (message: unknown) => void);
      return () => void child.off("message", heard as (message: unknown) => void);
    },
    kill: () => {
      ours = true;
      child.kill("SIGKILL");
    },
    exit,
  };
}

/** What a process holds beside its heap counts too (bytes of files); 0 where the system does not say. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(kilobytes?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
