import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { browserPath, demoData, launchBrowser, startServer } from "../test/stage.ts";

interface Figure { readonly name: string; readonly unit: string; readonly median: number; readonly note?: string }

/** How often the kept folder is started on. */
const starts = 5;

interface FirstPage {
  /** Milliseconds from the start of the server's process until the page stood in the browser. */
  readonly cold: number;
  /** Milliseconds from when the address was opened until the first picture, and until a file can be given and the main thread has taken all that it had to do. */
  readonly painted: number;
  readonly interactive: number;
  /** Bytes that came over the line: with the first page, and with the first curves. */
  readonly first: number;
  readonly curves: number;
}

/** The first page as a person meets it: `inversa serve` is started, its address opened in a browser that knows nothing of it, a file given. Without a browser it says so and measures nothing. */
export default async function firstPage(): Promise<Figure[]> {
  if (browserPath === undefined) return [{ name: "no Chromium here (CHROMIUM names one)", unit: "", median: Number.NaN }];
  const folder = await mkdtemp(join(tmpdir(), "inversa-page-bench-"));
  const browser = await launchBrowser();
  try {
    // A checkout builds its page at the first start; that is no part of what is measured.
    await (await startServer({ data: join(folder, "before") })).stop();
    const fresh = await open(browser, join(folder, "data"));
    const kept: FirstPage[] = [];
    for (let n = 0; n < starts; n++) kept.push(await open(browser, join(folder, "data")));
    const median = (of: (page: FirstPage) => number): number => kept.map(of).toSorted((a, b) => a - b)[Math.floor(starts / 2)]!;
    return [
      { name: "inversa serve to the first page, new folder", unit: "ms", median: fresh.cold, note: "makes the database" },
      { name: "inversa serve to the first page, kept folder", unit: "ms", median: median(({ cold }) => cold) },
      { name: "address opened to the first picture", unit: "ms", median: median(({ painted }) => painted) },
      { name: "address opened to interactive", unit: "ms", median: median(({ interactive }) => interactive), note: "a file can be given and no task is left" },
      { name: "weight of the first page", unit: "kB", median: median(({ first }) => first) / 1000, note: "compressed, as it came" },
      { name: "weight with the first curves", unit: "kB", median: median(({ curves }) => curves) / 1000, note: "compressed; charts come when there is something to draw" },
    ];
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(browser: Browser, data: string): Promise<FirstPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  let bytes = 0;
  line.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await line.send("Network.enable");
  const began = performance.now();
  const server = await startServer({ data });
  try {
    await page.goto(server.url, { waitUntil: "commit" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    const cold = performance.now() - began;
    const input = page.locator('input[type="file"]').first();
    await input.waitFor({ state: "attached" });
    const interactive = await page.evaluate(() => new Promise<number>((resolve) => { requestIdleCallback(() => resolve(performance.now())); }));
    const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN);
    await page.waitForLoadState("networkidle");
    const first = bytes;
    await input.setInputFiles(demoData("CD-100kPa.csv"));
    await page.getByRole("img", { name: /Deviator stress/ }).locator("svg").waitFor();
    await page.waitForLoadState("networkidle");
    return { cold, painted, interactive, first, curves: bytes };
  } finally {
    await context.close();
    await server.stop();
  }
}
