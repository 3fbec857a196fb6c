import react from "@vitejs/plugin-react";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/** Compressed once here, so that the server only sends. */
const precompressed = (): Plugin => {
  let folder = "";
  return {
    name: "precompressed", apply: "build",
    configResolved: ({ root, build }) => { folder = join(root, build.outDir); },
    closeBundle: async () => {
      const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(js|css|html|svg|csv)$/.test(file));
      await Promise.all(files.map(async (file) => {
        const bytes = await readFile(join(folder, file));
        if (bytes.length < 1024) return;
        await writeFile(join(folder, `${file}.br`), await promisify(brotliCompress)(bytes));
        await writeFile(join(folder, `${file}.gz`), await promisify(gzip)(bytes, { level: 9 }));
      }));
    },
  };
};

/** Chunks are called after the package of ours that they hold. */
const chunkName = ({ moduleIds, name }: { readonly moduleIds: readonly string[]; readonly name: string }): string => {
  const packages = new Set(moduleIds.flatMap((id) => /(?:packages|plugins)\/([a-z0-9-]+)\/src\//.exec(id)?.[1] ?? []));
  return `assets/${packages.size > 0 && /^(src|browser|settings)$/.test(name) ? [...packages].at(-1)! : name}-[hash].js`;
};

/** What pages that hold Explore share. */
export const explorePage = {
  plugins: [react()],
  resolve: { alias: [{ find: /^@inversa\/tensor$/, replacement: join(import.meta.dirname, "src/explore/no-training.ts") }] },
  worker: { format: "es", rolldownOptions: { output: { chunkFileNames: chunkName } } },
} satisfies UserConfig;

export default defineConfig({
  root: import.meta.dirname,
  ...explorePage,
  plugins: [...explorePage.plugins, precompressed()],
  build: { outDir: "dist/page", emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 700, reportCompressedSize: false, rolldownOptions: { output: { chunkFileNames: chunkName } } },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
