import { InputError } from "@inversa/core";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes this process the only one that works on a data folder; a lock that a dead process left is taken over. Two at once would destroy the database.
 * @returns What gives the folder back.
 * @throws InputError `argument-invalid` when another process has it.
 */
export function lockFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
  const file = lockIn(folder);
  for (let tries = 1; ; tries++) {
    try {
      writeFileSync(file, JSON.stringify(identityOf(process.pid)), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unwritable(folder, error);
      const holder = holderOf(folder);
      if (holder !== undefined || tries === 5) {
        throw new InputError("argument-invalid", {
          where: "--data", what: `the data folder ${folder} is in use by another server${holder ? ` (process ${holder.pid})` : ""}`, expected: "a folder of its own for each server",
          next: "Stop the other one, name another folder, or let several servers share a PostgreSQL by DATABASE_URL",
        });
      }
      rmSync(file, { force: true });
    }
  }
}

const unwritable = (folder: string, cause: unknown): InputError => new InputError("argument-invalid", {
  where: "--data", what: `the data folder ${folder} cannot be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)})`, expected: "a folder that the server may make and write, on a disk with space", next: "Name another folder, or look at its permissions and its disk",
}, { cause });

const lockIn = (folder: string): string => join(folder, "server.lock");

interface Identity { readonly pid: number; /** Tells a process from a later one with its number; absent where the system does not say. */ readonly began?: string }

/** Process numbers come again, in containers at once: when the process began, in which boot, tells it from others. */
function identityOf(pid: number): Identity {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const began = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return { pid, began: `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${began}` };
  } catch {
    return { pid };
  }
}

/** The process that works on a data folder; undefined when none does, or the one that did is gone. */
export function holderOf(folder: string): Identity | undefined {
  try {
    const { pid, began } = JSON.parse(readFileSync(lockIn(folder), "utf8")) as Partial<Identity>;
    const holder = typeof pid === "number" ? { pid, ...(began === undefined ? {} : { began }) } : undefined;
    return holder && isAlive(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Identity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return began === undefined || identityOf(pid).began === began;
}
