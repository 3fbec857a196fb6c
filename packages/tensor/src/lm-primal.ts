import { cholesky, matrix, solveCholesky } from "@inversa/numerics";
import { jacobianRows, type Linearisation, type Point, transposed } from "./linearisation.ts";
import { createPass } from "./pass.ts";
import { addLowerGram } from "./gram.ts";

/** One equation a weight: for networks with fewer weights than residuals, of any layers. Only a stretch of the Jacobian exists at a time. */
export async function primalLinearisation(point: Point): Promise<Linearisation> {
  const { plan, data, weights, r, mu, monitor } = point;
  const n = plan.weights;
  const H = new Float64Array(n * n);
  const single = createPass(plan, 1);
  const stretch = Math.max(1, Math.floor(256 / plan.outputs));
  for (let first = 0; first < data.rows; first += stretch) {
    if (monitor.due) await monitor.turn();
    const rows = Math.min(stretch, data.rows - first);
    const J = jacobianRows(plan, single, data, weights, first, rows);
    await addLowerGram(n, rows * plan.outputs, { data: J, offset: 0, row: 1, column: n }, H, monitor);
  }
  let trace = 0;
  for (let i = 0; i < n; i++) trace += H[i * n + i]!;
  const gradient = transposed(point, r, mu, new Float64Array(n));
  const damped = matrix(n, n);
  return {
    gradient,
    meanEigenvalue: trace / n,
    step(lambda) {
      damped.data.set(H);
      for (const { role, offset, size } of plan.slots) for (let i = offset; i < offset + size; i++) damped.data[i * n + i]! += lambda + (role === "kernel" ? mu : 0);
      const L = cholesky(damped);
      return L && solveCholesky(L, gradient.map((g) => -g));
    },
  };
}
