import { InputError, type Run } from "@inversa/core";
import { bestClimb, varianceExplained } from "@inversa/numerics";
import type { App } from "../app/app.ts";
import { chosen, learnedEstimator, type Which } from "../study/choice.ts";
import { rowOf } from "../space/interval.ts";
import { withNoise } from "../space/noise.ts";
import type { EstimatorChoice, ResolvedStudy } from "../study/resolve-study.ts";
import type { Store } from "../store/store.ts";
import { hashOf } from "../study/study-hash.ts";
import { heldOutShare, rows, trainStudy } from "../training/train.ts";
import type { TrainedEstimator } from "../training/trained-estimator.ts";
import { openTrainer, type Trainer } from "../training/trainer.ts";
import { simulateTrainingSet, toTrainingSet, type SimulatedSet } from "../simulation/training-set.ts";
import { type Trial, tuneJournal } from "./tune-journal.ts";
import { type HeldOutError, heldOutError, ratioOf } from "./tune-score.ts";
import { effortsOf, runTrials } from "./tune-trials.ts";
import { type TuningSpace, tuningSpace } from "./tuning-space.ts";

export interface TuneOptions {
  /** Where simulations, trials and trained estimators are kept: an interrupted search goes on from there. */
  readonly store: Store;
  readonly threads?: number;
  /** How many settings are tried at least briefly; 30 unless given. A search that was finished with fewer goes on. */
  readonly trials?: number;
  /** No trial begins after so many minutes of this call. */
  readonly minutes?: number;
  /** Fresh simulations on which the best settings are compared with the study's; 400 unless given. */
  readonly cases?: number;
}

/** One setting's part in how good the trials were. */
export interface SettingImportance {
  readonly name: string;
  /** Share of the variance of the logarithm of the error that it explains by itself, chance taken off. */
  readonly share: number;
  /** Among the best quarter of the trials: smallest and largest value, or the most frequent choice. */
  readonly best: { readonly from: number; readonly to: number } | { readonly choice: string | boolean };
}

/** The best settings against the study's own on simulations that neither training nor search has seen. */
export interface TunedComparison {
  readonly cases: number;
  readonly before: ComparedSettings;
  readonly after: ComparedSettings;
  /** Error after over error before. */
  readonly ratio: { readonly value: number; readonly interval95: readonly [number, number] };
}

export interface ComparedSettings extends Pick<HeldOutError, "score" | "parameters"> {
  readonly trainingSeconds: number;
  readonly summary: string;
}

/** What a search for settings found. */
export interface Tuning {
  readonly study: string;
  readonly estimator: string;
  readonly seed: number;
  readonly samples: { readonly trained: number; readonly validation: number };
  /** Effort of each rung of the search. */
  readonly effort: { readonly of: string; readonly rungs: readonly number[] };
  readonly trials: readonly Trial[];
  /** The trials file, one JSON line each. */
  readonly file: string;
  /** The best trial of each candidate at the highest rung it reached: full effort first, then by error; failures last. */
  readonly ranking: readonly Trial[];
  /** Empty where there are too few trials to tell. */
  readonly importance: readonly SettingImportance[];
  /** The candidate that won; its settings are complete, with full effort. */
  readonly best: { readonly candidate: number; readonly settings: Readonly<Record<string, unknown>>; readonly fullEffort: boolean };
  /** Absent where the study's own settings were the best. */
  readonly comparison?: TunedComparison;
}

const validationNoise = 0x7a;
/** Apart from the training set (0) and the cases of `evaluate` (1). */
const freshStream = 2;
const freshNoise = 0x7f;

/**
 * Searches the settings of one of the study's learned estimators. The training set is simulated once and shared; a ninth of what would be trained on judges the trials, always the same simulations with the same
 * noise. The simulations that calibrate intervals take no part, so that intervals stay honest.
 * @throws InputError `estimator-incompatible` where there is nothing to search; what the study's own settings are refused for; the signal's reason when interrupted (trials that ended are kept).
 */
