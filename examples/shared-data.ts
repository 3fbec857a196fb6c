import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Measurements that may be used and not passed on lie beside the repository. */
const shared = new URL("../../shared/data/", import.meta.url);

/** The folder of a set of measurements, with a separator at its end; undefined on a machine without it, and then standard error says what is left out. */
export function sharedData(name: string, domain: "triaxial" | "battery" = "triaxial"): string | undefined {
  const folder = new URL(`${domain}/${name}/`, shared);
  if (existsSync(folder)) return fileURLToPath(folder);
  process.stderr.write(`left out: the measurements ../shared/data/${domain}/${name} are not beside the repository\n`);
  return undefined;
}

/** The rows of a table of published parameters by column; empty where the table is not at hand. */
export async function publishedTable(name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const file = new URL(`triaxial/published-parameters/${name}.csv`, shared);
  if (!existsSync(file)) return [];
  const [head, ...rows] = (await readFile(file, "utf8")).trim().split("\n").map((line) => Array.from(line.matchAll(/(?:"([^"]*)"|([^,]*))(?:,|$)/g), ([, quoted, plain]) => quoted ?? plain ?? ""));
  return rows.map((cells) => Object.fromEntries(head!.map((column, i) => [column, cells[i] ?? ""])));
}
