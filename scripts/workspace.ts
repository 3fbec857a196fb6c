/** The workspace as data: which packages there are and what their package.json says. Shared by the scripts and the architecture tests. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");

export interface WorkspacePackage {
  /** Folder relative to the root, with forward slashes: `plugins/source-csv`. */
  readonly folder: string;
  readonly name: string;
  readonly private: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export function workspacePackages(): WorkspacePackage[] {
  return ["packages", "plugins", "apps"].flatMap((group) =>
    readdirSync(join(root, group)).filter((name) => existsSync(join(root, group, name, "package.json"))).sort().map((name) => {
      const folder = `${group}/${name}`;
      const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Partial<WorkspacePackage> & { name: string };
      return { dependencies: {}, peerDependencies: {}, devDependencies: {}, private: false, ...manifest, folder };
    }));
}

/** Files under a folder of the repository, relative to the root, in a fixed order; skips what is installed or built. */
export function filesUnder(folder: string, wanted: (file: string) => boolean): string[] {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ["node_modules", "dist", ".turbo", ".inversa"].includes(entry.name) ? [] : filesUnder(path, wanted);
    return wanted(path) ? [path] : [];
  });
}
