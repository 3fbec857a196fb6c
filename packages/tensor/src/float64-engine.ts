import type { Engine, Session } from "./engine.ts";
import { lossOf } from "./loss.ts";
import { createPass, type Pass } from "./pass.ts";
import type { Plan } from "./plan.ts";

/** Rows handled at once where the caller does not set the number, so that they stay in the cache. */
const CHUNK = 256;

/** Plain JavaScript in double precision: the oracle of the other engines, and where L-BFGS and Levenberg-Marquardt always run. */
export const float64Engine: Engine = {
  info: { name: "float64", label: "float64", version: "1" },
  open: openFloat64,
};

function openFloat64(plan: Plan): Session {
  let pass: Pass | undefined;
  let capacity = 0;
  let slopes = new Float64Array(0);
  const passFor = (rows: number): Pass => {
    if (pass && rows <= capacity) return pass;
    capacity = rows;
    slopes = new Float64Array(rows * plan.outputs);
    return (pass = createPass(plan, rows));
  };
  return {
    gradient(weights, { x, y, rows, masks }, gradient) {
      gradient.fill(0);
      const running = passFor(rows);
      const out = running.forward(weights, x, rows, masks.length > 0 ? masks : undefined);
      const total = lossOf(plan, out, y, rows, slopes, 1 / rows);
      running.backward(weights, slopes.subarray(0, rows * plan.outputs), rows, gradient);
      return total / rows;
    },
    loss(weights, x, y, rows) {
      let total = 0;
      for (let first = 0; first < rows; first += CHUNK) {
        const count = Math.min(CHUNK, rows - first);
        const out = passFor(Math.min(rows, CHUNK)).forward(weights, x.subarray(first * plan.inputs, (first + count) * plan.inputs), count);
        total += lossOf(plan, out, y.subarray(first * plan.outputs, (first + count) * plan.outputs), count);
      }
      return total / rows;
    },
    forward(weights, x, rows) {
      const all = new Float64Array(rows * plan.outputs);
      for (let first = 0; first < rows; first += CHUNK) {
        const count = Math.min(CHUNK, rows - first);
        all.set(passFor(Math.min(rows, CHUNK)).forward(weights, x.subarray(first * plan.inputs, (first + count) * plan.inputs), count), first * plan.outputs);
      }
      return all;
    },
    dispose() {
      pass = undefined;
      capacity = 0;
    },
  };
}
