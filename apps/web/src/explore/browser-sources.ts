import type { DataSource, Plugin } from "@inversa/core";

const loaders: readonly (() => Promise<{ readonly default: Plugin }>)[] = [
  () => import("@inversa/source-csv"), () => import("@inversa/source-gds"), () => import("@inversa/source-ags4"), () => import("@inversa/source-xlsx"), () => import("@inversa/source-diggs"),
  () => import("@inversa/source-battery"),
];

/** The importers that a page can run, the same plugins as everywhere; fetched when the first file is dropped. */
export const loadSources = async (): Promise<readonly { readonly value: DataSource; readonly plugin: string }[]> =>
  (await Promise.all(loaders.map((load) => load()))).flatMap(({ default: plugin }) => plugin.sources.map((value) => ({ value, plugin: plugin.name })));
