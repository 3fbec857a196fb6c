import { fileURLToPath } from "node:url";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, demoData, openStage, type Stage } from "./stage.ts";

const twoLines = fileURLToPath(new URL("fixtures/two-lines.ts", import.meta.url));

describe.skipIf(browserPath === undefined)("Explore beside the server", () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(["--app", "soil-lab", "--plugin", twoLines]); }, 180_000);
  afterAll(() => stage?.close());

  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const response = await fetch(`${stage.server.url}/api/v1${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    expect(response.ok).toBe(true);
    return (await response.json()) as T;
  };

  it("simulates a model of somebody else's plugin on the server, and the page's own in the page", async () => {
    const { page, mistakes } = await stage.visitor();
    const asked: string[] = [];
    page.on("request", (request) => { if (request.method() === "POST") asked.push(new URL(request.url()).pathname); });
    await page.goto(`${stage.server.url}/explore?model=soil/two-lines`);
    await page.waitForSelector(".explore-chart canvas");
    const picture = page.locator(".explore-chart canvas").first();
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    const before = await picture.screenshot();
    const E = page.getByRole("textbox", { name: /^E,/ });
    await E.fill("90000");
    await E.press("Enter");
    await expect.poll(async () => (await picture.screenshot()).equals(before)).toBe(false);
    expect(new Set(asked)).toEqual(new Set(["/api/v1/simulate"]));
    asked.length = 0;
    await page.getByLabel("Model").selectOption("soil/modified-cam-clay");
    await page.getByRole("textbox", { name: /^M,/ }).waitFor();
    expect(asked).toEqual([]);
    expect(mistakes).toEqual([]);
  });

  it("opens an estimate with its data, values and misfit", async () => {
    const text = (await readFile(demoData("study.yaml"), "utf8")).replace(/estimators:[\s\S]*?seed/, "estimators: [least-squares]\nseed");
    const form = new FormData();
    for (const name of ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"]) form.append("file", new Blob([await readFile(demoData(name))]), name);
    const { items } = (await (await fetch(`${stage.server.url}/api/v1/files`, { method: "POST", body: form })).json()) as { items: { id: string }[] };
    const study = await post<{ id: string }>("/studies", { text, files: items.map(({ id }) => id) });
    const run = await post<{ id: string }>("/runs", { study: study.id });
    const estimates = async (): Promise<{ id: string }[]> => ((await (await fetch(`${stage.server.url}/api/v1/runs/${run.id}`)).json()) as { estimates: { id: string }[] }).estimates;
    await expect.poll(async () => (await estimates()).length, { timeout: 60_000, interval: 500 }).toBeGreaterThan(0);
    const [{ id }] = (await estimates()) as [{ id: string }];

    const { page, mistakes } = await stage.visitor();
    await page.goto(`${stage.server.url}/explore?estimate=${id}`);
    await page.locator(".explore-key tbody tr th", { hasText: "CD-400kPa" }).waitFor();
    await expect.poll(() => page.locator(".explore-key tbody td").first().innerText()).toMatch(/kPa \(\d/);
    expect(Number(await page.getByRole("textbox", { name: /^K,/ }).inputValue())).toBeGreaterThan(20);
    await expect.poll(() => new URL(page.url()).search).toBe(`?estimate=${id}`);
    expect(mistakes).toEqual([]);
  });
});
