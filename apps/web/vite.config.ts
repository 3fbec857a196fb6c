import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { explorePage } from "./explore-page.ts";

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

export default defineConfig({
  root: import.meta.dirname,
  ...explorePage,
  plugins: [...explorePage.plugins, precompressed()],
  build: { ...explorePage.build, outDir: "dist/page", emptyOutDir: true },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
