import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenDatabase } from "../src/database/open-database.ts";
import { prepareDatabase } from "./prepared-database.ts";

/** Where Debian puts the newest PostgreSQL of this machine; undefined when there is none. */
function binaries(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, "bin")).find((folder) => existsSync(join(folder, "initdb")));
}

/** A user that PostgreSQL agrees to run as: this one, or `postgres` (else `nobody`) where the tests run as root. */
function account(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string, name: string): number => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim() || Number.NaN);
  const name = Number.isNaN(id("-u", "postgres")) ? "nobody" : "postgres";
  return { uid: id("-u", name), gid: id("-g", name) };
}

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own, reached by a socket in its folder; undefined where none is installed. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const bin = binaries();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "inversa-pg-"));
  const who = account();
  if (who) chownSync(folder, who.uid, who.gid);
  const options = { cwd: folder, ...who };
  const made = spawnSync(join(bin, "initdb"), ["-D", join(folder, "data"), "-U", "inversa", "-A", "trust", "-N", "--locale=C", "-E", "UTF8"], { ...options, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const server = spawn(join(bin, "postgres"), ["-D", join(folder, "data"), "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  await new Promise<void>((resolve, reject) => {
    let said = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("close", () => reject(new Error(`postgres ended: ${said}`)));
  });
  return {
    url: `postgres://inversa@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: async () => {
      const ended = new Promise((resolve) => server.once("close", resolve));
      server.kill("SIGQUIT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The databases that everything is tested on. */
export const kinds = ["PGlite", "PostgreSQL"] as const;

/** Opens databases of one kind for a test file and closes all at its end; says so where there is no PostgreSQL. */
export async function databasesOf(kind: (typeof kinds)[number]): Promise<{ open(): Promise<OpenDatabase>; stop(): Promise<void> } | undefined> {
  const opened: OpenDatabase[] = [];
  const folders: string[] = [];
  const server = kind === "PostgreSQL" ? await startPostgres() : undefined;
  if (kind === "PostgreSQL" && server === undefined) {
    process.stderr.write("no PostgreSQL under /usr/lib/postgresql: what is tested on PGlite is not tested on it (apt-get install postgresql)\n");
    return undefined;
  }
  let n = 0;
  return {
    open: async () => {
      let url: string | undefined;
      let folder: string | undefined;
      if (server) {
        const { default: pg } = await import("pg");
        const client = new pg.Client({ connectionString: server.url });
        await client.connect();
        await client.query(`create database test_${++n}`);
        await client.end();
        url = server.url.replace("/postgres?", `/test_${n}?`);
      } else {
        folders.push(folder = mkdtempSync(join(tmpdir(), "inversa-pglite-")));
        await prepareDatabase(folder);
      }
      const database = await openDatabase({ url, folder });
      opened.push(database);
      return database;
    },
    stop: async () => {
      for (const database of opened) await database.close();
      await server?.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
