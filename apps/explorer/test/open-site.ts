import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { build } from "vite";

/** Chromium of this machine; undefined where there is none. */
export const browserPath = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path !== undefined && path !== "" && existsSync(path));

export const noBrowser = "no Chromium here (CHROMIUM names one), so the site is not tried in a browser";

const types: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json", ".csv": "text/csv" };

export interface OpenSite {
  readonly address: string;
  readonly folder: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** The site as it is deployed: built, and served as plain files from a folder that is not the root of its host. */
export async function openSite(): Promise<OpenSite> {
  const folder = await mkdtemp(join(tmpdir(), "inversa-explorer-"));
  // What tests are run with would build it as for its developers.
  const { NODE_ENV } = process.env;
  process.env["NODE_ENV"] = "production";
  await build({ configFile: join(import.meta.dirname, "../vite.config.ts"), logLevel: "error", build: { outDir: folder } }).finally(() => {
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = NODE_ENV;
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://site");
    const path = pathname.startsWith("/some/folder/") ? pathname.slice("/some/folder/".length) || "index.html" : undefined;
    const found = path === undefined || path.includes("..") ? Promise.reject(new Error("elsewhere")) : readFile(join(folder, path));
    found.then((bytes) => response.writeHead(200, { "content-type": types[extname(path!)] ?? "application/octet-stream" }).end(bytes), () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const browser = await chromium.launch({
    executablePath: browserPath!, headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/folder/`, folder, browser,
    close: async () => {
      await browser.close();
      await new Promise((resolve) => { server.close(resolve); });
      await rm(folder, { recursive: true });
    },
  };
}
