export { serve, type RunningServer, type ServeOptions } from "./serve.ts";
export { standardLimits, type Limits } from "./services.ts";
export { inspectDatabase, type DatabaseFinding } from "./database/inspect-database.ts";
export { defaultLimits, type QueueLimits } from "./runs/sql-queue.ts";
