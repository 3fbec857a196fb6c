import type { Run } from "@inversa/core";
import {
  type App, encodeInverse, estimatorNames, evaluatePairs, exceptionsOf, type MeasuredPairs, openStore, parsePairsFile, parseStudyFile, readPairs, type ResolvedStudy, resolveStudy, runStudy, trainAll, type TrainedEstimator, trainedDocument,
  trainedPairsDocument, trainPairs,
} from "@inversa/runtime";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Artefact, RunResult, TrainedFile } from "./queue.ts";

/** A study that lies in a folder with the files that it names. */
export interface StudyFolder {
  readonly text: string;
  readonly folder: string;
  /** Folder in which finished stages are kept, so that a run that comes again goes on from there. */
  readonly store: string;
  /** Worker threads for simulations; the engine decides unless given. */
  readonly threads?: number | undefined;
  /** Where simulations and trainings run, whatever the study says; its own or the variant's engine unless given. */
  readonly engine?: string | undefined;
  /** The one stage that was asked for; all of them unless given. */
  readonly only?: "train" | undefined;
}

/** The pipeline of a study, its report rendered; or its training alone. @throws InputError for what the user can put right. */
export async function executeStudy(app: App, study: StudyFolder, run: Omit<Run, "seed">): Promise<RunResult> {
  const pairs = parsePairsFile(study.text, "study.yaml");
  return pairs ? executePairs(app, await readPairs(app, pairs, study.folder), study, run) : executeSimulated(app, study, run);
}

/** Measured pairs are tested on random splits and with every group left out, and trained on as a whole. */
async function executePairs(app: App, read: MeasuredPairs, { store, engine, only }: StudyFolder, run: Omit<Run, "seed">): Promise<RunResult> {
  const pairs = engine === undefined ? read : { ...read, engineId: engine };
  const seeded = { ...run, seed: pairs.seed };
  const trained: TrainedFile[] = [];
  for (const choice of pairs.estimators) {
    const one = await trainPairs(app, pairs, choice, { store: openStore(store), byGroup: true }, seeded);
    trained.push({ document: trainedPairsDocument(pairs, one), bytes: encodeInverse(one.saved) });
  }
  if (only === "train") return { estimates: [], trained, artefacts: [] };
  const evaluation = JSON.stringify(await evaluatePairs(app, pairs, seeded));
  return { estimates: [], trained, artefacts: [{ name: "evaluation.json", mediaType: "application/json", bytes: new TextEncoder().encode(evaluation) }] };
}

async function executeSimulated(app: App, { text, folder, store, threads, engine, only }: StudyFolder, run: Omit<Run, "seed">): Promise<RunResult> {
  const file = parseStudyFile(text, "study.yaml");
  const resolved = await resolveStudy(app, engine === undefined ? file : Object.assign(file, { simulations: { ...file.simulations, engine } }), folder);
  const [options, seeded] = [{ store: openStore(store), ...(threads === undefined ? {} : { threads }) }, { ...run, seed: resolved.study.seed }];
  if (only === "train") return { estimates: [], trained: filesOf(resolved, await trainAll(app, resolved, options, seeded)), artefacts: [] };
  const { estimates, trained } = await runStudy(app, resolved, options, seeded);
  const { renderReport } = await import("@inversa/report");
  const { model, study, readings, name } = resolved;
  const html = renderReport({ estimates, title: name, data: readings, study: text, background: { model, responses: study.responses, exceptions: exceptionsOf(study), estimators: estimatorNames(app, estimates) } });
  const samples = await Promise.all(estimates.flatMap(({ samples: path }) => (path === null ? [] : [readSamples(path)])));
  return {
    // Where this server keeps its files is nobody's business.
    estimates: estimates.map((estimate) => ({ ...estimate, samples: estimate.samples === null ? null : basename(estimate.samples) })),
    trained: filesOf(resolved, trained),
    artefacts: distinct([{ name: "report.html", mediaType: "text/html; charset=utf-8", bytes: new TextEncoder().encode(html) }, ...samples]),
  };
}

const filesOf = (resolved: ResolvedStudy, trained: readonly TrainedEstimator[]): readonly TrainedFile[] => trained.map((one) => ({ document: trainedDocument(resolved, one), bytes: encodeInverse(one.saved) }));

const readSamples = async (path: string): Promise<Artefact> => ({ name: basename(path), mediaType: "text/csv; charset=utf-8", bytes: await readFile(path) });

/** Two estimators with the same draws share a file, whose name follows from its contents. */
const distinct = (artefacts: readonly Artefact[]): readonly Artefact[] => artefacts.filter(({ name }, i) => artefacts.findIndex((other) => other.name === name) === i);
