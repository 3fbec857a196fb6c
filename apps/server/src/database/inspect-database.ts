import { access, constants } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { holderOf } from "./folder-lock.ts";
import { migrations } from "./migrations.ts";
import type { DatabasePlace } from "./open-database.ts";

/** What a server would find where it is to keep things; nothing is changed by looking. */
export interface DatabaseFinding {
  readonly usable: boolean;
  /** Without passwords. */
  readonly found: string;
  readonly advice?: string;
}

export const inspectDatabase = ({ url, folder }: { readonly folder: string } & Pick<DatabasePlace, "url">): Promise<DatabaseFinding> => (url === undefined ? embedded(resolve(folder)) : postgres(url));

async function embedded(folder: string): Promise<DatabaseFinding> {
  const holder = holderOf(folder);
  if (holder) return { usable: true, found: `embedded in ${folder}, in use by a server (process ${holder.pid})` };
  const there = await access(folder).then(() => true, () => false);
  const place = there ? folder : dirname(folder);
  const writable = await access(place, constants.W_OK).then(() => true, () => false);
  if (!writable) return { usable: false, found: `embedded in ${folder}, which cannot be written`, advice: "inversa serve --data FOLDER keeps things elsewhere" };
  return { usable: true, found: there ? `embedded in ${folder}, free` : `embedded in ${folder}, which the first inversa serve makes` };
}

/** Newest first, so that tables of a newer Inversa show. */
async function postgres(url: string): Promise<DatabaseFinding> {
  const { default: pg } = await import("pg");
  let where = "the PostgreSQL of DATABASE_URL";
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on("error", () => {});
    where = `PostgreSQL at ${client.host}:${client.port}, database ${client.database ?? ""}`;
    await client.connect();
    try {
      const { rows: [server] } = await client.query<{ version: string; tables: string | null }>("select current_setting('server_version') as version, to_regclass('inversa_migrations')::text as tables");
      const { rows } = server!.tables === null ? { rows: [] } : await client.query<{ name: string }>("select name from inversa_migrations order by name desc");
      const known = Object.keys(migrations);
      const newer = rows.find(({ name }) => !known.includes(name));
      const found = `${where}, version ${server!.version}, ${rows.length === 0 ? "no tables of Inversa yet" : `tables as of ${rows[0]!.name}`}`;
      if (newer) return { usable: false, found, advice: "The tables were made by a newer Inversa: update this one, or name another database" };
      return { usable: true, found: rows.length > 0 && rows.length < known.length ? `${found} (the next inversa serve brings them to ${known.at(-1)})` : found };
    } finally {
      await client.end();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { usable: false, found: `${where} does not answer: ${code ?? ""} ${message}`.replace(/ +/g, " ").trim(), advice: "Look at DATABASE_URL (postgres://user:password@host:5432/database), or leave it out to use the embedded database" };
  }
}
