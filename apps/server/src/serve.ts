import { InputError } from "@inversa/core";
import type { App } from "@inversa/runtime";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import type { DestinationStream } from "pino";
import { isLoopback } from "./access/loopback.ts";
import { createToken, defaultWorkspace, ensureDefaultWorkspace, scopes } from "./access/tokens.ts";
import { openDatabase } from "./database/open-database.ts";
import { openAnswering } from "./estimators/answering.ts";
import { trainedLookup } from "./estimators/trained-lookup.ts";
import { buildHttp } from "./http/build-http.ts";
import { openLog } from "./log.ts";
import { openNotifier } from "./runs/notifier.ts";
import { runInProcess } from "./runs/run-in-process.ts";
import { openSharedNotifier } from "./runs/shared-notifier.ts";
import { defaultLimits, freeLeases, sqlQueue, type QueueLimits } from "./runs/sql-queue.ts";
import { startWorker } from "./runs/worker.ts";
import { answeringToken, closingToken, databaseToken, demoToken, foldersToken, type Limits, limitsToken, logToken, notifierToken, queueToken, standardLimits, trainedLookupToken, workerToken, workToken } from "./services.ts";
import { studyFolders } from "./study-folders.ts";
import { openWorkPool } from "./work/work-pool.ts";

export interface ServeOptions {
  /** Folder of everything that the server keeps. */
  readonly data: string;
  /** Of a PostgreSQL instead of the embedded database. */
  readonly databaseUrl?: string | undefined;
  /** Where it listens; this machine only unless given. */
  readonly host?: string | undefined;
  /** 0 lets the system choose. */
  readonly port?: number | undefined;
  /** Asks for API tokens on this machine too, as behind a reverse proxy. */
  readonly requireToken?: boolean | undefined;
  /** Worker threads of each run's simulations. */
  readonly threads?: number | undefined;
  /** Id of the engine on which simulations and trainings run, whatever a study says. */
  readonly engine?: string | undefined;
  /** Runs at the same time, one unless given. */
  readonly atOnce?: number | undefined;
  readonly version: string;
  /** Folder of the built page that is served beside the API; the API alone unless given. */
  readonly page?: string | undefined;
  /** Paths of measured files to try it with; none unless given. */
  readonly demo?: readonly string[] | undefined;
  readonly limits?: Partial<Limits>;
  readonly queue?: Partial<QueueLimits>;
  readonly logTo?: DestinationStream;
  readonly logLevel?: string;
}

export interface RunningServer {
  readonly url: string;
  /** The first administrator's token, told once: there was none yet and the server asks for tokens. */
  readonly firstToken?: string;
  /** Takes nothing more on, hands runs in work back, closes everything. */
  close(): Promise<void>;
}

/** Starts the server for an app variant; the app stays the caller's to dispose of. @throws InputError `argument-invalid`. */
export async function serve(app: App, options: ServeOptions): Promise<RunningServer> {
  const { data, host = "127.0.0.1", port = 0, threads, engine, atOnce = 1, version } = options;
  if (app.origin.modules.length === 0) throw new InputError("app-invalid", { where: `app ${app.name}`, what: "it does not say where its module is, and runs have processes of their own", expected: "module: import.meta.url in defineApp" });
  const tokens = options.requireToken === true || !isLoopback(host);
  const log = openLog(options.logLevel, options.logTo);
  const { db, exclusive, close: closeDatabase } = await openDatabase({ url: options.databaseUrl, folder: data });
  const closing = new AbortController();
  const compiled = join(resolve(data), "compiled");
  try {
    await ensureDefaultWorkspace(db);
    if (exclusive) await freeLeases(db);
    const notifier = options.databaseUrl === undefined ? openNotifier() : await openSharedNotifier(options.databaseUrl, log);
    const folders = studyFolders(db, data, { threads, engine: engine === undefined ? undefined : app.engines.get(engine).id });
    if (exclusive) await folders.clear();
    const queueLimits = { ...defaultLimits, ...options.queue };
    const queue = sqlQueue(db, notifier, queueLimits);
    // Several signs of life fit into a lease, so that one that comes late loses nothing.
    const worker = startWorker({ queue, notifier, log, atOnce, heartbeat: (queueLimits.lease * 1000) / 6, execute: runInProcess(app.origin.modules, { compiled, database: engine === undefined ? undefined : options.databaseUrl }), layOut: folders.forRun });
    const limits = { ...standardLimits, ...options.limits };
    const pool = openWorkPool(app.origin.modules, limits.work, compiled);
    const answering = openAnswering(app.origin.modules, limits.answering, compiled);
    const root = app.scope.child();
    root.bind(databaseToken, () => db).bind(logToken, () => log).bind(queueToken, () => queue).bind(notifierToken, () => notifier).bind(workerToken, () => worker)
      .bind(foldersToken, () => folders).bind(workToken, () => pool).bind(answeringToken, () => answering).bind(trainedLookupToken, () => trainedLookup(db)).bind(limitsToken, () => limits).bind(closingToken, () => closing.signal).bind(demoToken, () => options.demo ?? []);
    const http = await buildHttp(root, { tokens, version, data: resolve(data), page: options.page });
    const close = async (): Promise<void> => {
      closing.abort();
      await worker.shutDown();
      await http.close();
      await pool.close();
      await answering.close();
      await root.dispose();
      await notifier.close();
      await closeDatabase();
    };
    await http.listen({ host, port }).catch(async (cause: unknown) => {
      await worker.shutDown();
      throw new InputError("argument-invalid", { where: "--port", what: `the server cannot listen on ${host}:${port} (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`, expected: "an address of this machine with a port that is free", next: "Name another port" }, { cause });
    });
    const { port: chosen } = http.server.address() as AddressInfo;
    const firstToken = tokens ? await makeFirstToken(db) : undefined;
    return { url: `http://${host.includes(":") ? `[${host}]` : host}:${chosen}`, ...(firstToken === undefined ? {} : { firstToken }), close };
  } catch (error) {
    await closeDatabase();
    throw error;
  }
}

async function makeFirstToken(db: Parameters<typeof createToken>[0]): Promise<string | undefined> {
  if (await db.selectFrom("tokens").select("id").limit(1).executeTakeFirst()) return undefined;
  return (await createToken(db, { workspaceId: defaultWorkspace, name: "first administrator", scopes })).token;
}
