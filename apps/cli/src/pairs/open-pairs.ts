import { join, resolve } from "node:path";
import { InputError } from "@inversa/core";
import { openStore, readPairs, readPairsFile, type App, type MeasuredPairs, type Store } from "@inversa/runtime";
import type { Console } from "../console.ts";
import type { StudyOptions } from "../study/open-study.ts";
import { formatCount } from "../terminal/numbers.ts";

export interface OpenPairs {
  readonly pairs: MeasuredPairs;
  /** Rows of `--data`, read by the same file; their targets may be unknown. */
  readonly asked?: MeasuredPairs;
  readonly store: Store;
}

/**
 * Opens a file of measured pairs.
 * @returns undefined for an ordinary study, which has a forward model.
 */
export async function openPairs(console: Console, app: App, path: string | undefined, options: StudyOptions): Promise<OpenPairs | undefined> {
  if (path === undefined) return undefined;
  const found = await readPairsFile(resolve(console.cwd, path));
  if (!found) return undefined;
  const foreign = (["model", "option", "preset", "condition", "samples", "read", "source"] as const).find((name) => options[name] !== undefined);
  if (foreign) throw new InputError("argument-invalid", { where: `--${foreign}`, what: `${path} holds measured pairs, which need no forward model`, expected: "only --estimator, and --data for rows to be answered" });
  const { folder } = found;
  const file = Object.assign(found.file, {
    ...(console.flags.seed === undefined ? {} : { seed: console.flags.seed }),
    ...(options.estimator === undefined ? {} : { estimators: onlyThis(app, found.file.estimators, options.estimator) }),
  });
  const { engine } = console.flags;
  const pairs = { ...(await readPairs(app, file, folder)), ...(engine === undefined ? {} : { engineId: app.engines.get(engine).id }) };
  for (const { file: name, rows, leftOut } of pairs.files) console.note(`${console.notePaint.bold(name)}  ${formatCount(rows)} rows${leftOut > 0 ? `, ${formatCount(leftOut)} left out by pairs.where` : ""}`);
  const asked = options.data ? await readPairs(app, file, folder, { paths: options.data, folder: console.cwd }) : undefined;
  const store = openStore(join(folder, ".inversa"));
  return { pairs, ...(asked ? { asked } : {}), store };
}

type Choices = Exclude<Awaited<ReturnType<typeof readPairsFile>>, undefined>["file"]["estimators"];

/** The estimator of `--estimator`, with the settings that the file gives it. */
function onlyThis(app: App, choices: Choices, wanted: string): Choices {
  const { id } = app.estimators.get(wanted);
  const idOf = (choice: Choices[number]): string => (typeof choice === "string" ? choice : choice.id);
  return [choices.find((choice) => app.estimators.has(idOf(choice)) && app.estimators.get(idOf(choice)).id === id) ?? id];
}
