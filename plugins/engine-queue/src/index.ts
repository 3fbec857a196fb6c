import { definePlugin } from "@inversa/core";
import { queueEngine } from "./queue-engine.ts";

export { queueEngine, type QueueEngineOptions } from "./queue-engine.ts";
export type { Timing } from "./timing.ts";
export { runWorker, type WorkerNews, type WorkerOptions, type WorkerSummary } from "./run-worker.ts";

export default definePlugin({ name: "@inversa/engine-queue", contract: 1, engines: [queueEngine()] });
