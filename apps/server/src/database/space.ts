import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";

const MiB = 2 ** 20;

/** Kept back for the database when somebody wants something kept: what is running can end, and what is there can be read, when no more is taken. */
export const keptBack = 96 * MiB;

/** Without which the embedded database is not touched: a segment of its log is 16 MiB, and it does not come back from a log that it cannot write. */
export const leastSpace = 32 * MiB;

/** @throws Error `ENOSPC` where the file system of a folder, made or to be made, has fewer bytes left than that. One that does not tell is taken to have enough. */
export function requireSpace(folder: string, bytes: number): void {
  if (!existsSync(folder)) return requireSpace(dirname(folder), bytes);
  const { bavail, blocks, bsize } = statfsSync(folder);
  if (blocks === 0 || bavail * bsize >= bytes) return;
  throw Object.assign(new Error(`ENOSPC: ${Math.floor((bavail * bsize) / MiB)} MiB are free at ${folder}, ${Math.ceil(bytes / MiB)} are needed`), { code: "ENOSPC" });
}
