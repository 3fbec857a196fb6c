import { cholesky, matrix, random, solveCholesky } from "@inversa/numerics";
import { describe, expect, it } from "vitest";
import { initialWeights } from "../src/initial-weights.ts";
import { jacobianRows, type Point } from "../src/linearisation.ts";
import { dualLinearisation } from "../src/lm-dual.ts";
import { primalLinearisation } from "../src/lm-primal.ts";
import { train } from "../src/index.ts";
import type { NetworkSpec } from "../src/network.ts";
import { Monitor } from "../src/monitor.ts";
import { createPass } from "../src/pass.ts";
import { planNetwork } from "../src/plan.ts";

const dense: NetworkSpec = { input: { shape: [4] }, layers: [{ layer: "dense", units: 7, activation: "sigmoid" }, { layer: "dense", units: 5, activation: "tanh" }, { layer: "dense", units: 3, activation: "sigmoid" }] };
const convolutional: NetworkSpec = { input: { shape: [9, 2] }, layers: [{ layer: "conv1d", filters: 4, kernel: 3, activation: "tanh" }, { layer: "pool", kind: "average", size: 2 }, { layer: "flatten" }, { layer: "dense", units: 3 }] };

function pointOf(spec: NetworkSpec, rows: number, mu: number): Point {
  const plan = planNetwork(spec);
  const source = random(3);
  const weights = initialWeights(plan, source);
  const data = { rows, x: Float64Array.from({ length: rows * plan.inputs }, () => source.normal()), y: Float64Array.from({ length: rows * plan.outputs }, () => source.normal()) };
  const pass = createPass(plan, rows);
  const out = pass.forward(weights, data.x, rows);
  const monitor = new Monitor({ optimiser: { method: "levenberg-marquardt" }, epochs: 1 }, { seed: 1 }, { restart: 1, restarts: 1, engine: "float64" });
  return { plan, pass, data, weights, r: out.map((v, i) => v - data.y[i]!), mu, monitor };
}

/** (J'J + mu D + lambda I) delta = -(J'r + mu D w) from the whole Jacobian. */
function plainStep({ plan, data, weights, r, mu }: Point, lambda: number): Float64Array {
  const n = plan.weights;
  const J = jacobianRows(plan, createPass(plan, 1), data, weights, 0, data.rows);
  const A = matrix(n, n);
  const b = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const kernel = plan.slots.some(({ role, offset, size }) => role === "kernel" && i >= offset && i < offset + size);
    for (let j = 0; j < n; j++) for (let k = 0; k < r.length; k++) A.data[i * n + j]! += J[k * n + i]! * J[k * n + j]!;
    for (let k = 0; k < r.length; k++) b[i]! -= J[k * n + i]! * r[k]!;
    A.data[i * n + i]! += lambda + (kernel ? mu : 0);
    if (kernel) b[i]! -= mu * weights[i]!;
  }
  return solveCholesky(cholesky(A)!, b);
}

describe("a Levenberg-Marquardt step is that of the full normal equations", () => {
  for (const [name, spec] of [["dense", dense], ["convolutional", convolutional]] as const)
    for (const mu of [0, 0.2])
      for (const [form, linearise] of [["one equation a residual", dualLinearisation], ["one equation a weight", primalLinearisation]] as const)
        it(`${name}, mu ${mu}, ${form}`, async () => {
          const point = pointOf(spec, 8, mu);
          const step = (await linearise(point)).step(0.05)!;
          const expected = plainStep(point, 0.05);
          const size = Math.hypot(...expected);
          // Both systems have condition numbers of about 1e3, so rounding stays near 1e-13.
          expect(Math.hypot(...expected.map((e, i) => e - step[i]!)) / size).toBeLessThan(1e-11);
        });
});

describe("training by curvature", () => {
  const source = random(8);
  const x = Float64Array.from({ length: 40 * 2 }, () => source.normal());
  const linear = Float64Array.from({ length: 40 }, (_, i) => 3 * x[2 * i]! - 2 * x[2 * i + 1]! + 0.5);
  const curved = Float64Array.from({ length: 40 }, (_, i) => Math.sin(2 * x[2 * i]!) * x[2 * i + 1]!);
  const line: NetworkSpec = { input: { shape: [2] }, layers: [{ layer: "dense", units: 1 }] };
  const bent = (units: number): NetworkSpec => ({ input: { shape: [2] }, layers: [{ layer: "dense", units, activation: "tanh" }, { layer: "dense", units: 1 }] });

  it.each(["levenberg-marquardt", "lbfgs"] as const)("%s finds the weights of a plane", async (method) => {
    const net = await train(line, { x, y: linear }, { optimiser: { method }, epochs: 60 }, { seed: 1 });
    expect([...net.weights[0]!, ...net.weights[1]!]).toEqual([3, -2, 0.5].map((v) => expect.closeTo(v, 5)));
    expect(net.engine).toBe("float64");
  });
  it.each([["levenberg-marquardt", 6], ["levenberg-marquardt", 60], ["lbfgs", 20]] as const)("%s with %i units never lets the training loss rise, and fits a saddle", async (method, units) => {
    const net = await train(bent(units), { x, y: curved }, { optimiser: { method }, epochs: 300 }, { seed: 2 });
    const losses = net.history.map(({ loss }) => loss);
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThanOrEqual(losses[i]! * (1 + 1e-12)));
    // Six units leave 15 equations of 40 open; more units than data interpolate.
    expect(losses.at(-1)!).toBeLessThan(units === 6 ? 5e-2 : 1e-3);
  });
  it.each(["levenberg-marquardt", "lbfgs"] as const)("%s with l2 ends where the gradient of the regularised loss is zero (ridge regression, closed form)", async (method) => {
    const l2 = 0.1;
    const net = await train({ ...line, l2 }, { x, y: linear }, { optimiser: { method }, epochs: 200 }, { seed: 1 });
    const [[w0, w1], [b]] = net.weights.map((w) => [...w]) as [[number, number], [number]];
    let [g0, g1, gb] = [0, 0, 0];
    for (let i = 0; i < 40; i++) {
      const e = w0 * x[2 * i]! + w1 * x[2 * i + 1]! + b - linear[i]!;
      [g0, g1, gb] = [g0 + (2 * e * x[2 * i]!) / 40, g1 + (2 * e * x[2 * i + 1]!) / 40, gb + (2 * e) / 40];
    }
    // Weights are kept as float32: 1e-7 of their size.
    for (const g of [g0 + 2 * l2 * w0, g1 + 2 * l2 * w1, gb]) expect(Math.abs(g)).toBeLessThan(2e-6);
  });
});
