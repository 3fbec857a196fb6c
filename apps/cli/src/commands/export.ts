import { existsSync, statSync } from "node:fs";
import { extname, join, relative, resolve } from "node:path";
import { cautions, InputError, type ExportedFile } from "@inversa/core";
import { exportEstimate } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { findEstimate } from "../export/find-estimate.ts";
import { formatsOf } from "../export/formats.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { writeResult } from "../write-file.ts";

interface Options {
  readonly to: string;
  readonly out?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly estimator?: string;
}

/** Hands an estimate on to another program or to a reader. What should not be overlooked goes to standard error. */
export async function exportCommand(console: Console, place: string, { to, out, set, estimator }: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    const exporter = formatsOf(app, console.around.environment).get(to);
    const { estimate, folder, file } = await findEstimate(console, place, estimator);
    const { files, remarks } = await exportEstimate(app, exporter, estimate, set);
    const warned = cautions(estimate);
    const targets = out === "-" ? [] : targetsOf(console, files, out, folder);
    for (const [i, target] of targets.entries()) {
      if (target === file) throw new InputError("argument-invalid", { where: "--out", what: `${target} is the estimate itself`, expected: "another place" });
      await writeResult(target, files[i]!.content);
    }
    console.document({
      schema: 1, estimate: file ?? null, model: estimate.model, estimator: estimate.estimator, format: exporter.id, cautions: warned, remarks,
      files: files.map(({ name, mediaType, content }, i) => ({ name, mediaType, path: targets[i] ?? null, ...(targets[i] === undefined ? { content: typeof content === "string" ? content : Buffer.from(content).toString("base64") } : {}) })),
    });
    if (out === "-") for (const text of printed(files)) console.print(text.replace(/\n$/, ""));
    for (const text of [...warned, ...remarks]) console.warn(text);
    for (const target of targets) console.print(`${console.paint.green("✓")} ${exporter.name}: ${console.paint.bold(relative(console.cwd, target) || target)}`);
    return exitCodes.done;
  });
}

/** Where the files go: beside the estimate unless said otherwise; a place that has no extension, ends in a slash or is a folder is one. */
function targetsOf(console: Console, files: readonly ExportedFile[], out: string | undefined, folder: string): readonly string[] {
  if (out === undefined) return files.map(({ name }) => join(folder, name));
  const full = resolve(console.cwd, out);
  const isFolder = /[\\/]$/.test(out) || (existsSync(full) ? statSync(full).isDirectory() : extname(full) === "");
  if (isFolder) return files.map(({ name }) => join(full, name));
  if (files.length === 1) return [full];
  throw new InputError("argument-invalid", { where: "--out", what: `this format writes ${files.length} files (${files.map(({ name }) => name).join(", ")}), and ${out} names one`, expected: "a folder" });
}

function printed(files: readonly ExportedFile[]): readonly string[] {
  return files.map(({ name, content }) => {
    if (typeof content !== "string") throw new InputError("argument-invalid", { where: "--out", what: `${name} is not text and cannot be printed`, expected: "a file" });
    return files.length === 1 ? content : `--- ${name}\n${content}`;
  });
}
