import { InputError, type Run, type Table, type TrainingSet } from "@inversa/core";
import { bestClimb, drawPoint, nextTrial, random, suggestPoint } from "@inversa/numerics";
import type { ParameterSpace } from "../space/parameter-space.ts";
import type { Trainer } from "../training/trainer.ts";
import type { BegunTrial, Trial, TuneJournal } from "./tune-journal.ts";
import { heldOutError } from "./tune-score.ts";
import type { TuningSpace } from "./tuning-space.ts";

/** A candidate must be among the best third of its rung to be tried with three times the effort. */
const reduction = 3;
const mostRungs = 3;
/** Every so many candidates one is drawn blindly: what little effort says of good settings may mislead. */
const blindEvery = 4;
const searchStream = 0x7e;

/** What the trials of one search have in common. */
export interface Trials {
  readonly estimator: string;
  readonly space: ParameterSpace;
  readonly tuning: TuningSpace;
  /** What every trial is trained on. */
  readonly set: TrainingSet;
  /** What every trial is judged by, with the same noise. */
  readonly validation: { readonly inputs: Table; readonly targets: Table };
  readonly trainer: Trainer;
  readonly journal: TuneJournal;
}

/** How much the rungs get, the last being all of it: of the setting that says how long a training works, else of the simulations. */
export function effortsOf({ tuning, set }: Pick<Trials, "tuning" | "set">): readonly number[] {
  const full = tuning.effort?.full ?? set.inputs.rows;
  return [...new Set(Array.from({ length: mostRungs }, (_, i) => Math.max(1, Math.round(full / reduction ** (mostRungs - 1 - i)))))];
}

/**
 * Searches until so many candidates were tried, or until the time is over: candidate 0 has the study's own settings, a quarter of the others is drawn blindly, the rest where the good ones lie.
 * Training runs with the same seed and the same noise for all.
 * @returns All trials, those of earlier runs included.
 * @throws InputError what the study's own settings are refused for; the signal's reason when interrupted (trials that ended are on disk).
 */
export async function runTrials(trials: Trials, limits: { readonly candidates: number; readonly until: number }, run: Run): Promise<readonly Trial[]> {
  const { tuning, journal, trainer } = trials;
  const axes = tuning.tuned.map(({ axis }) => axis);
  const efforts = effortsOf(trials);
  const rungs = efforts.length;
  const ended: Trial[] = [...journal.ended];
  refuseBase(ended);
  const open = [...journal.open];
  const underWay: BegunTrial[] = [];
  const points = new Map<number, Float64Array>([...ended, ...open].map(({ candidate, point }) => [candidate, Float64Array.from(point)]));
  const climbs = (): number[][] => Array.from({ length: points.size }, (_, candidate) => ended.filter((trial) => trial.candidate === candidate).toSorted((a, b) => a.rung - b.rung).map(({ score }) => score ?? Number.POSITIVE_INFINITY));

  /** Settings for a new candidate, from what the others taught. */
  const fresh = (candidate: number): Float64Array => {
    if (candidate === 0) return tuning.point(tuning.base);
    const generator = random(run.seed, searchStream, candidate);
    if (candidate % blindEvery === 0) return drawPoint(axes, generator);
    // The most effort at which enough is known; scores of different effort do not compare.
    const at = Array.from({ length: rungs }, (_, i) => rungs - 1 - i).find((rung) => ended.filter((trial) => trial.rung === rung).length >= 2 * axes.length) ?? 0;
    return suggestPoint(axes, ended.filter(({ rung }) => rung === at).map(({ point, score }) => ({ point: Float64Array.from(point), score: score ?? Number.POSITIVE_INFINITY })), generator);
  };

  const next = (): BegunTrial | undefined => {
    const left = open.shift();
    if (left) return left;
    if (performance.now() >= limits.until && points.size > 0) return undefined;
    const known = climbs();
    const step = nextTrial(known, underWay, rungs, reduction);
    if (step !== "new") return { ...step, point: [...points.get(step.candidate)!] };
    const candidate = points.size;
    if (candidate < limits.candidates) {
      const point = fresh(candidate);
      points.set(candidate, point);
      return { candidate, rung: 0, point: [...point] };
    }
    // At last the study's own settings get full effort, to compare with, and where a third of too few is nobody, the best do.
    const best = bestClimb(known, rungs);
    const last = [...(best && best.rung < rungs - 1 ? [best.candidate] : []), 0].find((one) => known[one]!.length < rungs && known[one]!.at(-1)! < Number.POSITIVE_INFINITY && !underWay.some((trial) => trial.candidate === one));
    return last === undefined ? undefined : { candidate: last, rung: known[last]!.length, point: [...points.get(last)!] };
  };

  const failure = new AbortController();
  const signal = AbortSignal.any([run.signal, failure.signal]);
  const report = (note?: string): void => {
    const best = bestClimb(climbs(), rungs);
    const score = best && ended.find(({ candidate, rung }) => candidate === best.candidate && rung === best.rung)!.score!;
    run.progress({ stage: `tune ${trials.estimator}`, done: ended.length, total: Math.max(ended.length, expectedTrials(limits.candidates, rungs)), values: { candidates: points.size, ...(score === undefined ? {} : { error: score }) }, ...(note === undefined ? {} : { note }) });
  };
  const done = Promise.withResolvers<void>();
  const staff = (): void => {
    while (underWay.length < trainer.parallelism && !signal.aborted) {
      const begun = next();
      if (!begun) break;
      underWay.push(begun);
      void (async () => {
        await journal.begin(begun);
        const trial = await tryOut(trials, begun, efforts, { ...run, signal, progress: ({ note }) => { if (note !== undefined) report(note); } });
        await journal.end(trial);
        ended.push(trial);
        refuseBase(ended);
        report();
      })().catch((error: unknown) => failure.abort(error)).finally(() => {
        underWay.splice(underWay.indexOf(begun), 1);
        staff();
      });
    }
    if (underWay.length === 0) done.resolve();
  };
  report();
  staff();
  await done.promise;
  signal.throwIfAborted();
  return ended;
}

