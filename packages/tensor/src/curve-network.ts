import { addNoise, InputError, noiseDeviation, type InputBlock, type Inverse, type Run, type TrainingSet } from "@inversa/core";
import { random } from "@inversa/numerics";
import type { Arrangement } from "./arrangement.ts";
import { engineInfo } from "./choose-engine.ts";
import type { EngineName } from "./engine.ts";
import { isSecondOrder } from "./first-order.ts";
import type { Layer, NetworkSpec } from "./network.ts";
import { fitScaling, type ScalingMethod } from "./scaling.ts";
import { trainingOf, type TrainingSettings } from "./settings.ts";
import { train } from "./train.ts";
import { inverseOf } from "./trained-curve-network.ts";

/** What makes one kind of network an estimator; everything else (noise, split, scaling, training, saving) is the same for all. */
export interface CurveNetwork {
  /** Id of the estimator. */
  readonly estimator: string;
  /** How input rows become what the network reads. */
  readonly arrangement: Arrangement;
  /** Whatever `arrangement` was made of; kept with the trained estimator so that it can be made again. */
  readonly arranged: unknown;
  readonly inputScaling: ScalingMethod;
  /** Hidden layers; the linear output layer is added. */
  readonly hidden: readonly Layer[];
  readonly settings: TrainingSettings;
}

/**
 * Trains a network from curves to working coordinates: noise is added here, a share of the samples decides when to stop. Gradient methods see every
 * sample with new measurement errors in every epoch, so that they cannot learn the errors; methods that need a loss that stays see `noiseReplicas` copies.
 */
export async function fitCurveNetwork(set: TrainingSet, network: CurveNetwork, run: Run): Promise<Inverse> {
  run.signal.throwIfAborted();
  const { settings, arrangement, estimator } = network;
  const parts = split(set, settings, run.seed);
  const training = trainingOf(settings, parts.validation.length > 0);
  const replicas = isNoisy(set) && isSecondOrder(training.optimiser) ? settings.noiseReplicas : 1;
  const arranged = arrangement.apply(noisy(set, parts.training, replicas, run.seed, 1));
  const width = arrangement.shape.reduce((product, n) => product * n, 1);
  const inputScaling = fitScaling(network.inputScaling, arranged, width, arrangement.shape[1] ?? width, { parts: set.blocks.map(({ offset, length, noise }) => ({ offset, length, noise: noiseOf(set, parts.training, { offset, length, noise }) })) });
  const labelled = set.classes !== undefined;
  const outputs = set.targets.columns;
  const targetRows = targetsOf(set, parts.training);
  const outputScaling = fitScaling(labelled ? "none" : settings.outputScaling, targetRows, outputs, outputs, { bounds: set });
  const prepared = (rows: Uint32Array, stream: number) => ({
    x: inputScaling.apply(arrangement.apply(noisy(set, rows, 1, run.seed, stream))),
    y: outputScaling.apply(targetsOf(set, rows)),
  });
  const y = outputScaling.apply(targetRows);
  const freshNoise = (x: Float64Array, pass: number): void => x.set(inputScaling.apply(arrangement.apply(noisy(set, parts.training, 1, run.seed, 4, pass))));
  const validation = parts.validation.length > 0 ? prepared(parts.validation, 2) : undefined;
  const spec: NetworkSpec = {
    input: { shape: inputScaling.scaled === width ? arrangement.shape : [inputScaling.scaled] },
    layers: [...network.hidden, { layer: "dense", units: outputScaling.scaled, activation: "linear" }],
    initial: { method: settings.initial },
    loss: labelled ? "cross-entropy" : "mse",
  };
  const trained = await train(
    spec,
    {
      x: inputScaling.apply(arranged),
      y: repeated(y, replicas),
      ...(validation ? { validation } : {}),
      ...(isNoisy(set) && !isSecondOrder(training.optimiser) ? { refresh: freshNoise } : {}),
    },
    training,
    {
      seed: run.seed,
      signal: run.signal,
      progress: ({ epoch, epochs, restart, restarts, loss, validationLoss }) =>
        run.progress({ stage: `train ${estimator}`, done: (restart - 1) * epochs + epoch, total: restarts * epochs, values: { loss, ...(validationLoss === undefined ? {} : { "validation loss": validationLoss }) } }),
    },
    settings.engine === "auto" ? undefined : (settings.engine satisfies EngineName),
  );
  const test = parts.test.length > 0 ? prepared(parts.test, 3) : undefined;
  const tested = test ? `, test error ${rms(trained.predict(test.x), test.y).toPrecision(3)} (root mean square of scaled targets)` : "";
  return inverseOf(estimator, network.arrangement, network.arranged, inputScaling, outputScaling, trained, tested);
}

/** What {@link fitCurveNetwork} would compute in here with these settings: trainings elsewhere agree to the last bit only in the same. @throws InputError as train does */
export async function curveNetworkArithmetic(settings: TrainingSettings): Promise<string> {
  if (isSecondOrder(trainingOf(settings, true).optimiser)) return "float64";
  return (await engineInfo(settings.engine === "auto" ? undefined : (settings.engine satisfies EngineName))).label;
}

function split({ inputs }: TrainingSet, { validation, test }: TrainingSettings, seed: number): { training: Uint32Array; validation: Uint32Array; test: Uint32Array } {
  const order = random(seed, 0).permutation(inputs.rows);
  const first = Math.round(validation * inputs.rows);
  const second = first + Math.round(test * inputs.rows);
  if (second >= inputs.rows) throw new InputError("option-invalid", { where: "training", what: `${inputs.rows} samples leave none to train on`, expected: "more samples, or smaller shares for validation and test" });
  return { validation: order.subarray(0, first), test: order.subarray(first, second), training: order.subarray(second) };
}

/** Root mean square over chosen rows of a block's measurement error. */
function noiseOf({ inputs: { columns, data } }: TrainingSet, rows: Uint32Array, { offset, length, noise }: Pick<InputBlock, "offset" | "length" | "noise">): number {
  return Math.sqrt(rows.reduce((sum, row) => sum + noiseDeviation(noise, data, row * columns + offset, length) ** 2, 0) / rows.length);
}

const isNoisy = ({ blocks }: TrainingSet): boolean => blocks.some(({ noise }) => noise.relative > 0 || noise.absolute > 0);

/** Chosen rows with measurement errors, all of them once a replica. @param stream What the errors are for, and which of several draws. */
function noisy(set: TrainingSet, rows: Uint32Array, replicas: number, seed: number, ...stream: number[]): Float64Array {
  const { columns, data } = set.inputs;
  const out = new Float64Array(replicas * rows.length * columns);
  const generator = random(seed, ...stream);
  for (let replica = 0, at = 0; replica < replicas; replica++) {
    for (const row of rows) {
      const target = out.subarray(at, (at += columns));
      target.set(data.subarray(row * columns, (row + 1) * columns));
      addNoise(target, set.blocks, generator);
    }
  }
  return out;
}

function targetsOf({ targets }: TrainingSet, rows: Uint32Array): Float64Array {
  const out = new Float64Array(rows.length * targets.columns);
  for (const [i, row] of rows.entries()) out.set(targets.data.subarray(row * targets.columns, (row + 1) * targets.columns), i * targets.columns);
  return out;
}

function repeated(rows: Float64Array, times: number): Float64Array {
  if (times === 1) return rows;
  const out = new Float64Array(rows.length * times);
  for (let i = 0; i < times; i++) out.set(rows, i * rows.length);
  return out;
}

const rms = (a: Float64Array, b: Float64Array): number => Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);
