import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createApp, type App } from "@inversa/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve, type RunningServer } from "../src/index.ts";
import { type Client, clientOf } from "./client.ts";

const html = { accept: "text/html,application/xhtml+xml" };

describe("a page beside the API", () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  let browser: Client;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "inversa-page-"));
    await mkdir(join(folder, "page/assets"), { recursive: true });
    await writeFile(join(folder, "page/index.html"), "<!doctype html><title>The page</title>");
    await writeFile(join(folder, "page/favicon.svg"), "<svg/>");
    await writeFile(join(folder, "page/assets/index-1a2b3c.js"), "let first;");
    await writeFile(join(folder, "page/assets/index-1a2b3c.js.gz"), gzipSync("let first;"));
    await writeFile(join(folder, "secret.txt"), "not of the page");
    app = createApp((await import("./fixtures/lab.ts")).default);
    server = await serve(app, { data: join(folder, "data"), requireToken: true, version: "0.0.0", threads: 0, logLevel: "silent", page: join(folder, "page") });
    browser = clientOf(server.url);
  });
  afterAll(async () => {
    await server?.close();
    await app?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it("is answered at its start and at each of its addresses, with a policy that allows itself alone, and asked for anew each time", async () => {
    for (const address of ["/", "/new?files=1,2", "/runs/7c3ab3f8-54f2-4b8e-a2f5-6a39bb4cf7f9"]) {
      const answer = await browser.get(address, html);
      expect(answer).toMatchObject({ status: 200, text: expect.stringContaining("The page") as string });
      expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
      expect(answer.headers.get("cache-control")).toBe("no-cache");
      const policy = answer.headers.get("content-security-policy")!;
      for (const rule of ["default-src 'self'", "style-src 'self'", "script-src 'self'", "frame-ancestors 'none'"]) expect(policy.split("; ")).toContain(rule);
      expect(policy).not.toContain("unsafe");
    }
  });

  it("sends files whose name holds their hash compressed, to be kept for ever", async () => {
    const answer = await browser.get("/assets/index-1a2b3c.js", { "accept-encoding": "gzip" });
    expect(answer).toMatchObject({ status: 200, text: "let first;" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("answers nothing for the API, for programs, or from outside its folder", async () => {
    expect(await browser.get("/api/v1/app", html)).toMatchObject({ status: 401, body: { code: "token-invalid" } });
    expect(await browser.get("/api/v1/nothing", html)).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await browser.get("/nothing")).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await browser.get("/assets/gone.js", html)).toMatchObject({ status: 404, body: { code: "not-found" } });
    for (const way of ["/assets/..%2F..%2Fsecret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/assets/....//secret.txt"]) expect((await browser.get(way, html)).text).not.toContain("not of the page");
    expect(await browser.get("/health")).toMatchObject({ status: 200, body: { status: "ok" } });
  });
});
