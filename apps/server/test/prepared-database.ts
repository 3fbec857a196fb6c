import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

/** Making an empty embedded database costs two seconds of CPU, copying one a tenth: it is made once on a machine and kept in its folder for temporary files. */
async function prepared(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite")), "../package.json"), "utf8")) as { version: string };
  const kept = join(tmpdir(), `inversa-empty-database-${version}`);
  if (existsSync(kept)) return kept;
  const folder = await mkdtemp(join(tmpdir(), "inversa-database-"));
  await (await PGlite.create({ dataDir: join(folder, "database") })).close();
  // Whoever comes second uses what the first has made.
  await rename(join(folder, "database"), kept).catch((error: unknown) => { if (!existsSync(kept)) throw error; });
  await rm(folder, { recursive: true, force: true });
  return kept;
}

/** Puts an empty embedded database into a data folder, where the server finds it at its first start. */
export const prepareDatabase = async (folder: string): Promise<void> => cp(await prepared(), join(folder, "database"), { recursive: true });
