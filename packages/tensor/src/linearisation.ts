import type { Rows } from "./full-batch.ts";
import type { Monitor } from "./monitor.ts";
import type { Pass } from "./pass.ts";
import type { Plan } from "./plan.ts";

/** Where residuals are linearised: `pass` has just gone forward over all rows with `weights`, `r` = outputs - targets. */
export interface Point {
  readonly plan: Plan;
  readonly pass: Pass;
  readonly data: Rows;
  readonly weights: Float64Array;
  readonly r: Float64Array;
  /** Weight of the squared kernels. */
  readonly mu: number;
  readonly monitor: Monitor;
}

/** Residuals near one point, r + J delta, with the means to solve for a damped step. */
export interface Linearisation {
  /** J'r + mu D w; D picks the kernels. */
  readonly gradient: Float64Array;
  /** Mean of the eigenvalues of J'J that are not zero by count. */
  readonly meanEigenvalue: number;
  /** Solves (J'J + mu D + lambda I) delta = -gradient; undefined where rounding makes the system singular. The array is used again by the next call. */
  step(lambda: number): Float64Array | undefined;
}

/** J'v + nu D w in one backward pass. */
export function transposed({ plan, pass, data, weights }: Point, v: Float64Array, nu: number, into: Float64Array): Float64Array {
  into.fill(0);
  pass.backward(weights, v, data.rows, into);
  if (nu !== 0) for (const { role, offset, size } of plan.slots) if (role === "kernel") for (let i = offset; i < offset + size; i++) into[i]! += nu * weights[i]!;
  return into;
}

/** Rows of the Jacobian, [residuals x weights], for `rows` rows of data from `first` on: one backward pass a residual. */
export function jacobianRows(plan: Plan, pass: Pass, data: Rows, weights: Float64Array, first: number, rows: number): Float64Array {
  const jacobian = new Float64Array(rows * plan.outputs * plan.weights);
  const unit = new Float64Array(plan.outputs);
  for (let r = 0; r < rows; r++) {
    pass.forward(weights, data.x.subarray((first + r) * plan.inputs, (first + r + 1) * plan.inputs), 1);
    for (let o = 0; o < plan.outputs; o++) {
      unit.fill(0);
      unit[o] = 1;
      const at = (r * plan.outputs + o) * plan.weights;
      pass.backward(weights, unit, 1, jacobian.subarray(at, at + plan.weights));
    }
  }
  return jacobian;
}
