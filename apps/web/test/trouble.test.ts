import { readFile } from "node:fs/promises";
import type { BrowserContextOptions, FileChooser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { againstIt, overhang, tabTo } from "./accessibility.ts";
import { browserPath, demoData, openStage, type Served, type Stage, startServer, type Visitor } from "./stage.ts";

const demo = ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"];

/** A workspace with the token that opens it, and what it does without the page. */
interface Member {
  readonly token: string;
  ask<T>(path: string, body?: unknown): Promise<T>;
  upload(): Promise<readonly string[]>;
  /** Keeps the demo's study with these lines about how to estimate, and starts it. */
  run(estimators: string, samples?: number): Promise<{ readonly id: string; readonly study: string }>;
}

function member(url: string, token: string): Member {
  const send = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const ask = <T>(path: string, body?: unknown): Promise<T> => send<T>(path, body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const upload = async (): Promise<readonly string[]> => {
    const form = new FormData();
    for (const name of demo) form.append("file", new Blob([await readFile(demoData(name))]), name);
    return (await send<{ items: readonly { id: string }[] }>("/files", { method: "POST", body: form })).items.map(({ id }) => id);
  };
  return {
    token, ask, upload,
    run: async (estimators, samples = 1000) => {
      const text = (await readFile(demoData("study.yaml"), "utf8")).replace(/estimators:\n(?: {2}- .*\n)+/, `estimators: [${estimators}]\n`).replace("samples: 2000", `samples: ${samples}`);
      const study = await ask<{ id: string }>("/studies", { text, files: await upload() });
      return ask("/runs", { study: study.id });
    },
  };
}

const until = async (right: () => Promise<boolean>): Promise<void> => { while (!(await right())) await new Promise((resolve) => setTimeout(resolve, 250)); };

describe.skipIf(browserPath === undefined)("the page, where not all goes well", { timeout: 240_000 }, () => {
  let stage: Stage;
  let later: Served | undefined;
  let li: Member;
  let wang: Member;
  let finished: { readonly id: string; readonly study: string };

  /** Somebody whose browser has the token of a workspace. */
  const signedIn = ({ token }: Member, options: BrowserContextOptions = {}): Promise<Visitor> =>
    stage.visitor({ ...options, storageState: { cookies: [], origins: [{ origin: stage.server.url, localStorage: [{ name: "inversa.token", value: JSON.stringify(token) }] }] } });

  beforeAll(async () => {
    stage = await openStage(["--require-token"]);
    const { url, token } = stage.server;
    const administrator = member(url, token!);
    const join = async (name: string): Promise<Member> => {
      const workspace = await administrator.ask<{ id: string }>("/workspaces", { name });
      return member(url, (await administrator.ask<{ token: string }>("/tokens", { workspace: workspace.id, name, scopes: ["read", "write"] })).token);
    };
    [li, wang] = [await join("soil lab"), await join("rock lab")];
    finished = await li.run("least-squares");
    await until(async () => (await li.ask<{ status: string }>(`/runs/${finished.id}`)).status === "done");
  }, 240_000);
  afterAll(async () => {
    await later?.stop();
    await stage?.close();
  });

  it("shows each of two people their own work, tells a wrong token, and says that the other's run is not there", async () => {
    const one = await stage.visitor();
    await one.page.goto(stage.server.url);
    await one.page.getByRole("heading", { name: "This server asks for an API token" }).waitFor();
    await one.page.getByLabel(/^API token/).fill("inversa_made-up");
    await one.page.getByRole("button", { name: "Continue" }).click();
    await one.page.getByRole("alert").getByText("unknown, revoked or expired").waitFor();
    await one.page.getByLabel(/^API token/).fill(li.token);
    await one.page.keyboard.press("Enter");
    await one.page.getByRole("region", { name: "Recent runs" }).getByRole("link", { name: /Duncan-Chang.*Done/ }).click();
    await one.page.getByRole("heading", { name: /match/ }).waitFor();

    // A tab cannot send a token; the page asks for a link that holds for minutes.
    const [report] = await Promise.all([one.page.context().waitForEvent("page"), one.page.getByRole("button", { name: "Open the report" }).click()]);
    await report.getByRole("heading", { level: 1 }).waitFor();
    expect(report.url()).toMatch(/\/artefacts\/report\.html\/linked\?/);
    expect(report.url()).not.toContain(li.token);
    await report.reload();
    await report.getByRole("heading", { name: "How the parameters vary together" }).waitFor();

    const two = await stage.visitor();
    await two.page.goto(`${stage.server.url}/runs/${finished.id}`);
    await two.page.getByLabel(/^API token/).fill(wang.token);
    await two.page.getByRole("button", { name: "Continue" }).click();
    // The link that the other sent, and nothing of what is behind it.
    await two.page.getByRole("alert").getByText(`There is no run ${finished.id}`).waitFor();
    expect(await two.page.textContent("main")).not.toMatch(/Duncan|CD-100/);
    await two.page.getByRole("link", { name: "Start" }).click();
    await two.page.getByRole("heading", { name: "From measured curves to parameters" }).waitFor();
    await two.page.waitForLoadState("networkidle");
    expect(await two.page.getByRole("region", { name: /Recent/ }).count()).toBe(0);
    expect([...one.mistakes, ...two.mistakes]).toEqual([]);
  });

  it("ends a run that is cancelled, tries it again, and follows it through a restart of the server to its result", async () => {
    const run = await li.run("bp", 1500);
    const { page, mistakes } = await signedIn(li);
    await page.goto(`${stage.server.url}/runs/${run.id}`);
    await page.getByRole("progressbar").first().waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("It was cancelled.").waitFor();
    await page.getByText("Cancelled", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForURL((url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(run.id));
    await page.getByRole("progressbar").first().waitFor();

    const lost = page.getByText("The connection to the server is lost.");
    await stage.server.stop();
    await lost.waitFor();
    later = await startServer({ data: stage.data, port: Number(new URL(stage.server.url).port), words: ["--require-token"] });
    await lost.waitFor({ state: "hidden" });
    await page.reload();
    await page.getByRole("heading", { name: /match|Not converged/ }).waitFor({ timeout: 120_000 });
    await page.getByText("Done", { exact: true }).waitFor();
    // Nothing was run twice, and nothing is left waiting.
    expect((await li.ask<{ items: readonly { status: string }[] }>("/runs")).items.map(({ status }) => status)).toEqual(["done", "cancelled", "done"]);
    expect(mistakes).toEqual([]);
  });

  it("says beside each bad file what is wrong with it, keeps the good one, and goes on when the bad ones are left out", async () => {
    const { page, mistakes } = await signedIn(li);
    await page.goto(stage.server.url);
    await page.locator("input[type=file]").first().setInputFiles([
      { name: "empty.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) },
      { name: "photo.png", mimeType: "image/png", buffer: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]) },
      { name: "shopping.csv", mimeType: "text/csv", buffer: Buffer.from("Bread,Milk,Cheese\n1,2,3\n4,5,6\n7,8,9\n") },
      { name: "specimen.csv", mimeType: "text/csv", buffer: Buffer.from("Axial strain (%),Volumetric strain (%),Deviator stress (kPa)\n0,0,0\n1,0.5,50\n2,0.9,80\n4,1.4,110\n6,1.7,125\n") },
      { name: demo[0]!, mimeType: "text/csv", buffer: await readFile(demoData(demo[0]!)) },
    ]);
    const card = (name: string) => page.getByRole("article", { name });
    await card("empty.csv").getByRole("alert").getByText(/empty|no data|nothing/i).first().waitFor();
    await card("photo.png").getByRole("alert").waitFor();
    await card("shopping.csv").getByRole("alert").waitFor();
    // The good one is drawn, whatever stands beside it.
    await card(demo[0]!).getByText("confining pressure 100 kPa").waitFor();
    await page.getByRole("img", { name: /Deviator stress.*CD-100kPa/ }).locator("svg").waitFor();
    expect(await page.getByRole("button", { name: "Choose a model" }).isDisabled()).toBe(true);
    expect(await againstIt(page)).toEqual([]);

    await card("specimen.csv").getByRole("textbox", { name: "Confining pressure (kPa)" }).fill("200");
    await card("specimen.csv").getByRole("button", { name: "Apply" }).click();
    await card("specimen.csv").getByText("confining pressure 200 kPa").waitFor();
    for (const name of ["empty.csv", "photo.png", "shopping.csv"]) await page.getByRole("button", { name: `Leave out ${name}` }).click();
    await page.getByText("2 tests are ready.").waitFor();
    await page.getByRole("button", { name: "Choose a model" }).click();
    await page.getByRole("radio", { name: "Duncan-Chang E-B" }).waitFor();
    expect(mistakes).toEqual([]);
  });

  it("is used from files to a result with the keyboard alone, and always shows where it is", async () => {
    const { page, mistakes } = await signedIn(wang);
    await page.goto(stage.server.url);
    await page.getByRole("heading", { level: 1 }).waitFor();
    let chooser: FileChooser | undefined;
    // The browser opens its window only soon after a key, and what arrives meanwhile may draw the place anew: on a machine that is busy elsewhere people go there and press again.
    for (let presses = 0; chooser === undefined && presses < 5; presses++) {
      await tabTo(page, page.getByRole("button", { name: /^Drop measured files here/ }));
      [chooser] = await Promise.all([page.waitForEvent("filechooser", { timeout: 5_000 }).catch(() => undefined), page.keyboard.press("Enter")]);
    }
    await chooser!.setFiles(demo.map(demoData));
    await page.getByText("3 tests are ready.").waitFor();
    await tabTo(page, page.getByRole("button", { name: "Choose a model" }));
    await page.keyboard.press("Enter");
    const model = page.getByRole("radio", { name: "Duncan-Chang E-B" });
    await model.waitFor();
    await tabTo(page, model);
    await page.keyboard.press("Space");
    await tabTo(page, page.getByRole("button", { name: "See what the tests can tell" }));
    await page.keyboard.press("Enter");
    await page.getByText(/can be determined well/).waitFor();
    await tabTo(page, page.getByRole("button", { name: "Choose how to estimate" }));
    await page.keyboard.press("Enter");
    const squares = page.getByRole("checkbox", { name: "Least squares", exact: true });
    await squares.waitFor();
    if (!(await squares.isChecked())) {
      await tabTo(page, squares);
      await page.keyboard.press("Space");
    }
    await tabTo(page, page.getByRole("button", { name: "Estimate", exact: true }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/runs\//);
    // Least squares is done in a moment: what is reached is its result.
    await page.getByRole("heading", { name: /match|Not converged/ }).waitFor({ timeout: 120_000 });
    await tabTo(page, page.getByRole("button", { name: "Copy a link to this result" }));
    expect(mistakes).toEqual([]);
  });

  it("is read by everybody on a telephone in the dark in Chinese, and wide and light: every screen, without findings of axe and no wider than the window", async () => {
    const { page, mistakes } = await signedIn(li, { locale: "zh-CN", colorScheme: "dark", viewport: { width: 390, height: 844 } });
    const files = `files=${(await li.upload()).join(",")}`;
    const model = `${files}&model=soil/duncan-chang-eb`;
    const screens = [
      ["/", ".work a"], [`/new?${files}`, ".chart svg"], [`/new/model?${files}`, "[role=radio]"], [`/new/parameters?${model}`, ".verdict"], [`/new/estimate?${model}`, ".model input"],
      [`/runs/${finished.id}`, ".charts .chart svg"], [`/studies/${finished.study}`, ".study-file"], ["/settings", ".units select"], ["/explore", ".content canvas"], ["/nowhere", ".screen a"], [`/runs/${finished.study}`, "[role=alert]"],
    ] as const;
    const found: string[] = [];
    const look = async (at: string): Promise<void> => {
      const wide = await overhang(page);
      found.push(...(await againstIt(page)).map((finding) => `${at} ${finding}`), ...(wide > 0 ? [`${at} is ${wide} px too wide`] : []));
    };
    for (const [path, sign] of screens) {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: "dark" });
      await page.goto(stage.server.url + path);
      await page.locator(sign).first().waitFor();
      await look(`${path.split("?")[0]} dark, 390 px:`);
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 1280, height: 800 });
      await look(`${path.split("?")[0]} light, 1280 px:`);
    }
    expect(found).toEqual([]);
    expect(mistakes).toEqual([]);
  });
});
