import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "../database/tables.ts";
import type { RunWorker } from "../runs/worker.ts";

/** For whoever watches the server: whether it lives, whether it can work, and its numbers for Prometheus. */
export function operationRoutes(http: FastifyInstance, db: Database, worker: RunWorker, closing: AbortSignal): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({ name: "inversa_http_seconds", help: "Seconds until requests were answered", labelNames: ["method", "route", "status"], registers: [registry] });
  const runs = new Gauge({
    name: "inversa_runs", help: "Runs by status", labelNames: ["status"], registers: [registry],
    collect: async () => {
      const rows = await db.selectFrom("runs").select(["status", sql<number>`count(*)::int`.as("n")]).groupBy("status").execute();
      for (const status of ["queued", "running", "done", "failed", "cancelled"] as const) runs.set({ status }, rows.find((row) => row.status === status)?.n ?? 0);
    },
  });
  void new Gauge({ name: "inversa_runs_here", help: "Runs in work in this process", registers: [registry], collect() { this.set(worker.busy()); } });
  http.addHook("onResponse", async (request, reply) => {
    // The route, not the address: numbers by id would never end.
    seconds.observe({ method: request.method, route: request.routeOptions.url ?? "none", status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });

  const schema = { hide: true };
  http.get("/health", { schema, config: { access: "none" } }, async () => ({ status: "ok" }));
  http.get("/ready", { schema, config: { access: "none" } }, async (_, reply) => {
    const answers = closing.aborted ? false : await sql`select 1`.execute(db).then(() => true, () => false);
    return reply.code(answers ? 200 : 503).send({ status: answers ? "ready" : closing.aborted ? "closing" : "the database does not answer" });
  });
  http.get("/metrics", { schema, config: { access: "metrics" } }, async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
