import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { InputError } from "@inversa/core";
import { runStudy } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { demoFiles, demoModel } from "../demo-data.ts";
import { comparisonTable, overallMisfit, printEstimate } from "../estimate/estimate-text.ts";
import { printFitPlots } from "../estimate/fit-plot.ts";
import { exitCodes } from "../failure.ts";
import { shippedData } from "../installation.ts";
import { withApp } from "../open-app.ts";
import { writeReport } from "../report.ts";
import { openStudy, workOptions } from "../study/open-study.ts";
import { formatDuration, formatPercent } from "../terminal/numbers.ts";
import { wrap } from "../terminal/wrap.ts";
import { toDisk } from "../write-file.ts";
import { simulatedText, writeEstimates } from "./run.ts";

const shipped = [...demoFiles, "study.yaml"];

/** The main job on the data that ship with Inversa, told step by step in plain words. */
export async function demo(console: Console, options: { readonly out: string }): Promise<number> {
  const began = performance.now();
  const { paint } = console;
  const folder = resolve(console.cwd, options.out);
  const shown = relative(console.cwd, folder) || ".";
  const say = (text: string): void => { for (const line of wrap(text, Math.min(console.width, 100))) console.print(line); };
  const step = (title: string): void => console.print(`\n${paint.bold(paint.cyan("▸"))} ${paint.bold(title)}`);

  return withApp(console, async ({ app }) => {
    if (!app.models.has(demoModel)) {
      throw new InputError("argument-invalid", { where: "inversa demo", what: `the variant ${app.name} has no demonstration`, expected: `a variant that holds ${demoModel}: soil-lab or full`, next: "inversa demo without --app shows one; inversa simulate --example prints a request that this variant answers" });
    }
    say(`${paint.bold("Inversa demo")}: from three triaxial tests to the parameters of the Duncan-Chang E-B soil model, by two neural networks and by least squares.`);
    await copyShipped(console, folder, shown);
    step("Reading three drained triaxial tests on a remoulded soil");
    const study = await openStudy(console, app, join(folder, "study.yaml"), {});
    const { resolved, store, text } = study;

    step(`Simulating ${resolved.samples.toLocaleString("en-US")} imagined soils, training a BP network and a 1-D CNN on them, estimating, verifying`);
    const result = await console.watch(resolved.study.seed, (run) => runStudy(app, resolved, workOptions(console, store), run));
    const [main] = result.estimates;
    if (!main) throw new Error("the demo's study names no estimator");
    const report = join(folder, "report.html");
    const files = await writeEstimates(folder, result.estimates);
    await writeReport(report, app, resolved, result.estimates, text);
    console.document({ schema: 1, folder, files: { ...files, report, study: join(folder, "study.yaml") }, seconds: (performance.now() - began) / 1000, estimates: result.estimates });
    console.print(paint.dim(simulatedText(result)));

    step("The parameters, with the range that holds each with 95 % probability");
    printEstimate(console, main);
    step("The model with these parameters against the measurements");
    printFitPlots(console, main);
    step("All three ways side by side");
    console.print(comparisonTable(console, result.estimates));

    const converged = result.estimates.every((e) => e.diagnostics.converged);
    console.print(`\n${converged ? paint.green("✓") : paint.red("✗")} ${converged ? "Done" : "Not every estimator converged"} in ${formatDuration((performance.now() - began) / 1000)}; the model follows the measurements within ${formatPercent(overallMisfit(main))} of their peaks.`);
    console.print(`  The report is ${paint.bold(join(shown, "report.html"))}: open it in a browser. Beside it: estimate.json, study.yaml and the data.`);
    console.print(`\n${paint.bold("Your own tests:")}\n  ${console.hint(`study new --model ${resolved.model.id} --data my-tests/*.csv`)}\n  ${console.hint("run study.yaml")}\n  ${console.hint("export study.yaml --to abaqus")}`);
    return converged ? exitCodes.done : exitCodes.fellShort;
  });
}

/** Puts the shipped files into the user's folder. What the user changed there is left alone and used. */
async function copyShipped(console: Console, folder: string, shown: string): Promise<void> {
  await toDisk(folder, () => mkdir(folder, { recursive: true }));
  for (const name of shipped) {
    const [from, to] = [shippedData(join("demo", name)), join(folder, name)];
    if (!existsSync(to)) await toDisk(to, () => copyFile(from, to));
    else if (!readFileSync(to).equals(readFileSync(from))) console.warn(`${join(shown, name)} is not the one that ships; it is left alone and used as it is`);
  }
}
