import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { InputError } from "@inversa/core";
import type { App } from "@inversa/runtime";
import { engineInfo } from "@inversa/tensor";
import type { Console } from "../console.ts";
import { findBrowser } from "../export/print-pdf.ts";
import { exitCodes } from "../failure.ts";
import { inversaVersion } from "../installation.ts";
import { withApp } from "../open-app.ts";
import { renderTable } from "../terminal/table.ts";

/** One thing this machine should offer. */
interface Finding {
  readonly name: string;
  /** `missing` makes the command fall short; `could be better` is a hint. */
  readonly verdict: "ok" | "could be better" | "missing";
  readonly found: string;
  readonly advice?: string;
}

const gibibyte = 2 ** 30;
const leastNode = [22, 18] as const;

/** Looks at what this machine offers. Exit code 1 when something is missing that Inversa needs. */
export async function doctor(console: Console): Promise<number> {
  return withApp(console, async ({ app }) => {
    const findings = [node(), await networkEngine(), threads(console), await workerThreads(), memory(), browser(console), await database(console), ...(await enginesHealth(app, console.around.environment))];
    const healthy = findings.every(({ verdict }) => verdict !== "missing");
    console.document({ healthy, inversa: inversaVersion(), app: { name: app.name, defaults: app.defaults }, checks: findings, plugins: app.plugins });
    const { paint } = console;
    const signs = { ok: paint.green("✓"), "could be better": paint.yellow("~"), missing: paint.red("✗") };
    console.print(renderTable([{ head: "" }, { head: "what" }, { head: "found", flexible: true }], findings.map((f) => [signs[f.verdict], f.name, f.advice ? `${f.found}\n${f.advice}` : f.found]), paint, console.width));
    console.print(`\n${paint.bold("Plugins")} of ${app.name}\n${renderTable([{ head: "name" }, { head: "version" }], app.plugins.map((p) => [p.name, p.version]), paint, console.width)}`);
    console.print(`\n${healthy ? `${paint.green("✓")} Inversa ${inversaVersion()} can work here` : `${paint.red("✗")} something is missing`}`);
    return healthy ? exitCodes.done : exitCodes.fellShort;
  });
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const enough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  const found = `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  return enough ? { name: "Node", verdict: "ok", found } : { name: "Node", verdict: "missing", found, advice: `Node ${leastNode.join(".")} or newer is needed: in the workspace ./pnpmw brings it, elsewhere see nodejs.org` };
}

async function networkEngine(): Promise<Finding> {
  const name = "networks run on";
  try {
    const info = await engineInfo();
    const found = `${info.name}: ${info.label}`;
    if (info.passedOver === undefined) return { name, verdict: "ok", found };
    return { name, verdict: "could be better", found: `${found} (${info.passedOver})`, advice: info.name === "native" ? "" : "The native engine trains faster: ./pnpmw native gets it" };
  } catch (error) {
    return { name, verdict: "missing", found: (error as Error).message, advice: "Networks cannot be trained here; least squares works without" };
  }
}

function threads(console: Console): Finding {
  const cores = availableParallelism();
  const asked = console.flags.threads;
  return { name: "threads", verdict: "ok", found: `${cores} of ${cpus().length} logical cores${cpus()[0] ? ` (${cpus()[0]!.model.trim()})` : ""}${asked === undefined ? "" : `; --threads ${asked} asked for`}` };
}

/** Starts a worker thread and waits for its answer. */
async function workerThreads(): Promise<Finding> {
  const name = "worker threads";
  const began = performance.now();
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage('ready')", { eval: true });
  try {
    await new Promise((resolve, reject) => { worker.once("message", resolve).once("error", reject); });
    return { name, verdict: "ok", found: `start in ${Math.round(performance.now() - began)} ms` };
  } catch (error) {
    return { name, verdict: "missing", found: (error as Error).message, advice: "Use --threads 0: everything then runs in one thread" };
  } finally {
    await worker.terminate();
  }
}

function memory(): Finding {
  const limit = process.constrainedMemory();
  const total = limit > 0 && limit < totalmem() ? limit : totalmem();
  const free = Math.min(total, freemem());
  const found = `${(free / gibibyte).toFixed(1)} GiB free of ${(total / gibibyte).toFixed(1)} GiB`;
  return free < gibibyte ? { name: "memory", verdict: "could be better", found, advice: "Below 1 GiB large training sets may not fit; use fewer samples" } : { name: "memory", verdict: "ok", found };
}

function browser(console: Console): Finding {
  const found = findBrowser(console.around.environment);
  const name = "PDF reports";
  return found === undefined
    ? { name, verdict: "could be better", found: "no Chromium, Chrome or Edge to print with", advice: "Print the page of --to report from any browser, or name one in INVERSA_BROWSER" }
    : { name, verdict: "ok", found: `printed by ${found}` };
}

/** Where `inversa serve` would keep things; the command line itself needs no database. */
async function database(console: Console): Promise<Finding> {
  const { inspectDatabase } = await import("@inversa/server");
  const url = console.around.environment["DATABASE_URL"] || undefined;
  const { usable, found, advice } = await inspectDatabase({ url, folder: resolve(console.cwd, "inversa-data") });
  return { name: "database", verdict: usable ? "ok" : url === undefined ? "could be better" : "missing", found, ...(advice === undefined ? {} : { advice }) };
}

/** What stands behind the engines that say so; one that works on many machines is asked where their database is named. */
async function enginesHealth(app: App, { DATABASE_URL: url }: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const asked = app.engines.all().filter((engine) => engine.examine);
  if (!url) return [];
  return Promise.all(asked.map(async ({ id, examine }): Promise<Finding> => {
    const name = `engine ${id}`;
    try {
      const { healthy, found, advice } = await examine!();
      return { name, verdict: healthy ? "ok" : "could be better", found, ...(advice === undefined ? {} : { advice }) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { name, verdict: "missing", found: error.mistake.what, ...(error.mistake.next === undefined ? {} : { advice: error.mistake.next }) };
    }
  }));
}
