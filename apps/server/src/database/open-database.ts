import { InputError } from "@inversa/core";
import { Kysely, PostgresDialect, type PostgresPool } from "kysely";
import { Migrator } from "kysely/migration";
import { join, resolve } from "node:path";
import { embeddedPool } from "./embedded-pool.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrations } from "./migrations.ts";
import { openPool } from "./postgres-pool.ts";
import type { Database, Tables } from "./tables.ts";

/** Where the server keeps what it must not lose. */
export interface DatabasePlace {
  /** Of a PostgreSQL; the embedded database is used unless given. */
  readonly url?: string | undefined;
  /** Folder of the embedded database; it lives in memory unless given. */
  readonly folder?: string | undefined;
}

export interface OpenDatabase {
  readonly db: Database;
  /** Whether nobody else can work on it: then whatever is marked as running belongs to a server that is gone. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 * @throws InputError `argument-invalid` for a PostgreSQL that does not answer, a folder in use, or tables of a newer Inversa.
 */
export async function openDatabase({ url, folder }: DatabasePlace): Promise<OpenDatabase> {
  const { pool, exclusive, unlock } = url === undefined ? await embedded(folder) : { pool: await postgres(url), exclusive: false, unlock: () => {} };
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    try {
      await db.destroy();
    } finally {
      unlock();
    }
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, exclusive, close };
}

/** Applies what the database has not seen yet. Servers that start together wait for each other. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) }, migrationTableName: "inversa_migrations", migrationLockTableName: "inversa_migrations_lock" });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && /corrupted migrations/.test(error.message)) {
    throw new InputError("argument-invalid", { where: "the database", what: `its tables were made by another version of Inversa (${error.message})`, expected: "this version or an older one", next: "Update Inversa, or use another database" }, { cause: error });
  }
  throw error;
}

async function embedded(folder: string | undefined): Promise<{ readonly pool: PostgresPool; readonly exclusive: true; readonly unlock: () => void }> {
  const root = folder === undefined ? undefined : resolve(folder);
  const unlock = root === undefined ? () => {} : lockFolder(root);
  try {
    return { pool: await embeddedPool({ folder: root && join(root, "database") }), exclusive: true, unlock };
  } catch (error) {
    unlock();
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? new InputError("storage-unavailable", { where: root ?? "the database", what: `its disk is full (${(error as Error).message})`, next: "Free space there and start the server again" }, { cause: error }) : error;
  }
}

async function postgres(url: string): Promise<PostgresPool> {
  try {
    return await openPool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 }, { prepared: 0 });
  } catch (cause) {
    throw new InputError("argument-invalid", { where: "DATABASE_URL", what: `the PostgreSQL does not answer: ${(cause as Error).message || String(cause)}`, expected: "postgres://user:password@host:5432/database", next: "Leave DATABASE_URL out to use the embedded database" }, { cause });
  }
}
