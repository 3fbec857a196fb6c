import type { Random } from "@inversa/numerics";
import type { Session } from "./engine.ts";
import { clipGradient, type FirstOrder, updateRule } from "./first-order.ts";
import { fullLoss, type Rows } from "./full-batch.ts";
import { ridge } from "./loss.ts";
import type { Monitor } from "./monitor.ts";
import { type Plan, sizeOf } from "./plan.ts";
import { scheduleFactor } from "./schedule.ts";
import type { Training } from "./training.ts";

/** What one training works on. `weights` holds the start and is moved along. */
export interface Task {
  readonly plan: Plan;
  readonly session: Session;
  readonly data: Rows;
  readonly validation: Rows | undefined;
  readonly weights: Float64Array;
  readonly training: Training;
  readonly monitor: Monitor;
}

/** Mini-batch descent: each epoch visits the rows in a new random order, one update a batch; the last batch of an epoch may be smaller. */
export async function descend(task: Task, optimiser: FirstOrder, random: Random): Promise<void> {
  const { plan, session, data, validation, weights, training, monitor } = task;
  const { epochs, clip, batchSize = 32 } = training;
  const size = Math.min(batchSize, data.rows);
  const update = updateRule(optimiser, plan.weights);
  const gradient = new Float64Array(plan.weights);
  const x = new Float64Array(size * plan.inputs);
  const y = new Float64Array(size * plan.outputs);
  const shuffling = random.fork(1);
  const masks = dropoutMasks(plan, size, random.fork(2));

  for (let epoch = 0; epoch < epochs; epoch++) {
    const pass = monitor.pass + epoch;
    if (pass > 0) data.refresh?.(data.x, pass);
    const order = shuffling.permutation(data.rows);
    const rate = optimiser.learningRate * scheduleFactor(training.schedule, epoch, epochs);
    let total = 0;
    for (let first = 0; first < data.rows; first += size) {
      if (monitor.due) await monitor.turn();
      const rows = Math.min(size, data.rows - first);
      for (let r = 0; r < rows; r++) {
        const from = order[first + r]!;
        x.set(data.x.subarray(from * plan.inputs, (from + 1) * plan.inputs), r * plan.inputs);
        y.set(data.y.subarray(from * plan.outputs, (from + 1) * plan.outputs), r * plan.outputs);
      }
      const batch = { x: x.subarray(0, rows * plan.inputs), y: y.subarray(0, rows * plan.outputs), rows, masks: masks(rows) };
      total += rows * session.gradient(weights, batch, gradient);
      ridge(plan, weights, gradient);
      if (clip !== undefined) clipGradient(gradient, clip);
      update(weights, gradient, rate);
    }
    const validationLoss = validation && (await fullLoss(plan, session, validation, weights, monitor));
    if (monitor.epoch(total / data.rows, validationLoss, weights)) return;
  }
}

/** Fresh factors for each dropout layer that drops anything, drawn anew at every call into the same arrays; none when no layer does. */
function dropoutMasks(plan: Plan, size: number, random: Random): (rows: number) => readonly Float32Array[] {
  const dropouts = plan.layers.flatMap(({ layer, from }) => (layer.layer === "dropout" ? [{ rate: layer.rate, width: sizeOf(from) }] : []));
  if (dropouts.every(({ rate }) => rate === 0)) return () => [];
  const all = dropouts.map(({ width }) => new Float32Array(size * width));
  return (rows) =>
    dropouts.map(({ rate, width }, i) => {
      const mask = all[i]!.subarray(0, rows * width);
      for (let j = 0; j < mask.length; j++) mask[j] = random.next() < rate ? 0 : 1 / (1 - rate);
      return mask;
    });
}
