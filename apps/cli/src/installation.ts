import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Whether this is the source tree (TypeScript run by Node) or the built package. */
const extension = extname(import.meta.url);

const packageFolder = new URL("../", import.meta.url);

/** App variants that ship with the command line: beside `src` in the workspace, inside `dist` in the published package. */
const variantsFolder = new URL(extension === ".ts" ? "../variants/" : "./variants/", import.meta.url);

/** Names of the app variants that ship with the command line. */
export function variantNames(): readonly string[] {
  return readdirSync(variantsFolder).filter((name) => name.endsWith(extension)).map((name) => basename(name, extension)).toSorted();
}

/** URL of a variant's module, or undefined when there is none of that name. */
export function variantModule(name: string): string | undefined {
  const url = new URL(`${encodeURIComponent(name)}${extension}`, variantsFolder);
  return existsSync(url) ? pathToFileURL(fileURLToPath(url)).href : undefined;
}

/** A file or folder of the data that ships with the command line. */
export const shippedData = (path: string): string => fileURLToPath(new URL(`data/${path}`, packageFolder));

/** Version of this package. */
export function inversaVersion(): string {
  return (JSON.parse(readFileSync(new URL("package.json", packageFolder), "utf8")) as { version: string }).version;
}
