import react from "@vitejs/plugin-react";
import { join } from "node:path";
import type { UserConfig } from "vite";

/** Chunks are called after the package of ours that they hold. */
const chunkName = ({ moduleIds, name }: { readonly moduleIds: readonly string[]; readonly name: string }): string => {
  const packages = new Set(moduleIds.flatMap((id) => /(?:packages|plugins)\/([a-z0-9-]+)\/src\//.exec(id)?.[1] ?? []));
  return `assets/${packages.size > 0 && /^(src|browser|settings)$/.test(name) ? [...packages].at(-1)! : name}-[hash].js`;
};

/** What pages that hold Explore share. */
export const explorePage = {
  plugins: [react()],
  resolve: { alias: [
    { find: /^@inversa\/tensor$/, replacement: join(import.meta.dirname, "src/explore/no-training.ts") },
    { find: /^mdb-reader$/, replacement: join(import.meta.dirname, "src/explore/no-databases.ts") },
  ] },
  publicDir: join(import.meta.dirname, "public"),
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 700, reportCompressedSize: false, rolldownOptions: { output: { chunkFileNames: chunkName } } },
  worker: { format: "es", rolldownOptions: { output: { chunkFileNames: chunkName } } },
} satisfies UserConfig;

