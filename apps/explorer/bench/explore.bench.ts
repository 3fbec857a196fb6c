import type { Page } from "playwright-core";
import { loadavg } from "node:os";
import { browserPath, noBrowser, openSite } from "../test/open-site.ts";

interface Figure { readonly name: string; readonly unit: string; readonly median: number; readonly note?: string }

/** What is explored: the address, and how many tests it shows. */
const pictures = [
  { name: "Duncan-Chang E-B, 3 drained tests over the demo's readings", query: "?sample=demo" },
  { name: "Modified Cam-Clay, 3 drained tests", query: "?model=soil/modified-cam-clay" },
  { name: "P2D, 1C discharge and rest", query: "?model=battery/p2d" },
] as const;

/** How long a slider is dragged, in milliseconds, and how often the pointer moves: as often as a 125 Hz mouse. */
const dragged = 5000;
const every = 8;

/**
 * Explore in a real browser while a pointer drags a slider to and fro: curves simulated and drawn a second, and the time from a movement to the curves that answer it.
 * Without a browser it says so and measures nothing.
 */
export default async function exploreFrames(): Promise<Figure[]> {
  if (browserPath === undefined) return [{ name: noBrowser, unit: "", median: Number.NaN }];
  const site = await openSite();
  try {
    const figures: Figure[] = [];
    for (const { name, query } of pictures) {
      const page = await site.browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(site.address + query);
      await page.waitForSelector(".explore-chart canvas");
      await page.waitForTimeout(2500);
      const { frames, latencies, screens, work } = await drag(page);
      const load = `load of the machine ${loadavg()[0]!.toFixed(1)}`;
      figures.push(
        { name: `${name}: drawn`, unit: "frames/s", median: frames, note: `the screen itself ${screens.toFixed(0)}/s; ${load}` },
        { name: `${name}: movement to curve`, unit: "ms", median: latencies[Math.floor(latencies.length / 2)] ?? Number.NaN, note: `95 % within ${(latencies[Math.floor(0.95 * latencies.length)] ?? Number.NaN).toFixed(1)} ms; ${latencies.length} frames` },
        { name: `${name}: work of the page's main thread for a frame`, unit: "ms", median: work, note: "processor time, whatever else the machine does; 16.7 ms is 60 frames/s" },
      );
      await page.close();
    }
    return figures;
  } finally {
    await site.close();
  }
}

async function drag(page: Page): Promise<{ readonly frames: number; readonly latencies: readonly number[]; readonly screens: number; readonly work: number }> {
  await page.evaluate(() => {
    const seen = { drawn: [] as [number, number][], screens: 0 };
    (globalThis as unknown as { seen: typeof seen }).seen = seen;
    new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntriesByName("inversa.explore")) seen.drawn.push([startTime, startTime + duration]); }).observe({ type: "measure" });
    const count = (): void => { seen.screens++; requestAnimationFrame(count); };
    requestAnimationFrame(count);
  });
  const box = (await page.getByRole("slider").first().boundingBox())!;
  const pointer = await page.context().newCDPSession(page);
  // In processor time, since a machine that does other things as well says nothing by its clock.
  await pointer.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async (): Promise<number> => (await pointer.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
  const before = await worked();
  const at = (share: number) => ({ x: box.x + box.width * share, y: box.y + box.height / 2 });
  await pointer.send("Input.dispatchMouseEvent", { type: "mousePressed", button: "left", buttons: 1, clickCount: 1, ...at(0.5) });
  const began = performance.now();
  let pending = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - began;
      if (elapsed > dragged) {
        clearInterval(timer);
        resolve();
        return;
      }
      // A mouse does not wait for the page; but what the page has not taken yet does not pile up in the browser without end either.
      if (pending > 4) return;
      pending++;
      void pointer.send("Input.dispatchMouseEvent", { type: "mouseMoved", button: "left", buttons: 1, ...at(0.5 + 0.35 * Math.sin(elapsed / 400)) }).finally(() => { pending--; });
    }, every);
  });
  await pointer.send("Input.dispatchMouseEvent", { type: "mouseReleased", button: "left", ...at(0.5) });
  const { drawn, screens } = await page.evaluate(() => (globalThis as unknown as { seen: { drawn: [number, number][]; screens: number } }).seen);
  const seconds = dragged / 1000;
  return { work: ((await worked()) - before) / drawn.length, frames: drawn.length / seconds, latencies: drawn.map(([from, to]) => to - from).toSorted((a, b) => a - b), screens: screens / seconds };
}
