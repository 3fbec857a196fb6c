import { existsSync, readFileSync } from "node:fs";

const folder = new URL("../../../../shared/reference/p2d/", import.meta.url);
export const haveSidecars = existsSync(folder);

export interface Sidecar {
  readonly parameters: Readonly<Record<string, number>>;
  readonly functions: Readonly<Record<string, { readonly expr: string; readonly args: string }>>;
  readonly soc_definition: Readonly<Record<string, number>>;
  readonly conventions: { readonly constants: Readonly<Record<string, number>> };
  readonly thermal: { readonly parameters: Readonly<Record<string, number>> } | null;
}

/** The self-contained description beside a reference solution. */
export const sidecar = (name: string): Sidecar => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Sidecar;
