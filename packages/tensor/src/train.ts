import { InputError } from "@inversa/core";
import { random } from "@inversa/numerics";
import { checkTraining, planTraining, splitRows } from "./check-training.ts";
import { chooseEngine } from "./choose-engine.ts";
import { descend, type Task } from "./descent.ts";
import type { Engine, EngineName } from "./engine.ts";
import { float64Engine } from "./float64-engine.ts";
import { fullLoss } from "./full-batch.ts";
import { initialWeights } from "./initial-weights.ts";
import { levenbergMarquardt } from "./levenberg-marquardt.ts";
import { Monitor } from "./monitor.ts";
import type { NetworkSpec } from "./network.ts";
import { isSecondOrder } from "./first-order.ts";
import { quasiNewton } from "./quasi-newton.ts";
import { type TrainedNetwork, trainedNetwork } from "./trained-network.ts";
import type { Training, TrainingControl, TrainingData } from "./training.ts";

/**
 * Trains a network. The engine is chosen by itself (see engineInfo) unless one is named or given; L-BFGS and Levenberg-Marquardt always run in
 * float64 and the result says so. Data are rows of numbers that the caller has scaled.
 *
 * @throws InputError `option-invalid` for data or settings that do not fit, or when every start diverged; `estimator-incompatible` for settings
 * that exclude each other. An abort rejects with the signal's reason.
 */
export async function train(spec: NetworkSpec, data: TrainingData, training: Training, control: TrainingControl, engine?: EngineName | Engine): Promise<TrainedNetwork> {
  control.signal?.throwIfAborted();
  const plan = planTraining(spec, training);
  const rows = splitRows(plan, data);
  checkTraining(plan, rows.data, rows.validation !== undefined, training);
  const { optimiser, restarts = 1 } = training;
  const running = isSecondOrder(optimiser) ? float64Engine : typeof engine === "object" ? engine : await chooseEngine(engine);
  const session = running.open(plan);
  try {
    let best: { readonly monitor: Monitor; readonly weights: Float64Array } | undefined;
    for (let restart = 0; restart < restarts; restart++) {
      const stream = random(control.seed, restart);
      const fixed = plan.spec.initial?.seed;
      const weights = initialWeights(plan, fixed === undefined ? stream.fork(0) : random(fixed, restart));
      const monitor = new Monitor(training, control, { restart: restart + 1, restarts, engine: running.info.label });
      const task: Task = { plan, session, ...rows, weights, training, monitor };
      if (optimiser.method === "lbfgs") await quasiNewton(task, optimiser);
      else if (optimiser.method === "levenberg-marquardt") await levenbergMarquardt(task, optimiser);
      else await descend(task, optimiser, stream);
      if (monitor.history.length === 0) {
        const validationLoss = rows.validation && (await fullLoss(plan, session, rows.validation, weights, monitor));
        monitor.epoch(await fullLoss(plan, session, rows.data, weights, monitor), validationLoss, weights);
      }
      if (monitor.score < (best?.monitor.score ?? Infinity)) best = { monitor, weights: monitor.keep(weights) };
    }
    if (!best) throw diverged(restarts);
    return trainedNetwork(plan, best.weights, best.monitor.history, running.info.label);
  } finally {
    session.dispose();
  }
}

function diverged(restarts: number): InputError {
  const what = restarts === 1 ? "the loss grew without bound" : `the loss grew without bound from each of ${restarts} starts`;
  return new InputError("option-invalid", { where: "training", what, next: "Lower the learning rate, set clip, or scale the data" });
}
