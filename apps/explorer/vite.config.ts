import { explorePage } from "@inversa/web/vite";
import { defineConfig } from "vite";

/** Addresses of everything are relative, so that the site works in any folder of any static host. */
export default defineConfig({
  ...explorePage,
  root: import.meta.dirname,
  base: "./",
  build: { ...explorePage.build, outDir: "dist", emptyOutDir: true },
});
