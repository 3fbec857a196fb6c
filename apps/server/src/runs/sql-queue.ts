import { InputError } from "@inversa/core";
import { type Kysely, sql } from "kysely";
import { randomUUID } from "node:crypto";
import type { Database, RunStatus, Tables } from "../database/tables.ts";
import { keepTrained } from "../estimators/trained-rows.ts";
import { type Problem, problemOf } from "../problem.ts";
import { type Notifier, waitingRuns } from "./notifier.ts";
import type { Claim, Queue } from "./queue.ts";

export interface QueueLimits {
  /** Runs that may wait. */
  readonly waiting: number;
  /** How long a worker may be silent before its run goes to another, in seconds. */
  readonly lease: number;
  /** How often a run is begun before it is given up: a run that takes the server down with it does so a few times only. */
  readonly attempts: number;
}

export const defaultLimits: QueueLimits = { waiting: 100, lease: 30, attempts: 3 };

interface Ending { readonly status: RunStatus; readonly error?: string }

/** One server at a time counts who waits. */
const acceptLock = 4_711_001;

/** The queue as rows of `runs`: several workers take from it without meeting (`for update skip locked`). */
export function sqlQueue(db: Database, notifier: Notifier, limits: QueueLimits = defaultLimits): Queue {
  const leaseEnd = sql<Date>`now() + make_interval(secs => ${limits.lease})`;
  /** Ends or hands back a run if the claim still holds, with all that belongs to it, in one transaction. */
  const settle = async (claim: Claim, kind: string, set: Ending, also: (trx: Kysely<Tables>) => Promise<void> = async () => {}): Promise<boolean> => {
    const settled = await db.transaction().execute(async (trx) => {
      const ours = await trx.updateTable("runs")
        .set({ ...set, lease_owner: null, lease_until: null, ...(set.status === "queued" ? { attempts: sql<number>`attempts - 1` } : { finished_at: sql<Date>`now()` }) })
        .where((e) => e.and(held(claim))).returning("id").executeTakeFirst();
      if (!ours) return false;
      await also(trx);
      await addEvent(trx, claim.runId, kind, set.error === undefined ? {} : { error: JSON.parse(set.error) as unknown });
      return true;
    });
    if (settled) notifier.announce(claim.runId);
    if (settled && set.status === "queued") notifier.announce(waitingRuns);
    return settled;
  };

  return {
    accept: async ({ id, workspaceId, studyId, retryOf, only }) => {
      await db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(${acceptLock})`.execute(trx);
        if (await trx.selectFrom("runs").select("id").where("id", "=", id).executeTakeFirst()) return;
        const { waiting } = await trx.selectFrom("runs").select(sql<number>`count(*)::int`.as("waiting")).where("status", "=", "queued").executeTakeFirstOrThrow();
        if (waiting >= limits.waiting) {
          throw new InputError("queue-full", { what: `${waiting} runs are waiting already`, expected: `fewer than ${limits.waiting}`, next: "Try again later; the Retry-After header says when" });
        }
        await trx.insertInto("runs").values({ id, workspace_id: workspaceId, study_id: studyId, retry_of: retryOf ?? null, stage: only ?? null }).execute();
        await addEvent(trx, id, "queued", {});
      });
      notifier.announce(id);
      notifier.announce(waitingRuns);
    },

    claim: async (owner) => {
      for (;;) {
        const taken = await db.transaction().execute(async (trx) => {
          const next = await trx.selectFrom("runs").selectAll()
            .where((e) => e.or([e("status", "=", "queued"), e.and([e("status", "=", "running"), e("lease_until", "<", sql<Date>`now()`)])]))
            .orderBy(runsInWork).orderBy(lastTurn, (by) => by.asc().nullsFirst()).orderBy("seq").limit(1).forUpdate().skipLocked().executeTakeFirst();
          if (!next) return undefined;
          const ended = endOf(next, limits.attempts);
          if (ended) {
            await trx.updateTable("runs").set({ ...ended, lease_owner: null, lease_until: null, finished_at: sql<Date>`now()` }).where("id", "=", next.id).execute();
            await addEvent(trx, next.id, ended.status, ended.error ? { error: JSON.parse(ended.error) as unknown } : {});
            return { ended: next.id };
          }
          const attempt = next.attempts + 1;
          await trx.updateTable("runs").set({ status: "running", attempts: attempt, lease_owner: owner, lease_until: leaseEnd, started_at: sql<Date>`coalesce(started_at, now())` }).where("id", "=", next.id).execute();
          await addEvent(trx, next.id, "running", { attempt });
          return { claim: { runId: next.id, workspaceId: next.workspace_id, studyId: next.study_id, only: next.stage ?? undefined, owner, attempt } };
        });
        if (!taken) return undefined;
        notifier.announce(taken.claim?.runId ?? taken.ended!);
        if (taken.claim) return taken.claim;
      }
    },

    heartbeat: async (claim) => {
      const ours = await db.updateTable("runs").set({ lease_until: leaseEnd }).where((e) => e.and(held(claim))).returning("cancel_requested").executeTakeFirst();
      return ours === undefined ? "lost" : ours.cancel_requested ? "cancel" : "go on";
    },

    progress: async (claim, progress) => {
      await db.transaction().execute((trx) => addEvent(trx, claim.runId, "progress", progress, claim));
      notifier.announce(claim.runId);
    },

    complete: (claim, { estimates, trained, artefacts }) => settle(claim, "done", { status: "done" }, async (trx) => {
      for (const [position, estimate] of estimates.entries()) {
        await trx.insertInto("estimates").values({ id: randomUUID(), run_id: claim.runId, workspace_id: claim.workspaceId, position, estimator: estimate.estimator, document: JSON.stringify(estimate) }).execute();
      }
      for (const [position, one] of trained.entries()) await keepTrained(trx, { ...one, workspaceId: claim.workspaceId, studyId: claim.studyId, runId: claim.runId, position });
      for (const { name, mediaType, bytes } of artefacts) await trx.insertInto("artefacts").values({ run_id: claim.runId, name, media_type: mediaType, bytes }).execute();
    }),
    fail: (claim, problem) => settle(claim, "failed", { status: "failed", error: JSON.stringify(problem) }),
    stop: (claim) => settle(claim, "cancelled", { status: "cancelled" }),
    release: (claim) => settle(claim, "queued", { status: "queued" }),

    cancel: async (runId) => {
      const outcome = await db.transaction().execute(async (trx) => {
        const run = await trx.selectFrom("runs").select("status").where("id", "=", runId).forUpdate().executeTakeFirst();
        if (run?.status === "queued") {
          await trx.updateTable("runs").set({ status: "cancelled", finished_at: sql<Date>`now()` }).where("id", "=", runId).execute();
          await addEvent(trx, runId, "cancelled", {});
          return "cancelled" as const;
        }
        if (run?.status !== "running") return undefined;
        await trx.updateTable("runs").set({ cancel_requested: true }).where("id", "=", runId).execute();
        return "stopping" as const;
      });
      notifier.announce(runId);
      return outcome;
    },
  };
}

/** What is marked as running in a database that nobody else can work on belongs to a server that is gone: it need not be waited for. */
export async function freeLeases(db: Database): Promise<void> {
  await db.updateTable("runs").set({ lease_until: sql<Date>`now() - interval '1 second'` }).where("status", "=", "running").execute();
}

/** Workspaces take turns: first whose runs are in work least, then who was served the longest ago, then the order in which runs came. */
const runsInWork = sql`(select count(*) from runs as others where others.workspace_id = runs.workspace_id and others.status = 'running' and others.lease_until >= now())`;
const lastTurn = sql`(select max(others.started_at) from runs as others where others.workspace_id = runs.workspace_id)`;

/** The row of a run as long as the claim holds. */
const held = ({ runId, owner, attempt }: Claim) => ({ id: runId, status: "running" as const, lease_owner: owner, attempts: attempt });

/** A run that need not be begun again: its worker is gone, and it was to be stopped, or it was begun too often. */
function endOf(run: { readonly cancel_requested: boolean; readonly attempts: number }, most: number): { readonly status: "cancelled" | "failed"; readonly error: string | null } | undefined {
  if (run.cancel_requested) return { status: "cancelled", error: null };
  if (run.attempts < most) return undefined;
  const problem: Problem = problemOf(new InputError("run-abandoned", { what: `the server ended ${run.attempts} times while it worked on this run`, next: "Look at the server's log (memory?), then retry the run" }));
  return { status: "failed", error: JSON.stringify(problem) };
}

/** Events of a run are numbered without gaps, and who reads the last one has seen all before: the run's row is locked while one is added. */
async function addEvent(trx: Kysely<Tables>, runId: string, kind: string, data: object, claim?: Claim): Promise<void> {
  const run = await trx.updateTable("runs").set({ last_event: sql<number>`last_event + 1` })
    .where((e) => e.and(claim ? held(claim) : { id: runId })).returning("last_event").executeTakeFirst();
  // Whoever lost the run has nothing to say of it any more.
  if (run) await trx.insertInto("events").values({ run_id: runId, number: run.last_event, kind, data: JSON.stringify(data) }).execute();
}
