import { InputError } from "@inversa/core";
import type { Rows } from "./full-batch.ts";
import { checkLevenbergMarquardt } from "./levenberg-marquardt.ts";
import type { NetworkSpec } from "./network.ts";
import { type Plan, planNetwork } from "./plan.ts";
import type { Training, TrainingData, TrainingRows } from "./training.ts";

/** The network as it is trained: settings of the training that take the place of the network's are put in. */
export function planTraining(spec: NetworkSpec, training: Training): Plan {
  const { l2, dropout } = training;
  const layers = dropout === undefined ? spec.layers : spec.layers.map((layer) => (layer.layer === "dropout" ? { ...layer, rate: dropout } : layer));
  return planNetwork({ ...spec, layers, ...(l2 !== undefined && { l2 }) });
}

/** Refuses settings out of range or without meaning together. @throws InputError */
export function checkTraining(plan: Plan, data: Rows, hasValidation: boolean, training: Training): void {
  const { optimiser, epochs, batchSize, schedule, earlyStopping, restarts, clip } = training;
  whole("epochs", epochs, 1);
  if (batchSize !== undefined) whole("batchSize", batchSize, 1);
  if (restarts !== undefined) whole("restarts", restarts, 1);
  if (clip !== undefined) positive("clip", clip);
  if (earlyStopping) {
    whole("earlyStopping.patience", earlyStopping.patience, 1);
    within("earlyStopping.minimumImprovement", earlyStopping.minimumImprovement ?? 0, 0, 1);
    if (!hasValidation) throw refuse("earlyStopping", "there is no validation data to stop on", "Give data.validation, or leave early stopping out");
  }
  switch (schedule?.kind) {
    case "exponential":
      positive("schedule.decay", schedule.decay);
      break;
    case "step":
      whole("schedule.every", schedule.every, 1);
      positive("schedule.factor", schedule.factor);
      break;
    case "cosine":
      within("schedule.floor", schedule.floor ?? 0, 0, 1);
  }
  switch (optimiser.method) {
    case "lbfgs":
    case "levenberg-marquardt": {
      const { method } = optimiser;
      if (plan.layers.some(({ layer }) => layer.layer === "dropout" && layer.rate > 0))
        throw refuse("dropout", `${method} needs a loss that does not change between evaluations`, "Set dropout to 0, or use adam or momentum");
      if (data.refresh) throw refuse("refresh", `${method} needs a loss that does not change between evaluations`, "Give several noisy copies of each row, or use adam or momentum");
      if (clip !== undefined) throw refuse("clip", `${method} chooses the length of its steps`, "Leave clip out");
      if (schedule && schedule.kind !== "constant") throw refuse("schedule", `${method} has no learning rate`, "Leave the schedule out");
      if (optimiser.tolerance !== undefined) within("optimiser.tolerance", optimiser.tolerance, 0, Infinity);
      if (method === "lbfgs") {
        if (optimiser.memory !== undefined) whole("optimiser.memory", optimiser.memory, 1);
        return;
      }
      if (optimiser.damping !== undefined) positive("optimiser.damping", optimiser.damping);
      if (plan.loss !== "mse") throw refuse("loss", "levenberg-marquardt minimises squares, not cross-entropy", "Use lbfgs or adam");
      return checkLevenbergMarquardt(plan, data.rows);
    }
    case "momentum":
      within("optimiser.momentum", optimiser.momentum ?? 0.9, 0, 1);
      break;
    case "adam":
      within("optimiser.beta1", optimiser.beta1 ?? 0.9, 0, 1);
      within("optimiser.beta2", optimiser.beta2 ?? 0.999, 0, 1);
      positive("optimiser.epsilon", optimiser.epsilon ?? 1e-8);
      break;
    case "sgd":
    case "adagrad":
      break;
    default:
      throw new InputError("option-invalid", {
        where: "training optimiser", what: `${JSON.stringify((optimiser as { method: unknown }).method)} is not known`,
        expected: "momentum, sgd, adagrad, adam, lbfgs or levenberg-marquardt",
      });
  }
  positive("optimiser.learningRate", optimiser.learningRate);
}

/** The rows as float64, counted and found finite. @throws InputError */
export function rowsOf(plan: Plan, { x, y }: TrainingRows, where: string): Rows {
  const rows = x.length / plan.inputs;
  if (!Number.isInteger(rows) || rows < 1 || y.length !== rows * plan.outputs) {
    const what = `${x.length} inputs and ${y.length} targets do not make rows`;
    throw new InputError("option-invalid", { where, what, expected: `rows of ${plan.inputs} inputs and ${plan.outputs} targets` });
  }
  for (const [name, values, width] of [["x", x, plan.inputs], ["y", y, plan.outputs]] as const) {
    const at = values.findIndex((v) => !Number.isFinite(v));
    if (at >= 0) throw new InputError("option-invalid", { where: `${where}.${name}, row ${Math.floor(at / width)}, column ${at % width}`, what: `${values[at]} is not a finite number` });
  }
  return { x: x instanceof Float64Array ? x : new Float64Array(x), y: y instanceof Float64Array ? y : new Float64Array(y), rows };
}

/** Training and validation rows. @throws InputError */
export function splitRows(plan: Plan, data: TrainingData): { readonly data: Rows; readonly validation: Rows | undefined } {
  const rows = rowsOf(plan, data, "data");
  return { data: data.refresh ? { ...rows, refresh: data.refresh } : rows, validation: data.validation && rowsOf(plan, data.validation, "data.validation") };
}

function refuse(where: string, what: string, next: string): InputError {
  return new InputError("estimator-incompatible", { where: `training ${where}`, what, next });
}

function whole(where: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw range(where, value, `a whole number from ${least}`);
}

function positive(where: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw range(where, value, "a positive number");
}

function within(where: string, value: number, least: number, below: number): void {
  if (!(value >= least && value < below)) throw range(where, value, `a number from ${least} to below ${below}`);
}

function range(where: string, value: number, expected: string): InputError {
  return new InputError("option-invalid", { where: `training ${where}`, what: `${value} is out of range`, expected });
}
