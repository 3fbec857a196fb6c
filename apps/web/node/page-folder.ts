import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Folder of the built page. A published package holds it; in a checkout it is built when it is missing or older than what it is made of.
 * @param say Told in one line before it is built, since that takes seconds.
 */
export async function pageFolder(say: (line: string) => void): Promise<string> {
  const workspace = join(here, "..");
  if (!existsSync(join(workspace, "vite.config.ts"))) return join(here, "../page");
  const page = join(workspace, "dist/page");
  const built = await stat(join(page, "index.html")).then(({ mtimeMs }) => mtimeMs, () => undefined);
  if (built !== undefined && (await newestSource(workspace)) < built) return page;
  say(built === undefined ? "building the page, once" : "building the page anew: its sources have changed");
  await build(workspace, page);
  return page;
}

/** Built beside the old one and then put in its place, so that a server that runs never sees half a page. */
async function build(workspace: string, page: string): Promise<void> {
  const vite = await import("vite");
  const fresh = `dist/page-${process.pid}`;
  await mkdir(join(workspace, "dist"), { recursive: true });
  await vite.build({ configFile: join(workspace, "vite.config.ts"), root: workspace, logLevel: "error", build: { outDir: fresh } });
  await rm(page, { recursive: true, force: true });
  try {
    await rename(join(workspace, fresh), page);
  } catch (error) {
    // Another process built the same page meanwhile and put it there.
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await rm(join(workspace, fresh), { recursive: true, force: true });
  }
}

/** Milliseconds since 1970 of the last change of the page or of a package that it may hold. */
async function newestSource(workspace: string): Promise<number> {
  const root = join(workspace, "../..");
  const packages = (await Promise.all(["packages", "plugins"].map(async (group) => (await readdir(join(root, group))).map((name) => join(root, group, name, "src"))))).flat();
  const files = (await Promise.all([join(workspace, "src"), join(workspace, "public"), ...packages].map(async (folder) =>
    (await readdir(folder, { recursive: true }).catch(() => [])).map((file) => join(folder, file))))).flat();
  const times = await Promise.all([...files, ...["index.html", "vite.config.ts", "package.json"].map((file) => join(workspace, file))].map(async (file) => (await stat(file)).mtimeMs));
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}
