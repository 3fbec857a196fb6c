import { cholesky, matrix, solveCholesky } from "@inversa/numerics";
import { multiplySlope } from "./activation.ts";
import { addLowerGram } from "./gram.ts";
import { jacobianRows, type Linearisation, type Point, transposed } from "./linearisation.ts";
import { createPass } from "./pass.ts";
import { isDense, isWeighted, type PlannedDense } from "./plan.ts";
import { addProduct } from "./product.ts";

/** J J' by kernels and by biases (lower triangles), and J applied to the kernels of the present weights. */
interface Grams {
  readonly kernels: Float64Array;
  readonly biases: Float64Array;
  readonly along: Float64Array;
}

/**
 * One equation a residual: for networks with more weights than residuals. With Lambda = lambda I + mu D,
 * delta = -Lambda^-1 (mu D w + J' alpha) where (I + J Lambda^-1 J') alpha = r - J Lambda^-1 mu D w; multiplied by lambda below.
 */
export async function dualLinearisation(point: Point): Promise<Linearisation> {
  const { plan, r, mu } = point;
  const n = r.length;
  const { kernels, biases, along } = await (isDense(plan) ? gramsByLayer(point) : gramsOfJacobian(point));
  let trace = 0;
  for (let i = 0; i < n; i++) trace += kernels[i * n + i]! + biases[i * n + i]!;
  const gradient = transposed(point, r, mu, new Float64Array(plan.weights));
  const delta = new Float64Array(plan.weights);
  const damped = matrix(n, n);
  const right = new Float64Array(n);
  return {
    gradient,
    meanEigenvalue: trace / n,
    step(lambda) {
      const share = lambda / (lambda + mu);
      for (let i = 0; i < n; i++) {
        for (let j = i * n; j <= i * n + i; j++) damped.data[j] = share * kernels[j]! + biases[j]!;
        damped.data[i * n + i]! += lambda;
        right[i] = lambda * (r[i]! - (1 - share) * along[i]!);
      }
      const L = cholesky(damped);
      if (!L) return undefined;
      transposed(point, solveCholesky(L, right), mu, delta);
      for (const { role, offset, size } of plan.slots) {
        const factor = -1 / (role === "kernel" ? lambda + mu : lambda);
        for (let i = offset; i < offset + size; i++) delta[i]! *= factor;
      }
      return delta;
    },
  };
}

/**
 * Dense networks need no Jacobian: J J'[(n,o),(m,p)] = sum over layers (a_n . a_m + 1) (s_no . s_mp), a the layer's input for a row of data and
 * s the sensitivity of output o to the sums the layer forms.
 */
async function gramsByLayer({ plan, pass, data, weights, mu, monitor }: Point): Promise<Grams> {
  const { rows } = data;
  const { outputs } = plan;
  const n = rows * outputs;
  const kernels = new Float64Array(n * n);
  const biases = new Float64Array(n * n);
  const along = new Float64Array(n);
  const sensitivityGram = new Float64Array(n * n);
  const inputGram = new Float64Array(rows * rows);

  let s = new Float64Array(n * outputs);
  for (let i = 0; i < n; i++) s[i * outputs + (i % outputs)] = 1;
  for (let l = plan.layers.length - 1; l >= 0; l--) {
    const planned = plan.layers[l]!;
    if (!isWeighted(planned)) continue;
    const { kernel, activation, from, to } = planned as PlannedDense;
    const [inputs, units] = [from.channels, to.channels];
    const a = pass.output(l - 1);
    const out = pass.output(l);
    for (let i = 0; i < n; i++) {
      const row = Math.floor(i / outputs);
      multiplySlope(activation, out.subarray(row * units, (row + 1) * units), s.subarray(i * units, (i + 1) * units), units);
    }
    const S = { data: s, offset: 0, row: units, column: 1 };
    sensitivityGram.fill(0);
    await addLowerGram(n, units, S, sensitivityGram, monitor);
    inputGram.fill(0);
    await addLowerGram(rows, inputs, { data: a, offset: 0, row: inputs, column: 1 }, inputGram, monitor);
    for (let i = 0; i < n; i++) {
      const row = Math.floor(i / outputs) * rows;
      for (let j = 0, m = 0; m * outputs <= i; m++) {
        const alike = inputGram[row + m]!;
        for (const end = Math.min(i + 1, (m + 1) * outputs); j < end; j++) {
          const product = sensitivityGram[i * n + j]!;
          kernels[i * n + j]! += alike * product;
          biases[i * n + j]! += product;
        }
      }
    }
    const W = { data: weights, offset: kernel.offset, row: units, column: 1 };
    if (mu > 0) {
      const sums = new Float64Array(rows * units);
      addProduct(rows, inputs, units, { data: a, offset: 0, row: inputs, column: 1 }, W, { data: sums, offset: 0, row: units, column: 1 });
      for (let i = 0; i < n; i++) {
        const row = Math.floor(i / outputs) * units;
        for (let u = 0; u < units; u++) along[i]! += s[i * units + u]! * sums[row + u]!;
      }
    }
    if (l > 0) {
      const before = new Float64Array(n * inputs);
      addProduct(n, units, inputs, S, { data: weights, offset: kernel.offset, row: 1, column: units }, { data: before, offset: 0, row: inputs, column: 1 });
      s = before;
    }
  }
  return { kernels, biases, along };
}

/** For small networks of other layers: from the Jacobian itself. */
async function gramsOfJacobian({ plan, data, weights, monitor }: Point): Promise<Grams> {
  const n = data.rows * plan.outputs;
  const J = jacobianRows(plan, createPass(plan, 1), data, weights, 0, data.rows);
  const kernels = new Float64Array(n * n);
  const biases = new Float64Array(n * n);
  const along = new Float64Array(n);
  for (const { role, offset, size } of plan.slots) {
    await addLowerGram(n, size, { data: J, offset, row: plan.weights, column: 1 }, role === "kernel" ? kernels : biases, monitor);
    if (role === "kernel") for (let i = 0; i < n; i++) for (let k = offset; k < offset + size; k++) along[i]! += J[i * plan.weights + k]! * weights[k]!;
  }
  return { kernels, biases, along };
}
