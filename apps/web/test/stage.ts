import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const main = fileURLToPath(new URL("../../cli/src/main.ts", import.meta.url));

/** Chromium of this machine; undefined where there is none, and then these tests are skipped. */
export const browserPath = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path !== undefined && path !== "" && existsSync(path));
// oxlint-disable-next-line no-console -- who runs the tests should know why they are skipped
if (browserPath === undefined) console.warn("apps/web: no Chromium here (CHROMIUM names one), so the page is not tried in a browser");

/** The demo's data, as they ship. */
export const demoData = (name: string): string => fileURLToPath(new URL(`../../cli/data/demo/${name}`, import.meta.url));

export interface Served {
  readonly url: string;
  /** The administrator's token, where the server asks for tokens. */
  readonly token: string | undefined;
  /** Ends the server as Ctrl-C does, or at once. */
  stop(signal?: "SIGINT" | "SIGKILL"): Promise<void>;
}

export interface ServedOptions {
  /** Where it keeps things. */
  readonly data: string;
  readonly port?: number;
  readonly words?: readonly string[];
}

/** `inversa serve` in a process of its own, page included, as people start it. */
export async function startServer({ data, port = 0, words = [] }: ServedOptions): Promise<Served> {
  // What tests are run with is not what people start it with; NODE_ENV would build the page as for its developers.
  const { INVERSA_CWD: _, INIT_CWD: __, DATABASE_URL: ___, NODE_ENV: ____, ...environment } = process.env;
  const child: ChildProcess = spawn(process.execPath, [main, "serve", "--port", String(port), "--data", data, "--threads", "0", "--json", "--quiet", ...words], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let complaint = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => { complaint += text; });
  const { url, token } = await new Promise<{ url: string; token?: string }>((resolve, reject) => {
    let said = "";
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.endsWith("}\n")) resolve(JSON.parse(said) as { url: string });
    });
    void closed.then(() => reject(new Error(`the server ended before it was ready: ${complaint}`)));
  });
  return { url, token, stop: async (signal = "SIGINT") => { child.kill(signal); await closed; } };
}

/** The browser that {@link browserPath} names. */
export const launchBrowser = (): Promise<Browser> => chromium.launch({
  executablePath: browserPath!, headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

export interface Stage {
  readonly server: Served;
  /** Folder of the server's data; another server may go on with it. */
  readonly data: string;
  /** A person with a browser of their own, nothing kept in it. Mistakes of the page (exceptions, refused by its policy) are collected in `mistakes`. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  close(): Promise<void>;
}

export interface Visitor {
  readonly page: Page;
  readonly mistakes: readonly string[];
}

/** A server and a browser, for one file of tests. */
export async function openStage(words: readonly string[] = []): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "inversa-web-"));
  const data = join(folder, "data");
  const server = await startServer({ data, words });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
  } catch (error) {
    await server.stop();
    throw error;
  }
  const opened = browser;
  return {
    server, data,
    visitor: async (options) => {
      const context = await opened.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", colorScheme: "light", reducedMotion: "reduce", acceptDownloads: true, ...options });
      const page = await context.newPage();
      // Long: other tests may want the same processors.
      page.setDefaultTimeout(60_000);
      const mistakes: string[] = [];
      page.on("pageerror", (error) => mistakes.push(String(error)));
      page.on("console", (message) => { if (message.type() === "error" && !/Failed to load resource/.test(message.text())) mistakes.push(message.text()); });
      return { page, mistakes };
    },
    close: async () => {
      await opened.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
