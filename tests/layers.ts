/**
 * Who may import whom. The table of docs/architecture.md as data; the tests hold every package.json and every import against it.
 * A key is a folder, or a prefix that ends in `*`; values name packages of ours (without scope) and others' packages.
 */
export interface Layer {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  /** Runs unchanged in a browser: no `node:` imports. */
  readonly browser?: true;
  /** Published as one built page: what it is made of is a development dependency. */
  readonly bundled?: true;
}

const any = "*";

/** Entries of packages that need more than a browser as a whole: with all that they import they run there too. */
export const browserEntries = ["packages/runtime/src/browser.ts", "packages/tensor/src/trained.ts"] as const;

export const layers: Readonly<Record<string, Layer>> = {
  "packages/core": { ours: [], theirs: [], browser: true },
  "packages/numerics": { ours: [], theirs: ["ml-matrix"], browser: true },
  "packages/soil": { ours: ["core", "numerics"], theirs: [], browser: true },
  "packages/tables": { ours: ["core"], theirs: [], browser: true },
  "packages/battery": { ours: ["core", "numerics"], theirs: [], browser: true },
  "packages/tensor": { ours: ["core", "numerics"], theirs: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers", "@tensorflow/tfjs-backend-cpu", "@tensorflow/tfjs-backend-wasm"] },
  "packages/runtime": { ours: ["core", "numerics"], theirs: ["tsyringe", "reflect-metadata", "zod", "yaml", "apache-arrow"] },
  "packages/report": { ours: ["core"], theirs: ["echarts"], browser: true },
  "packages/testing": { ours: ["core"], theirs: ["vitest"] },
  "plugins/soil-*": { ours: ["core", "numerics", "soil"], theirs: [], browser: true },
  "plugins/battery-*": { ours: ["core", "numerics", "battery"], theirs: [], browser: true },
  "plugins/estimator-*": { ours: ["core", "numerics", "tensor"], theirs: [] },
  "plugins/source-*": { ours: ["core", "tables", "soil", "battery"], theirs: [any] },
  "plugins/export-*": { ours: ["core", "soil", "battery", "report"], theirs: [], browser: true },
  "plugins/engine-*": { ours: ["core"], theirs: [any] },
  "apps/web": { ours: [any], theirs: [any], browser: true, bundled: true },
  "apps/explorer": { ours: [any], theirs: [any], browser: true, bundled: true },
  "apps/*": { ours: [any], theirs: [any] },
};

export function layerOf(folder: string): Layer {
  const key = Object.keys(layers).find((k) => (k.endsWith("*") ? folder.startsWith(k.slice(0, -1)) : folder === k));
  if (!key) throw new Error(`${folder} has no row in tests/layers.ts; add one there and in docs/architecture.md`);
  return layers[key]!;
}

export const allows = (list: readonly string[], name: string): boolean => list.includes(any) || list.includes(name);
