import { once } from "node:events";
import { join, resolve } from "node:path";
import type { Console } from "../console.ts";
import { demoFiles, demoModel } from "../demo-data.ts";
import { exitCodes } from "../failure.ts";
import { inversaVersion, shippedData } from "../installation.ts";
import { withApp } from "../open-app.ts";

interface Options {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly requireToken?: boolean;
  readonly runs: number;
  readonly page: boolean;
}

/** Serves the app variant until it is interrupted; runs in work are handed back and go on at the next start. */
export async function serveCommand(console: Console, { port, host, data, requireToken, runs, page }: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    const { serve } = await import("@inversa/server");
    const { environment, signal } = console.around;
    const folder = resolve(console.cwd, data);
    const pageAt = page ? await (await import("@inversa/web")).pageFolder((line) => console.note(line)) : undefined;
    const { threads, engine, quiet, verbose } = console.flags;
    // Who stands behind the engine is told at once, and that nobody can.
    const health = engine === undefined ? undefined : await app.engines.get(engine).examine?.();
    if (health) console.note(`${health.found}${health.advice === undefined ? "" : `. ${health.advice}`}`);
    const server = await serve(app, {
      data: folder, databaseUrl: environment["DATABASE_URL"] || undefined, host, port, requireToken, threads, engine, atOnce: runs, version: inversaVersion(), page: pageAt, demo: app.models.has(demoModel) ? demoFiles.map((name) => shippedData(join("demo", name))) : [], logLevel: quiet ? "warn" : verbose ? "debug" : "info",
    });
    console.document({ url: server.url, data: folder, ...(server.firstToken === undefined ? {} : { token: server.firstToken }) });
    console.print(`${console.paint.green("✓")} ${app.name} is served at ${console.paint.bold(server.url)}; ${server.url}/api/v1/openapi.json describes its API, Ctrl-C ends it`);
    if (server.firstToken !== undefined) console.print(`  The administrator's API token, shown this once: ${console.paint.bold(server.firstToken)}`);
    if (!signal.aborted) await once(signal, "abort");
    await server.close();
    return exitCodes.done;
  });
}
