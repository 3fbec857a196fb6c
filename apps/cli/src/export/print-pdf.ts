import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "@inversa/core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge"];

/** Where installers put browsers outside the search path. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, (environment: NodeJS.ProcessEnv) => readonly string[]>>> = {
  darwin: () => ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: (environment) => ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) => {
    const root = environment[variable];
    return root === undefined ? [] : ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe", "Chromium\\Application\\chrome.exe"].map((path) => join(root, path));
  }),
};

/** The browser that can print: `INVERSA_BROWSER`, else the first Chromium, Chrome or Edge of this machine; undefined when there is none. */
export function findBrowser(environment: NodeJS.ProcessEnv): string | undefined {
  const chosen = environment["INVERSA_BROWSER"];
  const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  const onPath = (environment["PATH"] ?? "").split(delimiter).filter(Boolean).flatMap((folder) => names.flatMap((name) => suffixes.map((suffix) => join(folder, name + suffix))));
  return [...(chosen === undefined || chosen === "" ? [] : [chosen]), ...onPath, ...(usualPlaces[process.platform]?.(environment) ?? [])].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How long a browser may take for one report. */
const patience = 60_000;

/**
 * Prints a page to PDF by a headless browser with a profile of its own.
 * @throws InputError `export-unsupported` where there is no browser or it fails: then the page can be printed by hand.
 */
export async function printPdf(page: string, environment: NodeJS.ProcessEnv): Promise<Uint8Array> {
  const browser = findBrowser(environment);
  if (browser === undefined) throw cannot("no Chromium, Chrome or Edge was found on this machine");
  const folder = await mkdtemp(join(tmpdir(), "inversa-pdf-"));
  try {
    const [source, target] = [join(folder, "report.html"), join(folder, "report.pdf")];
    await writeFile(source, page);
    // Containers and root accounts have no sandbox to start; the page is our own and runs no script.
    const said = await runToEnd(browser, ["--headless", "--disable-gpu", "--no-sandbox", "--no-first-run", "--disable-extensions", `--user-data-dir=${join(folder, "profile")}`, "--no-pdf-header-footer", `--print-to-pdf=${target}`, pathToFileURL(source).href]);
    return await readFile(target).catch(() => { throw cannot(`${browser} printed nothing${said === "" ? "" : `: ${said}`}`); });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const cannot = (what: string): InputError => new InputError("export-unsupported", {
  where: "format pdf", what, expected: "a browser to print with (INVERSA_BROWSER names one)", next: "Write --to report and print that page to PDF from any browser (A4)",
});

/** Runs a program to its end; its last complaint. */
function runToEnd(program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"], timeout: patience });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => { said = (said + text).slice(-2000); });
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(said.trim().split("\n").at(-1) ?? ""));
  });
}
