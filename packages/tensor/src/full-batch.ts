import type { Session } from "./engine.ts";
import { ridge } from "./loss.ts";
import type { Monitor } from "./monitor.ts";
import type { Plan } from "./plan.ts";
import { addScaled } from "./vector.ts";

/** Rows between two looks at the clock. */
const CHUNK = 256;

/** Rows as float64, as every engine takes them. */
export interface Rows {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly rows: number;
  /** See {@link TrainingData.refresh}. */
  readonly refresh?: (x: Float64Array, pass: number) => void;
}

/** Some of the rows, as views. */
export function slice(plan: Plan, { x, y }: Rows, first: number, count: number): Rows {
  return { x: x.subarray(first * plan.inputs, (first + count) * plan.inputs), y: y.subarray(first * plan.outputs, (first + count) * plan.outputs), rows: count };
}

/** Mean data loss over all rows and, in `gradient`, the gradient of that plus the l2 term; the event loop has its turns meanwhile. */
export async function fullGradient(plan: Plan, session: Session, data: Rows, weights: Float64Array, gradient: Float64Array, monitor: Monitor): Promise<number> {
  if (data.rows <= CHUNK) {
    if (monitor.due) await monitor.turn();
    const loss = session.gradient(weights, { ...data, masks: [] }, gradient);
    ridge(plan, weights, gradient);
    return loss;
  }
  const part = new Float64Array(gradient.length);
  gradient.fill(0);
  let loss = 0;
  for (let first = 0; first < data.rows; first += CHUNK) {
    if (monitor.due) await monitor.turn();
    const count = Math.min(CHUNK, data.rows - first);
    const share = count / data.rows;
    loss += share * session.gradient(weights, { ...slice(plan, data, first, count), masks: [] }, part);
    addScaled(gradient, share, part);
  }
  ridge(plan, weights, gradient);
  return loss;
}

/** Mean data loss over all rows, nothing dropped; the event loop has its turns meanwhile. */
export async function fullLoss(plan: Plan, session: Session, data: Rows, weights: Float64Array, monitor: Monitor): Promise<number> {
  let loss = 0;
  for (let first = 0; first < data.rows; first += 4 * CHUNK) {
    if (monitor.due) await monitor.turn();
    const count = Math.min(4 * CHUNK, data.rows - first);
    const part = slice(plan, data, first, count);
    loss += (count / data.rows) * session.loss(weights, part.x, part.y, count);
  }
  return loss;
}
