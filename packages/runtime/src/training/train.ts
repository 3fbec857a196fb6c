import { createHash } from "node:crypto";
import type { Run, Table } from "@inversa/core";
import type { App } from "../app/app.ts";
import { calibrate, type Calibration } from "../calibration/calibrate.ts";
import { chosen, learnedEstimator, type Which } from "../study/choice.ts";
import { familiarityWith } from "../calibration/familiarity.ts";
import { rowOf } from "../space/interval.ts";
import { packed } from "../store/kept-inverse.ts";
import { withNoise } from "../space/noise.ts";
import type { ParameterSpace } from "../space/parameter-space.ts";
import { provenanceOf } from "../study/provenance.ts";
import type { EstimatorChoice, ResolvedStudy } from "../study/resolve-study.ts";
import { scored } from "./score.ts";
import type { Store } from "../store/store.ts";
import { problemOf } from "./study-problem.ts";
import { restoreTrained, type KeptFacts, type TrainedEstimator, type TrainingFacts } from "./trained-estimator.ts";
import { openTrainer, type Trainer } from "./trainer.ts";
import { simulateTrainingSet, toTrainingSet, type SimulatedSet } from "../simulation/training-set.ts";

export interface TrainOptions {
  /** Where trained estimators and simulations are kept and found again. */
  readonly store?: Store;
  readonly threads?: number;
  /** Simulations made before; otherwise they are made or read from the store. */
  readonly simulated?: SimulatedSet;
  /** Share of the simulations held out for the calibration; 0.1 unless given. */
  readonly heldOut?: number;
  /** Where it is trained, for who trains much: on the study's engine unless given. Who opened it closes it. */
  readonly trainer?: Trainer;
}

const noiseStream = 0x40;

/** Share of the simulations that calibrates the intervals and is not trained on, unless said otherwise. */
export const heldOutShare = 0.1;

/**
 * Trains one of the study's learned estimators, calibrates it on simulations held out of the training, and keeps it in the store; the same study and
 * settings find it there again.
 * @throws InputError `unknown-id`, `estimator-incompatible`, `simulation-failed`; the signal's reason when interrupted (simulations so far are kept).
 */
export async function trainStudy(app: App, resolved: ResolvedStudy, which: Which, options: TrainOptions, run: Run): Promise<TrainedEstimator> {
  const choice = chosen(resolved, which);
  // Refused before anything is simulated.
  learnedEstimator(app, choice.id);
  const share = options.heldOut ?? heldOutShare;
  const name = `inverse/${choice.id.replaceAll("/", "-")}-${trainingHash(app, resolved, choice, share, run.seed).slice(0, 16)}`;
  const stored = await options.store?.loadInverse(name);
  if (stored) return restoreTrained(learnedEstimator(app, choice.id), resolved, choice, stored, resolved.hash);

  const simulated = options.simulated ?? (await simulateTrainingSet(app, resolved, { ...(options.store ? { store: options.store } : {}), ...(options.threads === undefined ? {} : { threads: options.threads }) }, run));
  run.signal.throwIfAborted();
  const set = toTrainingSet(resolved, simulated);
  const M = set.inputs.rows;
  const heldOut = Math.min(M - 1, Math.max(1, Math.round(share * M)));
  const trained = M - heldOut;
  const trainer = options.trainer ?? (await openTrainer(app, resolved.engineId));
  const { inverse, seconds } = await trainer.fit(choice, { ...set, inputs: rows(set.inputs, 0, trained), targets: rows(set.targets, 0, trained) }, run).finally(() => (options.trainer ? undefined : trainer.close()));
  run.signal.throwIfAborted();

  const inputs = withNoise(rows(set.inputs, trained, M), resolved.blocks, run.seed, noiseStream);
  const calibration = calibrate(inverse, { inputs, targets: rows(set.targets, trained, M) }, resolved.space);
  const familiarity = familiarityWith(rows(set.inputs, 0, trained), inputs, resolved.blocks);
  const coverage = calibration.coverage();
  const training: TrainingFacts = {
    samples: trained,
    heldOut,
    seconds,
    summary: inverse.summary,
    history: inverse.history,
    failures: simulated.failures,
    coverage95: Object.fromEntries(resolved.space.names.map((parameter, j) => [parameter, coverage[j]!])),
    accuracy: accuracyOf(calibration, resolved.space),
  };
  const saved = packed<KeptFacts>(inverse, calibration, familiarity, { study: resolved.hash, problem: problemOf(resolved), settings: choice.settings, training, plugins: provenanceOf(app, resolved, choice).plugins });
  await options.store?.saveInverse(name, saved);
  return { id: choice.id, choice, inverse, calibration, familiarity, training, saved, reused: false };
}

function accuracyOf({ heldOut: { predictions, targets } }: Calibration, space: ParameterSpace): TrainingFacts["accuracy"] {
  const each = (table: Table): readonly Float64Array[] => Array.from({ length: table.rows }, (_, i) => rowOf(table, i));
  const scores = scored(space, each(targets), each(predictions).map((coordinates) => ({ coordinates })), undefined);
  return Object.fromEntries(scores.map(({ name, rmse, medianRelativeError, rmseOverPrior }) => [name, { rmse, medianRelativeError, rmseOverPrior }]));
}

/** Another number when what is kept changes, so that older files are not found. */
const fileVersion = 2;

/** SHA-256 of all that determines a trained estimator. */
export function trainingHash(app: App, resolved: ResolvedStudy, choice: EstimatorChoice, heldOut: number, seed: number): string {
  const plugin = app.estimators.pluginOf(choice.id);
  const version = app.plugins.find((p) => p.name === plugin)?.version;
  const noise = resolved.blocks.map((block) => block.noise);
  return createHash("sha256").update(JSON.stringify([fileVersion, resolved.hash, choice.id, plugin, version, choice.settings, noise, heldOut, seed])).digest("hex");
}

/** Consecutive rows of a table; shares its memory. */
export const rows = ({ columns, data }: Table, from: number, to: number): Table => ({ rows: to - from, columns, data: data.subarray(from * columns, to * columns) });
