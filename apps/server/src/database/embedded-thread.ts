import { mkdirSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { leastSpace, requireSpace } from "./space.ts";

/** What the thread is given: the folder of the database, which lives in memory without one. */
export interface EmbeddedPlace {
  readonly folder?: string | undefined;
}

/** Bytes of statements after which the log is folded into the tables. A server of its own would do that by a process of its own; here the log would only grow. */
const betweenCheckpoints = 16 * 2 ** 20;

/** `CHECKPOINT` as a message of the protocol. */
const checkpoint = Uint8Array.from([0x51, 0, 0, 0, 15, ...new TextEncoder().encode("CHECKPOINT"), 0]);

/** What ends an answer when no transaction is open. */
const idle = [0x5a, 0, 0, 0, 5, 0x49];

// The embedded database, in a thread of its own: it answers the messages of PostgreSQL's protocol, as they came, until it is told to end. On a disk that is all but full it ends
// instead, with an error: what was not committed is undone when it is opened again, and nothing is half written.
const { folder } = workerData as EmbeddedPlace;
const port = parentPort!;
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  requireSpace(folder, leastSpace);
}
const { PGlite } = await import("@electric-sql/pglite");
const database = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
let sinceCheckpoint = 0;
port.on("message", (sent: Uint8Array | null) => {
  if (sent === null) return void database.close().then(() => port.close());
  // What is kept stands in the log, in its table and, while it is checked, in an index.
  if (folder !== undefined) requireSpace(folder, leastSpace + 3 * sent.length);
  // Whole, since it lies in a memory of the database's own that goes on to hold the next.
  const answer = Uint8Array.from(database.execProtocolRawSync(sent));
  sinceCheckpoint += sent.length;
  const due = sinceCheckpoint >= betweenCheckpoints && idle.every((byte, i) => answer.at(i - idle.length) === byte);
  if (answer.length > 0) port.postMessage(answer, [answer.buffer]);
  if (!due) return;
  database.execProtocolRawSync(checkpoint);
  sinceCheckpoint = 0;
});
port.postMessage("open");
