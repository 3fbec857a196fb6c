import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Running {
  readonly url: string;
  /** Milliseconds from the start of the process until it said where it listens. */
  readonly started: number;
  stop(): Promise<void>;
}

/** Starts a program that says where it listens, as the first address on its standard output. */
export async function startProgram(file: string, args: readonly string[]): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, DATABASE_URL: "" } });
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said += text);
      if (found) resolve(found[0]);
    });
    child.once("close", (code) => reject(new Error(`${file} ended with ${code}: ${said}`)));
  });
  return {
    url, started: performance.now() - began,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "close");
    },
  };
}
