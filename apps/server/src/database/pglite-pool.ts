import type { PGlite } from "@electric-sql/pglite";
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";

/**
 * The embedded database as a pool of one connection, which one caller has at a time: a query of somebody else never slips into an open transaction. (Kysely's
 * own dialect for PGlite shares the connection, so that it does.) Whoever holds the connection must not ask for another.
 */
export function pglitePool(pglite: PGlite): PostgresPool {
  let free: Promise<void> = Promise.resolve();
  return {
    options: {},
    connect: async () => {
      const before = free;
      let release!: () => void;
      free = new Promise((resolve) => { release = resolve; });
      await before;
      return client(pglite, release);
    },
    end: () => pglite.close(),
  };
}

function client(pglite: PGlite, release: () => void): PostgresPoolClient {
  const query = async (text: string, parameters: readonly unknown[] = []): Promise<PostgresQueryResult<never>> => {
    const { rows, affectedRows } = await pglite.query<never>(text, [...parameters]);
    // Kysely counts rows only for commands that change some, and reads nothing else from the command's name.
    return { command: "UPDATE", rowCount: affectedRows ?? 0, rows };
  };
  return { query, release } as unknown as PostgresPoolClient;
}