export async function tuneStudy(app: App, resolved: ResolvedStudy, which: Which, options: TuneOptions, run: Run): Promise<Tuning> {
  const { store, threads, trials = 30, minutes = Number.POSITIVE_INFINITY, cases = 400 } = options;
  const until = performance.now() + 60_000 * minutes;
  const choice = chosen(resolved, which);
  const estimator = learnedEstimator(app, choice.id);
  const tuning = tuningSpace(estimator.settings, choice.settings as Readonly<Record<string, unknown>>);
  if (tuning.tuned.length === 0) throw new InputError("estimator-incompatible", { where: choice.id, what: "none of its settings says where to search (`tuning`)", expected: "an estimator that declares what may vary" });

  const kept = { store, ...(threads === undefined ? {} : { threads }) };
  const simulated = await simulateTrainingSet(app, resolved, kept, run);
  const whole = toTrainingSet(resolved, simulated);
  const { trained, validation } = splitOf(whole.inputs.rows);
  const set = { ...whole, inputs: rows(whole.inputs, 0, trained), targets: rows(whole.targets, 0, trained) };
  const judged = {
    inputs: withNoise(rows(whole.inputs, trained, trained + validation), resolved.blocks, run.seed, validationNoise),
    targets: rows(whole.targets, trained, trained + validation),
  };
  const journal = await tuneJournal(store, `tune/${choice.id.replaceAll("/", "-")}-${searchHash(app, resolved, choice, tuning, run.seed).slice(0, 16)}`);
  const trainer = await openTrainer(app, resolved.engineId);
  try {
    const parts = { estimator: choice.id, space: resolved.space, tuning, set, validation: judged, trainer, journal };
    const efforts = effortsOf(parts);
    const ended = await runTrials(parts, { candidates: trials, until }, run);
    const ranking = ranked(ended);
    const [first] = ranking;
    if (!first || first.score === null) throw new InputError("estimator-incompatible", { where: choice.id, what: "every trial failed", expected: "settings that can be trained" });
    const best = { candidate: first.candidate, settings: first.candidate === 0 ? tuning.base : tuning.settings(Float64Array.from(first.point)), fullEffort: first.rung === efforts.length - 1 };
    const comparison = first.candidate === 0 ? undefined : await compare(app, resolved, [choice.settings, best.settings].map((settings) => ({ id: choice.id, settings })), { ...kept, simulated, trainer, cases }, run);
    return {
      study: resolved.hash, estimator: choice.id, seed: run.seed,
      samples: { trained, validation },
      effort: { of: tuning.effort?.name ?? "simulations", rungs: efforts },
      trials: ended, file: journal.file, ranking, importance: importanceOf(tuning, ended), best,
      ...(comparison ? { comparison } : {}),
    };
  } finally {
    await trainer.close();
  }
}

/** What `train` would hold out stays out; as many of the rest judge the trials. */
function splitOf(samples: number): { readonly trained: number; readonly validation: number } {
  const heldOut = Math.max(1, Math.round(heldOutShare * samples));
  const trained = samples - 2 * heldOut;
  if (trained < 10) throw new InputError("study-invalid", { where: "simulations.samples", what: `${samples} simulations are too few to search settings with`, expected: "at least 20" });
  return { trained, validation: heldOut };
}

/** SHA-256 of all that determines what a trial gives, and from where the search starts. */
function searchHash(app: App, resolved: ResolvedStudy, choice: EstimatorChoice, tuning: TuningSpace, seed: number): string {
  const plugin = app.estimators.pluginOf(choice.id);
  return hashOf([resolved.hash, choice.id, plugin, app.plugins.find(({ name }) => name === plugin)?.version, choice.settings, resolved.blocks.map(({ noise }) => noise), tuning.tuned.map(({ name, axis, valueAt }) => [name, axis, valueAt(0), axis.kind === "number" ? valueAt(1) : axis.size]), seed]);
}

