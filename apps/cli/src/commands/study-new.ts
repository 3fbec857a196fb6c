import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { InputError } from "@inversa/core";
import { proposeStudy, readingsDocument } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { modelOf, proposalRequest, saidByFlags, stemOf, type StudyOptions } from "../study/open-study.ts";
import { printReadings } from "../study/readings-text.ts";
import { writeResult } from "../write-file.ts";

interface Options extends Pick<StudyOptions, "option" | "preset" | "condition" | "source" | "read"> {
  readonly model?: string;
  readonly data: readonly string[];
  readonly estimator?: string;
  readonly out: string;
  readonly force?: boolean;
}

/** Looks at the data and writes a study file that says everything that was decided. */
export async function studyNew(console: Console, options: Options): Promise<number> {
  const path = resolve(console.cwd, options.out);
  if (existsSync(path) && !options.force) {
    throw new InputError("argument-invalid", { where: "--out", what: `${path} exists already`, expected: "a name that is free", next: "Give another name with --out, or --force to replace it" });
  }
  return withApp(console, async ({ app }) => {
    const { text, readings, remarks } = await saidByFlags(() => proposeStudy(app, {
      model: modelOf(app, options.model), data: options.data, name: stemOf(path), folder: dirname(path), cwd: console.cwd, ...proposalRequest(options),
      ...(options.estimator === undefined ? {} : { estimator: app.estimators.get(options.estimator).id }),
      ...(console.flags.seed === undefined ? {} : { seed: console.flags.seed }),
    }));
    printReadings(console, app, readings);
    for (const remark of remarks) console.warn(remark);
    await writeResult(path, text);
    console.document({ file: path, study: text, readings: readingsDocument(readings) });
    const shown = relative(console.cwd, path) || path;
    console.print(`${console.paint.green("✓")} ${console.paint.bold(shown)} is written; every choice in it can be changed`);
    console.note(console.notePaint.dim(`\nNext: can these tests determine the parameters?\n      ${console.hint(`study check ${shown}`)}\n      then train, estimate, verify, report:\n      ${console.hint(`run ${shown}`)}`));
    return exitCodes.done;
  });
}
