import { quietRun } from "@inversa/core";
import { createApp, estimateStudy, parseStudyFile, resolveStudy } from "@inversa/runtime";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import soilLab from "../../cli/variants/soil-lab.ts";
import { browserPath, noBrowser, openSite, type OpenSite } from "./open-site.ts";

// oxlint-disable-next-line no-console -- who runs the tests should know why they are skipped
if (browserPath === undefined) console.warn(`apps/explorer: ${noBrowser}`);

const demo = (name: string): string => join(import.meta.dirname, "../../cli/data/demo", name);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** K of least squares in Node on the example's files. */
async function inNode(): Promise<number> {
  const study = parse(await readFile(join(import.meta.dirname, "../trained/study.yaml"), "utf8")) as object;
  const app = createApp(soilLab);
  const text = JSON.stringify({ ...study, data: [{ files: ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"] }], estimators: ["least-squares"] });
  const { parameters } = await estimateStudy(app, await resolveStudy(app, parseStudyFile(text, "study.json"), demo("")), undefined, { bandDraws: 0 }, quietRun(1));
  await app.dispose();
  return parameters.find(({ name }) => name === "K")!.value;
}

describe.skipIf(browserPath === undefined)("the static site", () => {
  let site: OpenSite;
  beforeAll(async () => { site = await openSite(); }, 120_000);
  afterAll(() => site?.close());

  /** A person who opens the site; whatever the page complains of is collected, and whatever it asks of another host. */
  async function visit(query = "", options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en", ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
    page.on("request", (request) => { if (!request.url().startsWith(site.address) && !request.url().startsWith("data:") && !request.url().startsWith("blob:")) complaints.push(`asks ${request.url()}`); });
    await page.goto(site.address + query);
    await page.waitForSelector(".explore-chart canvas");
    return { page, complaints };
  }
  const numberOf = async (page: Page, symbol: RegExp): Promise<number> => Number(await page.getByRole("textbox", { name: symbol }).first().inputValue());
  const violations = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => ((await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run()).violations).map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`));
  };

  it("opens on the example with the network's answer, which least squares then improves", async () => {
    const { page, complaints } = await visit();
    await page.getByRole("heading", { name: "The network's estimate" }).waitFor();
    const K = await numberOf(page, /^K,/);
    expect(K).toBeGreaterThan(20);
    expect(K).toBeLessThan(120);
    await page.getByRole("button", { name: "Fit", exact: true }).click();
    await page.getByRole("heading", { name: "Least squares" }).waitFor();
    // What inversa estimates from these readings with the same priors and noise.
    expect(Math.abs((await numberOf(page, /^K,/)) / (await inNode()) - 1)).toBeLessThan(1e-4);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the report" }).click();
    expect(await readFile(await (await download).path(), "utf8")).toMatch(/Calibration report[\s\S]*<svg/);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("takes three files of the visitor's, and asks the network by itself", async () => {
    const { page, complaints } = await visit("?model=soil/duncan-chang-eb");
    expect(await page.getByRole("heading", { name: "The network's estimate" }).count()).toBe(0);
    await page.setInputFiles("input[type=file]", ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"].map(demo));
    await page.getByRole("heading", { name: "The network's estimate" }).waitFor();
    expect(await page.locator(".explore-key tbody tr").count()).toBe(3);
    expect(complaints).toEqual([]);
  });

  it("shows files that the network does not know without a complaint, and says why when it is asked", async () => {
    const { page } = await visit("?model=soil/duncan-chang-eb");
    await page.setInputFiles("input[type=file]", [demo("CD-100kPa.csv")]);
    await page.locator(".explore-key tbody tr th", { hasText: "CD-100kPa" }).waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.getByRole("button", { name: "Ask the network" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toMatch(/no drained-triaxial test with confiningPressure 200[\s\S]*least squares/i);
  });

  it("moves the curves with the keyboard, keeps the address a link to them, and goes back on reset", async () => {
    const { page } = await visit("?model=soil/modified-cam-clay");
    const slider = page.getByRole("slider").first();
    const before = await slider.inputValue();
    const picture = await page.locator(".explore-chart canvas").first().screenshot();
    await slider.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowLeft");
    expect(Number(await slider.inputValue())).toBe(Number(before) + 39);
    await page.waitForURL(/p\.M=/);
    expect((await page.locator(".explore-chart canvas").first().screenshot()).equals(picture)).toBe(false);
    const moved = await numberOf(page, /^M,/);
    const { page: other } = await visit(new URL(page.url()).search);
    expect(await numberOf(other, /^M,/)).toBe(moved);
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    expect(await slider.inputValue()).toBe(before);
  });

  it("says in the model's words why parameters have no curves", async () => {
    const { page } = await visit("?model=soil/modified-cam-clay");
    const kappa = page.getByRole("textbox", { name: /^κ,/ });
    await kappa.fill("0.2");
    await kappa.press("Enter");
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toMatch(/kappa/i);
  });

  it("does not fetch the cells' equations for a soil, nor TensorFlow.js for anybody", async () => {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    await page.goto(site.address);
    await page.getByRole("heading", { name: "The network's estimate" }).waitFor();
    expect(fetched.filter((url) => /soil-duncan-chang/.test(url)).length).toBeGreaterThan(0);
    expect(fetched.filter((url) => /(?<!source-)battery|cam-clay|tfjs|tensorflow/i.test(url))).toEqual([]);
  });

  it.each([
    { what: "on a phone, dark, in Chinese", query: "?model=battery/p2d", options: { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "zh-CN", hasTouch: true, isMobile: true } },
    { what: "on a wall", query: "?model=soil/hypoplastic-sand", options: { viewport: { width: 2560, height: 1300 } } },
  ] as const)("can be read $what", async ({ query, options }) => {
    const { page, complaints } = await visit(query, options);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});