/** About how many trials a search of so many candidates makes. */
const expectedTrials = (candidates: number, rungs: number): number => Array.from({ length: rungs }, (_, i) => Math.max(1, Math.floor(candidates / reduction ** i))).reduce((a, b) => a + b, 0);

/** What is wrong with the study's own settings is the study's, and not a matter of tuning. */
function refuseBase(ended: readonly Trial[]): void {
  const base = ended.find(({ candidate, score }) => candidate === 0 && score === null);
  if (base) throw new InputError("estimator-incompatible", { where: "the settings that the study gives", what: base.failed ?? "the training failed", expected: "settings that can be trained, to search from" });
}

/** Trains and judges one candidate. What settings do to a training is a result; all else that ends it is thrown, and the trial is repeated when the search goes on. */
async function tryOut({ estimator, space, tuning, set, validation, trainer }: Trials, { candidate, rung, point }: BegunTrial, efforts: readonly number[], run: Run): Promise<Trial> {
  const amount = efforts[rung]!;
  const chosen = candidate === 0 ? tuning.base : tuning.settings(Float64Array.from(point));
  const settings = tuning.effort ? { ...chosen, [tuning.effort.name]: amount } : chosen;
  const trained = tuning.effort ? set : { ...set, inputs: firstRows(set.inputs, amount), targets: firstRows(set.targets, amount) };
  const trial = { candidate, rung, point, settings, varied: tuning.varied(chosen), effort: amount / efforts.at(-1)!, seed: run.seed };
  const began = performance.now();
  const failed = (why: string): Trial => ({ ...trial, score: null, parameters: null, failed: why, seconds: (performance.now() - began) / 1000 });
  try {
    const { inverse, seconds } = await trainer.fit({ id: estimator, settings }, trained, run);
    const error = heldOutError(inverse, validation, space);
    inverse.dispose?.();
    return error ? { ...trial, score: error.score, parameters: error.parameters, seconds } : failed("diverged: its answers are not finite numbers");
  } catch (error) {
    run.signal.throwIfAborted();
    if (!comesOfSettings(error)) throw error;
    return failed(error.message);
  }
}

/** Refused, diverged, or more memory than there is; anything else (an engine that cannot be reached, a bug) is no property of a candidate. */
const comesOfSettings = (error: unknown): error is Error =>
  error instanceof RangeError || (error instanceof Error && error.name === "RuntimeError") || (error instanceof InputError && ["option-invalid", "estimator-incompatible", "simulation-failed"].includes(error.code));

const firstRows = ({ columns, data }: Table, rows: number): Table => ({ rows, columns, data: data.subarray(0, rows * columns) });
