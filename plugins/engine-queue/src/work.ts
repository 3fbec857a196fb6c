import { compileTask, InputError, type Estimator, type ForwardModel, type ModelOrigin, type SimulationTask, type TrainingSet } from "@inversa/core";

/** What the chunks of a run share: a task and how its model answers where the study is, so that another one is noticed. */
export interface SimulationWork {
  readonly kind: "simulate";
  readonly task: SimulationTask;
  /** Plugin and version that bring the model there. */
  readonly version?: string;
  readonly probe?: Probe;
  readonly machine: string;
}

/** A training; its one chunk says nothing more. */
export interface TrainingWork {
  readonly kind: "train";
  readonly estimator: string;
  readonly version?: string;
  readonly arithmetic?: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly set: TrainingSet;
  readonly machine: string;
}

export type Work = SimulationWork | TrainingWork;

/** Rows of theta and what the model makes of them, to the last bit. */
export interface Probe {
  readonly theta: Float64Array;
  readonly statuses: readonly string[];
  readonly curves: Float64Array;
}

/** Who may be asked: what this machine's app variant holds. */
export interface Abilities {
  readonly origin: ModelOrigin;
  readonly estimators: readonly Estimator[];
}

/** What numbers may depend on beyond Inversa itself, for people. */
export const thisMachine = (): string => `Node ${process.versions.node} on ${process.platform} ${process.arch}`;

/** Computes the probe. @throws InputError when the model refuses the task. */
export function probeOf(model: ForwardModel, task: SimulationTask, theta: Float64Array): Probe {
  const simulator = compileTask(model, task);
  const columns = task.columns.length;
  const rows = theta.length / columns;
  const curves = new Float64Array(rows * simulator.width);
  const statuses = Array.from({ length: rows }, (_, row) => {
    const { ok, status } = simulator.run(theta.subarray(row * columns, (row + 1) * columns), curves, row * simulator.width);
    if (!ok) curves.fill(0, row * simulator.width, (row + 1) * simulator.width);
    return status;
  });
  return { theta, statuses, curves };
}

/** Why this machine cannot do the work so that its numbers are those of the machine that asks; undefined when it can. A sentence without a full stop. */
export async function objection(work: Work, able: Abilities): Promise<string | undefined> {
  return work.kind === "simulate" ? simulationObjection(work, able) : trainingObjection(work, able);
}

function simulationObjection({ task, version, probe, machine }: SimulationWork, { origin }: Abilities): string | undefined {
  const model = origin.models?.find(({ id }) => id === task.model);
  const mine = origin.versions?.models[task.model];
  const skew = versionSkew("model", task.model, model !== undefined, mine, version);
  if (skew !== undefined || model === undefined || probe === undefined) return skew;
  let here: Probe;
  try {
    here = probeOf(model, task, probe.theta);
  } catch (error) {
    if (error instanceof InputError) return `its ${task.model} refuses the study: ${error.message.replace(/\.$/, "")}`;
    throw error;
  }
  const rows = probe.statuses.length;
  const width = probe.curves.length / rows;
  const same = (row: number): boolean => here.statuses[row] === probe.statuses[row] && equalBits(here.curves.subarray(row * width, (row + 1) * width), probe.curves.subarray(row * width, (row + 1) * width));
  const others = probe.statuses.map((_, row) => row).filter((row) => !same(row));
  if (others.length === 0) return undefined;
  const off = largestDifference(here.curves, probe.curves);
  const why = off < 1e-9
    ? `so its arithmetic is another: it has ${thisMachine()}, the run ${machine}; use the same Node`
    : `so its equations are others although the version is the same: use the same files`;
  return `its ${task.model} gives other curves for ${others.length} of ${rows} draws (by up to ${off.toPrecision(2)} of the largest value), ${why}`;
}

async function trainingObjection({ estimator, version, arithmetic, settings }: TrainingWork, { origin, estimators }: Abilities): Promise<string | undefined> {
  const found = estimators.find(({ id }) => id === estimator);
  const skew = versionSkew("estimator", estimator, found?.kind === "learned", origin.versions?.estimators[estimator], version);
  if (skew !== undefined || found?.kind !== "learned") return skew;
  let mine: string | undefined;
  try {
    mine = await found.arithmetic?.(settings as never);
  } catch (error) {
    return `its ${estimator} cannot be trained there: ${(error as Error).message.replace(/\.$/, "")}`;
  }
  if (mine === arithmetic) return undefined;
  return `it trains ${estimator} on ${mine ?? "float64"}, the run wants ${arithmetic ?? "float64"}, and the numbers would differ in their last digits: install the same there, or name one engine in the estimator's settings`;
}

function versionSkew(kind: "model" | "estimator", id: string, there: boolean, mine: string | undefined, wanted: string | undefined): string | undefined {
  if (!there) return `it has no ${kind} ${id}${wanted === undefined ? "" : `, the run wants ${wanted}`}: start it with the same --app and --plugin`;
  if (wanted !== undefined && mine !== undefined && mine !== wanted) return `it has ${mine}, the run wants ${wanted}: update it`;
  return undefined;
}

const equalBits = (a: Float64Array, b: Float64Array): boolean => Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0;

function largestDifference(a: Float64Array, b: Float64Array): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference = Math.max(difference, Math.abs((a[i] ?? 0) - b[i]!));
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return largest > 0 ? difference / largest : difference;
}
