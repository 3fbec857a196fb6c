import { fileURLToPath } from "node:url";
import { quietRun, readSettings } from "@inversa/core";
import { type App, type EstimatorChoice, objectiveOf, readStudyFile, type ResolvedStudy, resolveStudy, type StudyFile } from "@inversa/runtime";
import type { PublishedSet } from "../published-hypoplasticity.ts";
import { gaCalScore } from "./ga-cal-score.ts";

type Priors = StudyFile["estimate"];

/** The study, with other priors where they are given. */
export async function studyWith(app: App, priors?: Priors): Promise<ResolvedStudy> {
  const { file, folder } = await readStudyFile(fileURLToPath(new URL("study.yaml", import.meta.url)));
  return resolveStudy(app, priors ? { ...file, estimate: priors, correlations: [] } : file, folder);
}

/** Nothing known but what the model can mean: what the five tests say by themselves. */
export const widePriors: Priors = {
  phic: { distribution: "uniform", min: 25, max: 40 }, hs: { distribution: "log-uniform", min: 2e5, max: 2e7 }, n: { distribution: "uniform", min: 0.1, max: 0.5 },
  ec0: { distribution: "uniform", min: 0.75, max: 1.2 }, ed0: { distribution: "uniform", min: 0.4, max: 0.7 }, ei0: { distribution: "uniform", min: 0.85, max: 1.5 },
  alpha: { distribution: "uniform", min: 0.05, max: 0.4 }, beta: { distribution: "uniform", min: 0.5, max: 2.5 },
};

/** Smallest and largest published value of each parameter. */
export const spreadOf = (sets: readonly PublishedSet[]): Readonly<Record<string, readonly [number, number]>> =>
  Object.fromEntries(Object.keys(sets[0]!.values).map((name) => {
    const values = sets.map((set) => set.values[name]!);
    return [name, [Math.min(...values), Math.max(...values)] as const];
  }));

/** Only what lies between the smallest and the largest published value. */
export const priorsWithin = (sets: readonly PublishedSet[]): Priors =>
  Object.fromEntries(Object.entries(spreadOf(sets)).map(([name, [min, max]]) => [name, { distribution: name === "hs" ? ("log-uniform" as const) : ("uniform" as const), min, max }]));

/** GA-cal's score of a set of parameters. */
export const scoreOf = ({ model, study }: ResolvedStudy, values: Readonly<Record<string, number>>): number => gaCalScore(model, values, study.observations);

/** When a search was first as good as it had to be. */
export interface Passed { readonly seconds: number; readonly evaluations: number }

/** A search timed on one thread, by the processor, so that other work on the machine does not count; without what comes before and after it. */
export interface Search {
  readonly values: Readonly<Record<string, number>>;
  readonly score: number;
  readonly seconds: number;
  /** Simulations of all five tests. */
  readonly evaluations: number;
  /** For each target, when GA-cal's score first fell below it; undefined where it never did. */
  readonly passed: readonly (Passed | undefined)[];
}

/** Runs an estimator and looks at GA-cal's score of every better set on its way, after the clock has stopped. */
export async function timedSearch(app: App, resolved: ResolvedStudy, { id, settings }: EstimatorChoice, targets: readonly number[]): Promise<Search> {
  const estimator = app.estimators.get(id);
  if (estimator.kind !== "direct") throw new Error(`${id} does not search`);
  const objective = objectiveOf(resolved);
  const way: (Passed & { readonly coordinates: Float64Array })[] = [];
  let [least, evaluations] = [Number.POSITIVE_INFINITY, 0];
  const began = process.cpuUsage();
  const seconds = (): number => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1e6;
  };
  const residuals = (coordinates: Float64Array, out: Float64Array): boolean => {
    evaluations++;
    const meant = objective.residuals(coordinates, out);
    const cost = meant ? out.reduce((sum, r) => sum + r * r, 0) : Number.POSITIVE_INFINITY;
    if (cost < least) {
      least = cost;
      way.push({ seconds: seconds(), evaluations, coordinates: coordinates.slice() });
    }
    return meant;
  };
  const { coordinates } = await estimator.invert({ ...objective, residuals }, readSettings(estimator.settings, settings, id) as never, quietRun(resolved.study.seed));
  const total = seconds();
  const named = (x: Float64Array): Readonly<Record<string, number>> => Object.fromEntries(Array.from(resolved.space.toTheta(x), (value, j) => [resolved.space.names[j]!, value]));
  const scores = way.map((step) => scoreOf(resolved, named(step.coordinates)));
  return {
    values: named(coordinates), score: scoreOf(resolved, named(coordinates)), seconds: total, evaluations,
    passed: targets.map((target) => way[scores.findIndex((score) => score <= target)]),
  };
}
