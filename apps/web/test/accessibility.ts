import axe, { type AxeResults } from "axe-core";
import type { Locator, Page } from "playwright-core";

/** What axe has against a screen, by rule and place; nothing is what it should be. The page's policy lets no script in, so axe is evaluated by the browser's debugger. */
export async function againstIt(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  await page.evaluate(arrive);
  const { violations, incomplete } = (await page.evaluate("axe.run(document, { resultTypes: ['violations', 'incomplete'] })")) as AxeResults;
  // Text in the very colour of its ground is what axe only doubts.
  const invisible = incomplete.map((rule) => ({ ...rule, nodes: rule.nodes.filter(({ any }) => any.some(({ data }) => (data as { messageKey?: string } | null)?.messageKey === "equalRatio")) }));
  return [...violations, ...invisible].flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`));
}

/** Colours that are on their way are taken as arrived; in the browser. */
function arrive(): void {
  for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
}

/** By how many pixels a screen is wider than its window: whoever reads it on a telephone would have to push it about. */
export const overhang = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Goes on with the Tab key until this has the focus. @throws where something on the way has it and does not show it, or where it is never reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    const unseen = await page.evaluate(focusUnseen);
    if (unseen !== undefined) throw new Error(`the focus is not seen on ${unseen}`);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`the Tab key does not reach ${target.toString()}`);
}

/** What has the focus, where neither it nor what surrounds it looks other than without; in the browser. */
function focusUnseen(): string | undefined {
  const element = document.activeElement as HTMLElement;
  if (element === document.body) return undefined;
  const look = (): string => {
    // As `arrive`, which this cannot call from the browser.
    for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
    return [element, element.parentElement!, ...element.parentElement!.children].map((one) => {
      const { outline, boxShadow, borderColor, backgroundColor, top } = getComputedStyle(one);
      return [outline, boxShadow, borderColor, backgroundColor, top].join();
    }).join();
  };
  const focused = look();
  element.blur();
  const without = look();
  element.focus();
  return focused === without ? element.outerHTML.slice(0, 200) : undefined;
}
