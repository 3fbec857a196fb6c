import type { Run } from "@inversa/core";
import { type App, estimatorNames, exceptionsOf, openStore, parseStudyFile, resolveStudy, runStudy } from "@inversa/runtime";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Artefact, RunResult } from "./queue.ts";

/** A study that lies in a folder with the files that it names. */
export interface StudyFolder {
  readonly text: string;
  readonly folder: string;
  /** Folder in which finished stages are kept, so that a run that comes again goes on from there. */
  readonly store: string;
  /** Worker threads for simulations; the engine decides unless given. */
  readonly threads?: number | undefined;
}

/** The whole pipeline of a study, its report rendered. @throws InputError for what the user can put right. */
export async function executeStudy(app: App, { text, folder, store, threads }: StudyFolder, run: Omit<Run, "seed">): Promise<RunResult> {
  const resolved = await resolveStudy(app, parseStudyFile(text, "study.yaml"), folder);
  const { estimates } = await runStudy(app, resolved, { store: openStore(store), ...(threads === undefined ? {} : { threads }) }, { ...run, seed: resolved.study.seed });
  const { renderReport } = await import("@inversa/report");
  const { model, study, readings, name } = resolved;
  const html = renderReport({ estimates, title: name, data: readings, study: text, background: { model, responses: study.responses, exceptions: exceptionsOf(study), estimators: estimatorNames(app, estimates) } });
  const samples = await Promise.all(estimates.flatMap(({ samples: path }) => (path === null ? [] : [readSamples(path)])));
  return {
    // Where this server keeps its files is nobody's business.
    estimates: estimates.map((estimate) => ({ ...estimate, samples: estimate.samples === null ? null : basename(estimate.samples) })),
    artefacts: distinct([{ name: "report.html", mediaType: "text/html; charset=utf-8", bytes: new TextEncoder().encode(html) }, ...samples]),
  };
}

const readSamples = async (path: string): Promise<Artefact> => ({ name: basename(path), mediaType: "text/csv; charset=utf-8", bytes: await readFile(path) });

/** Two estimators with the same draws share a file, whose name follows from its contents. */
const distinct = (artefacts: readonly Artefact[]): readonly Artefact[] => artefacts.filter(({ name }, i) => artefacts.findIndex((other) => other.name === name) === i);
