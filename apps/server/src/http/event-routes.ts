import { Readable } from "node:stream";
import { z } from "zod";
import type { Database } from "../database/tables.ts";
import type { Notifier } from "../runs/notifier.ts";
import { closingToken, databaseToken, notifierToken } from "../services.ts";
import { whileAnswered, workspaceOf, type Http } from "./context.ts";
import { sends } from "./describe.ts";
import { runOf } from "./run-routes.ts";
import { id, sequence } from "./schemas.ts";

const last: readonly string[] = ["done", "failed", "cancelled"];

/** Milliseconds after which it is looked for events that another server wrote, and after which a silent connection is told that it lives. */
const patience = 2000;

/** A run's events as they happen. Who loses the connection comes back with Last-Event-ID, as browsers do, and misses none. */
export function eventRoutes(http: Http): void {
  http.get("/runs/:id/events", {
    schema: {
      tags: ["runs"], summary: "Server-sent events of a run: queued, running, progress, done, failed, cancelled; ends after the last", params: z.object({ id }), response: { 200: sends("server-sent events: id, event, data as JSON", "text/event-stream") },
      headers: z.looseObject({ "last-event-id": sequence.min(0).optional().describe("the last that was seen") }), querystring: z.object({ after: sequence.min(0).optional() }),
    },
  }, async (request, reply) => {
    const [db, closing] = [request.scope.get(databaseToken), request.scope.get(closingToken)];
    const { id: runId } = await runOf(db, workspaceOf(request), request.params.id);
    const after = request.headers["last-event-id"] ?? request.query.after ?? 0;
    const stream = Readable.from(follow(db, request.scope.get(notifierToken), runId, Number(after), AbortSignal.any([whileAnswered(reply), closing])), { objectMode: false });
    return reply.type("text/event-stream").header("cache-control", "no-store").header("x-accel-buffering", "no").send(stream as never);
  });
}

async function* follow(db: Database, notifier: Notifier, runId: string, after: number, signal: AbortSignal): AsyncGenerator<string> {
  let news = Promise.withResolvers<void>();
  const silence = notifier.listen(runId, () => news.resolve());
  const end = (): void => news.resolve();
  signal.addEventListener("abort", end);
  try {
    yield "retry: 1000\n\n";
    for (let seen = after; !signal.aborted;) {
      news = Promise.withResolvers<void>();
      const events = await db.selectFrom("events").selectAll().where("run_id", "=", runId).where("number", ">", seen).orderBy("number").execute();
      for (const { number, kind, data, created_at } of events) {
        seen = number;
        yield `id: ${number}\nevent: ${kind}\ndata: ${JSON.stringify({ ...(JSON.parse(data) as object), at: created_at.toISOString() })}\n\n`;
        if (last.includes(kind)) return;
      }
      // Who comes back after the end is told nothing more.
      if (events.length === 0 && (await isOver(db, runId, seen))) return;
      const timer = setTimeout(news.resolve, patience);
      await news.promise;
      clearTimeout(timer);
      if (events.length === 0) yield ":\n\n";
    }
  } finally {
    silence();
    signal.removeEventListener("abort", end);
  }
}

const isOver = async (db: Database, runId: string, seen: number): Promise<boolean> => {
  const run = await db.selectFrom("runs").select(["status", "last_event"]).where("id", "=", runId).executeTakeFirst();
  return run === undefined || (last.includes(run.status) && run.last_event <= seen);
};
