import { availableParallelism } from "node:os";
import { InputError } from "@inversa/core";
import type { WorkerNews } from "@inversa/engine-queue";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { formatCount, formatDuration } from "../terminal/numbers.ts";

/** Takes work from the queue until it is interrupted. What happens is told a line each; with `--json` the summary is the document. */
export async function worker(console: Console): Promise<number> {
  return withApp(console, async ({ app }) => {
    const url = console.around.environment["DATABASE_URL"];
    if (!url) throw new InputError("argument-invalid", { where: "inversa worker", what: "no database is named", expected: "the PostgreSQL that the runs use", next: "Give it with --database-url postgres://user:password@host:5432/database or as DATABASE_URL" });
    const { runWorker } = await import("@inversa/engine-queue");
    const { threads = availableParallelism() } = console.flags;
    console.kept = "What was under way has been handed back";
    const done = await runWorker(app.origin, { url, threads, engine: app.engines.get("local"), estimators: app.estimators.all(), signal: console.around.signal, tell: (news) => tell(console, news) });
    console.document({ schema: 1, ...done });
    const more = [done.handedBack > 0 && `${done.handedBack} handed back`, done.failed > 0 && `${done.failed} that failed`, done.late > 0 && `${done.late} that came too late`].filter(Boolean);
    console.print(`${console.paint.green("✓")} ${formatCount(done.samples)} samples in ${formatCount(done.chunks)} chunks, ${formatDuration(done.seconds)} of computing${more.length > 0 ? `; ${more.join(", ")}` : ""}`);
    return exitCodes.done;
  });
}

const warnings: readonly WorkerNews["event"][] = ["stands-aside", "failed", "outage", "lost", "late"];

function tell(console: Console, { event, text }: WorkerNews): void {
  const line = `${console.notePaint.dim(new Date().toISOString().slice(0, 19).replace("T", " "))} ${text}`;
  if (warnings.includes(event)) console.warn(line);
  else console.note(line);
}
