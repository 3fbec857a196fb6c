import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { PostgresPool } from "kysely";
import type { EmbeddedPlace } from "./embedded-thread.ts";
import { openPool } from "./postgres-pool.ts";
import { ThreadSocket } from "./thread-socket.ts";

const threadModule = fileURLToPath(new URL("./embedded-thread", import.meta.url)) + (import.meta.url.endsWith(".ts") ? ".ts" : ".js");

/**
 * The embedded database in a thread of its own, so that the server answers everybody else while it works, behind the client and the pool that a PostgreSQL is reached by. It has one connection, which one caller
 * has at a time: a query of somebody else never slips into an open transaction, and whoever holds the connection must not ask for another. If the thread breaks, the next query opens the database again.
 * @throws What the database says when it cannot be opened.
 */
export async function embeddedPool(place: EmbeddedPlace): Promise<PostgresPool> {
  const ends: Promise<unknown>[] = [];
  const stream = (): ThreadSocket => {
    const thread = new Worker(threadModule, { workerData: place });
    ends.push(new Promise((resolve) => thread.once("exit", resolve)));
    return new ThreadSocket(thread);
  };
  const pool = await openPool({ max: 1, idleTimeoutMillis: 0, user: "postgres", database: "postgres", stream }, { prepared: 200 });
  return {
    ...pool,
    end: async () => {
      await pool.end();
      // Only now is the folder nobody's.
      await Promise.all(ends);
    },
  };
}
