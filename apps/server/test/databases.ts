import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@inversa/testing/postgres";
import { openDatabase, type OpenDatabase } from "../src/database/open-database.ts";
import { prepareDatabase } from "./prepared-database.ts";

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
