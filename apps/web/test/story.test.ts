import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { againstIt } from "./accessibility.ts";
import { browserPath, demoData, openStage, type Stage } from "./stage.ts";

const files = ["CD-100kPa.csv", "CD-200kPa.csv", "CD-400kPa.csv"];

describe.skipIf(browserPath === undefined)("the page in a browser", { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(); }, 120_000);
  afterAll(async () => { await stage?.close(); });

  it("takes three files from the drop to parameters, report, export and a link, every screen accessible and in order after a reload", async () => {
    const { page, mistakes } = await stage.visitor();
    await page.goto(stage.server.url);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await againstIt(page)).toEqual([]);
    await page.locator("input[type=file]").first().setInputFiles(files.map(demoData));

    // The curves at once, with what was recognised.
    for (const file of files) await page.getByRole("article", { name: file }).getByText("Drained triaxial", { exact: true }).waitFor();
    expect(await page.getByRole("article", { name: files[1]! }).textContent()).toContain("confining pressure 200 kPa");
    await page.getByRole("img", { name: /Deviator stress, Drained triaxial: CD-100kPa, CD-200kPa, CD-400kPa/ }).locator("svg").waitFor();
    expect(await againstIt(page)).toEqual([]);
    await page.reload();
    await page.getByText("3 tests are ready.").waitFor();

    await page.getByRole("button", { name: "Choose a model" }).click();
    await page.getByRole("radio", { name: "Duncan-Chang E-B" }).waitFor();
    await expect.poll(() => page.getByRole("radio").count()).toBeGreaterThanOrEqual(8);
    expect(await againstIt(page)).toEqual([]);
    await page.getByRole("button", { name: "See what the tests can tell" }).click();

    // What the tests can tell, and that an edit survives a reload.
    const row = page.getByRole("row").filter({ has: page.getByRole("checkbox", { name: "Estimate c" }) });
    await row.getByText("about ±").waitFor();
    expect(await againstIt(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "Estimate c" }).uncheck();
    await page.getByText("6 parameters can be determined well").waitFor();
    await page.getByRole("textbox", { name: "Value of c" }).fill("0");
    await page.getByRole("textbox", { name: "Value of c" }).blur();
    await page.reload();
    await page.getByRole("checkbox", { name: "Estimate c" }).waitFor();
    expect(await page.getByRole("checkbox", { name: "Estimate c" }).isChecked()).toBe(false);
    expect(await page.getByRole("textbox", { name: "Value of c" }).inputValue()).toBe("0");
    await page.getByRole("button", { name: "Choose how to estimate" }).click();

    await page.getByRole("checkbox", { name: "Back-propagation network" }).uncheck();
    await page.getByRole("checkbox", { name: "Least squares", exact: true }).check();
    await page.getByRole("checkbox", { name: "Hand procedure" }).check();
    // Its settings: what cannot be used is said at the field and stops the start; what can survives a reload, as all of the study file does.
    await page.getByText("Settings: Least squares", { exact: true }).click();
    const iterations = page.getByRole("textbox", { name: "Max iterations" });
    expect(await iterations.inputValue()).toBe("100");
    await iterations.fill("0");
    await iterations.blur();
    await page.getByText("0 is not allowed; expected: a whole number from 1 to 100000").waitFor();
    expect(await page.getByRole("button", { name: "Estimate", exact: true }).isDisabled()).toBe(true);
    expect(await againstIt(page)).toEqual([]);
    await page.reload();
    // Folded open, since something is wrong.
    await page.getByText("0 is not allowed").waitFor();
    await iterations.fill("60");
    await iterations.press("Enter");
    await page.getByText("Settings: Least squares (one changed)").waitFor();
    await page.reload();
    await page.getByText("Settings: Least squares (one changed)").click();
    expect(await iterations.inputValue()).toBe("60");
    await page.getByRole("button", { name: "Back to the defaults" }).click();
    expect(await iterations.inputValue()).toBe("100");
    expect(await againstIt(page)).toEqual([]);
    await page.getByRole("button", { name: "Estimate", exact: true }).click();

    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
    await page.reload();
    await page.getByRole("heading", { name: /match/ }).waitFor({ timeout: 60_000 });
    const modulus = page.getByRole("row", { name: /modulus number: initial/ });
    // The command line's answer to the same files is about 47.
    expect(Number.parseFloat((await modulus.getByRole("cell").first().textContent())!)).toBeGreaterThan(30);
    await page.getByRole("heading", { name: "The estimators side by side" }).waitFor();
    await page.locator(".chart svg").last().waitFor();
    await expect.poll(() => page.getByRole("img", { name: /Measured minus model/ }).count()).toBe(2);
    expect(await againstIt(page)).toEqual([]);

    await page.getByRole("img", { name: /Pair plot of \d parameters/ }).locator("svg").waitFor();

    // Values by the keyboard, a part enlarged by the mouse, all of it by a double click.
    const fit = page.getByRole("group", { name: /^Deviator stress, Drained triaxial.*Arrow keys/ });
    await fit.focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
    expect(await fit.getByRole("status").textContent()).toMatch(/CD-200kPa.*Axial strain.*Measured.*kPa.*Model.*95 % band.*Measured − model/);
    expect(await againstIt(page)).toEqual([]);
    const drawn = (await fit.boundingBox())!;
    await page.mouse.move(drawn.x + 100, drawn.y + 60);
    await page.mouse.down();
    await page.mouse.move(drawn.x + 220, drawn.y + 200, { steps: 4 });
    await page.mouse.up();
    await fit.getByRole("button", { name: "Show all" }).waitFor();
    await page.mouse.dblclick(drawn.x + 100, drawn.y + 150);
    await fit.getByRole("button", { name: "Show all" }).waitFor({ state: "hidden" });
    const [report] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: "Open the report" }).click()]);
    await report.getByRole("heading", { level: 1 }).waitFor();
    expect(await report.textContent("body")).toContain("Duncan-Chang");
    await page.getByRole("combobox", { name: "Parameters for" }).selectOption("abaqus");
    await page.getByRole("button", { name: "Export for Abaqus" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".files button").first().click()]);
    expect(download.suggestedFilename()).toMatch(/\.inp$/);

    // The same for whoever has the link.
    const { page: other, mistakes: others } = await stage.visitor({ colorScheme: "dark", locale: "zh-CN" });
    await other.goto(page.url());
    await other.getByRole("heading", { name: /吻合/ }).waitFor();
    await other.locator(".chart svg").last().waitFor();
    expect(await againstIt(other)).toEqual([]);
    expect([...mistakes, ...others]).toEqual([]);
  });

  it("shows values in the units that a person chooses, in its settings", async () => {
    const { page, mistakes } = await stage.visitor();
    await page.goto(`${stage.server.url}/settings`);
    await page.getByRole("combobox", { name: "Pressures" }).selectOption("MPa");
    await page.getByRole("combobox", { name: "Strains" }).selectOption("m/m");
    expect(await againstIt(page)).toEqual([]);
    await page.getByRole("link", { name: "Start" }).click();
    await page.getByRole("button", { name: /Try three triaxial tests/ }).click();
    await page.getByRole("article", { name: files[0]! }).getByText("confining pressure 0.1 MPa").waitFor();
    await page.getByText("Deviator stress q (MPa)").waitFor();
    await page.getByText("Axial strain εₐ (m/m)").first().waitFor();
    expect(mistakes).toEqual([]);
  });

  it("says beside a file what is wrong with it, and takes the condition that it lacks", async () => {
    const { page } = await stage.visitor();
    await page.goto(stage.server.url);
    const table = "Axial strain (%),Volumetric strain (%),Deviator stress (kPa)\n0,0,0\n1,0.5,50\n2,0.9,80\n4,1.4,110\n6,1.7,125\n";
    await page.locator("input[type=file]").first().setInputFiles([
      { name: "specimen.csv", mimeType: "text/csv", buffer: Buffer.from(table) },
      { name: "photo.png", mimeType: "image/png", buffer: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0]) },
    ]);
    await page.getByRole("article", { name: "photo.png" }).getByRole("alert").waitFor();
    expect(await againstIt(page)).toEqual([]);
    await page.getByRole("button", { name: "Leave out photo.png" }).click();
    const specimen = page.getByRole("article", { name: "specimen.csv" });
    await specimen.getByRole("alert").getByText("confiningPressure", { exact: false }).first().waitFor();
    await specimen.getByRole("textbox", { name: "Confining pressure (kPa)" }).fill("100");
    await specimen.getByRole("button", { name: "Apply" }).click();
    await page.getByText("One test is ready.").waitFor();
    expect(await specimen.textContent()).toContain("confining pressure 100 kPa");
  });
});
