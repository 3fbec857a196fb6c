import type { ProblemDocument } from "@inversa/server/api";
import { ApiProblem, send } from "./client.ts";

export interface RunEvent {
  readonly id: number;
  readonly kind: "queued" | "running" | "progress" | "done" | "failed" | "cancelled";
  readonly data: Readonly<Record<string, unknown>> & { readonly at: string };
}

/** Milliseconds before a lost connection is tried again. */
const pause = 1500;
const last = new Set(["done", "failed", "cancelled"]);

/**
 * A run's events until its last or until nobody listens. A lost connection is taken up again after the last event that came, so that none is missed; the browser's own
 * EventSource cannot send a token.
 * @param onConnection Told whether the server answers at present.
 */
export async function followRun(run: string, onEvent: (event: RunEvent) => void, onConnection: (connected: boolean) => void, signal: AbortSignal): Promise<void> {
  let seen = 0;
  while (!signal.aborted) {
    try {
      const response = await send("GET", `/runs/${run}/events`, { signal, headers: { accept: "text/event-stream", ...(seen > 0 ? { "last-event-id": String(seen) } : {}) } });
      onConnection(true);
      for await (const event of eventsOf(response.body!)) {
        seen = event.id;
        onEvent(event);
        if (last.has(event.kind)) return;
      }
      // A stream that ends without a last event is a server that closes, unless the run had ended before.
      if (await isOver(run, signal)) return;
    } catch (error) {
      if (signal.aborted) return;
      const problem: ProblemDocument | undefined = error instanceof ApiProblem ? error.problem : undefined;
      if (problem && problem.status >= 400 && problem.status < 500 && problem.status !== 429) return;
    }
    onConnection(false);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const isOver = async (run: string, signal: AbortSignal): Promise<boolean> => last.has(((await (await send("GET", `/runs/${run}`, { signal })).json()) as { status: string }).status);

/** The events of a text/event-stream as this server writes it: one line each for id, event and data. */
async function* eventsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<RunEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()] as const));
      if (fields.has("event")) yield { id: Number(fields.get("id")), kind: fields.get("event") as RunEvent["kind"], data: JSON.parse(fields.get("data") ?? "{}") as RunEvent["data"] };
    }
  }
}