/** The best of each candidate's highest rung, full effort before less. */
function ranked(trials: readonly Trial[]): readonly Trial[] {
  const highest = new Map<number, Trial>();
  for (const trial of trials) if (trial.rung >= (highest.get(trial.candidate)?.rung ?? -1)) highest.set(trial.candidate, trial);
  const score = ({ score: value }: Trial): number => value ?? Number.POSITIVE_INFINITY;
  const all = [...highest.values()].toSorted((a, b) => Number(a.score === null) - Number(b.score === null) || b.rung - a.rung || score(a) - score(b) || a.candidate - b.candidate);
  // A candidate may fail on its last rung only; what it was before does not win.
  const climbs = Array.from({ length: Math.max(0, ...highest.keys()) + 1 }, (_, candidate) => trials.filter((trial) => trial.candidate === candidate).toSorted((a, b) => a.rung - b.rung).map(score));
  const best = bestClimb(climbs, 1 + Math.max(0, ...trials.map(({ rung }) => rung)));
  const winner = best && trials.find(({ candidate, rung }) => candidate === best.candidate && rung === best.rung);
  return winner ? [winner, ...all.filter(({ candidate }) => candidate !== winner.candidate)] : all;
}

/** Fewer say nothing of one setting among several. */
const fewestForImportance = 10;

/** Everybody was tried on the cheapest rung, so that rung tells what mattered. */
function importanceOf(tuning: TuningSpace, trials: readonly Trial[]): readonly SettingImportance[] {
  const scored = trials.filter(({ rung, score }) => rung === 0 && score !== null).toSorted((a, b) => a.score! - b.score!);
  if (scored.length < fewestForImportance) return [];
  const logs = scored.map(({ score }) => Math.log(score!));
  const good = scored.slice(0, Math.max(1, Math.ceil(scored.length / 4)));
  return tuning.tuned.map(({ name, axis }, d): SettingImportance => {
    const at = scored.map(({ point }) => point[d]!);
    // Three groups of numbers, by rank: low, middle, high.
    const order = [...at.keys()].toSorted((a, b) => at[a]! - at[b]!);
    const groups = axis.kind === "choice" ? at : at.map((_, i) => Math.floor((3 * order.indexOf(i)) / at.length));
    const values = good.map(({ varied }) => varied[name]!);
    const numbers = values.filter((value) => typeof value === "number");
    return { name, share: varianceExplained(logs, groups), best: numbers.length === values.length ? { from: Math.min(...numbers), to: Math.max(...numbers) } : { choice: mostFrequent(values as (string | boolean)[]) } };
  }).toSorted((a, b) => b.share - a.share);
}

const mostFrequent = <T>(values: readonly T[]): T => [...new Set(values)].toSorted((a, b) => values.filter((v) => v === b).length - values.filter((v) => v === a).length)[0]!;

/** Trains both as `train` does, which keeps them, and judges them on simulations that are new to both. */
async function compare(app: App, resolved: ResolvedStudy, choices: readonly EstimatorChoice[], { cases, simulated, ...options }: { readonly store: Store; readonly threads?: number; readonly simulated: SimulatedSet; readonly trainer: Trainer; readonly cases: number }, run: Run): Promise<TunedComparison> {
  const { space, blocks } = resolved;
  const { theta, curves } = await simulateTrainingSet(app, resolved, { ...options, samples: cases, stream: freshStream }, run);
  const targets = { rows: cases, columns: space.dimension, data: Float64Array.from(Array.from({ length: cases }, (_, i) => [...space.toCoordinates(rowOf(theta, i))]).flat()) };
  const fresh = { inputs: withNoise(curves, blocks, run.seed, freshNoise), targets };
  const judged: { readonly trained: TrainedEstimator; readonly error: HeldOutError }[] = [];
  for (const choice of choices) {
    const trained = await trainStudy(app, resolved, choice, { ...options, simulated }, run);
    const error = heldOutError(trained.inverse, fresh, space);
    if (!error) throw new InputError("estimator-incompatible", { where: choice.id, what: "trained on all simulations it answers with numbers that are not finite", expected: "a training that converges", next: "Search with another --seed, or with smaller learning rates" });
    judged.push({ trained, error });
  }
  const [before, after] = judged.map(({ trained: { training }, error: { score, parameters } }): ComparedSettings => ({ score, parameters, trainingSeconds: training.seconds, summary: training.summary })) as [ComparedSettings, ComparedSettings];
  return { cases, before, after, ratio: ratioOf(judged[1]!.error, judged[0]!.error) };
}
