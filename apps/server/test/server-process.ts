import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type Client, clientOf } from "./client.ts";

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  readonly client: Client;
  readonly child: ChildProcess;
  /** Ends the process by a signal and waits until it is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

export async function start(folder: string, databaseUrl?: string): Promise<Server> {
  const child = spawn(process.execPath, ["--throw-deprecation", fileURLToPath(new URL("fixtures/serve-lab.ts", import.meta.url)), join(folder, "data")], { env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "inversa-compiled"), INVERSA_TEST_GATE: join(folder, "gate"), ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) } });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(() => { child.kill("SIGKILL"); });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => { said += text; });
    child.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return { url, child, client: clientOf(url), end: (signal) => { child.kill(signal); return ended; } };
}

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "inversa-survival-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
