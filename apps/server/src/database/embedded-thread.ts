import { PGlite } from "@electric-sql/pglite";
import { parentPort, workerData } from "node:worker_threads";

/** What the thread is given: the folder of the database, which lives in memory without one. */
export interface EmbeddedPlace {
  readonly folder?: string | undefined;
}

// The embedded database, in a thread of its own: it answers the messages of PostgreSQL's protocol, as they came, until it is told to end.
const { folder } = workerData as EmbeddedPlace;
const port = parentPort!;
const database = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
port.on("message", (sent: Uint8Array | null) => {
  if (sent === null) return void database.close().then(() => port.close());
  // Whole, since it lies in a memory of the database's own that goes on to hold the next.
  const answer = Uint8Array.from(database.execProtocolRawSync(sent));
  if (answer.length > 0) port.postMessage(answer, [answer.buffer]);
});
port.postMessage("open");
