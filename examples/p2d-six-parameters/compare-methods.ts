import { createHash } from "node:crypto";
import type { Run } from "@inversa/core";
import { type App, evaluateStudy, type EvaluatedEstimator, type Evaluation, type ResolvedStudy, resolveStudy, type Store, type StudyFile } from "@inversa/runtime";

/** Measurement errors under which methods are compared. "None" leaves a hundredth for networks to scale by and least squares to weigh with; the test cases get nothing. */
export const levels = {
  none: { voltage: 1e-5, temperature: 1e-3 },
  "1 mV": { voltage: 1e-3, temperature: 0.1 },
} as const;
export type Level = keyof typeof levels;

/** How the methods do at one level. */
export interface Comparison {
  readonly level: Level;
  /** Networks alone, then networks polished by least squares and least squares alone. */
  readonly methods: readonly (EvaluatedEstimator & { readonly cases: number })[];
  readonly floor: Evaluation["floor"];
}

export interface Size {
  /** Windows to train on, and to test networks with. */
  readonly samples: number;
  readonly cases: number;
  /** The first so many of the test windows are given to least squares. */
  readonly polished: number;
}

/** The study at a level of noise. */
export const studyAt = (app: App, file: StudyFile, folder: string, level: Level, samples: number): Promise<ResolvedStudy> =>
  resolveStudy(app, {
    ...file, name: `${file.name}, ${level}`,
    responses: { voltage: { noise: { absolute: levels[level].voltage } }, temperature: { noise: { absolute: levels[level].temperature } } },
    simulations: { ...file.simulations, samples },
  }, folder);

/** Trains the networks at a level and tries all methods on windows that no training has seen. @param store Keeps simulations, trainings and what came out, so a second call goes on. */
export async function compareMethods(app: App, resolved: ResolvedStudy, level: Level, { cases, polished }: Size, store: Store | undefined, run: Run): Promise<Comparison> {
  const name = `comparisons/${createHash("sha256").update(JSON.stringify([resolved.hash, resolved.samples, level, levels[level], resolved.estimators, cases, polished])).digest("hex").slice(0, 16)}.json`;
  const kept = await store?.read(name);
  if (kept) return JSON.parse(new TextDecoder().decode(kept)) as Comparison;
  const options = { noise: level !== "none", ...(store ? { store } : {}) };
  const learned = resolved.estimators.filter(({ then }) => then !== undefined);
  const alone = await evaluateStudy(app, { ...resolved, estimators: learned.map(({ id, settings }) => ({ id, settings })) }, { ...options, cases }, run);
  const searched = await evaluateStudy(app, resolved, { ...options, cases: polished }, run);
  const names = alone.estimators.map(({ estimator }) => estimator);
  const comparison: Comparison = {
    level, floor: alone.floor,
    methods: [...alone.estimators.map((each) => ({ ...each, cases })), ...searched.estimators.filter(({ estimator }) => !names.includes(estimator)).map((each) => ({ ...each, cases: polished }))],
  };
  await store?.writeAtomic(name, JSON.stringify(comparison));
  return comparison;
}
