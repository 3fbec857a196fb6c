import { InputError } from "@inversa/core";
import type { Task } from "./descent.ts";
import { fullLoss } from "./full-batch.ts";
import { dualLinearisation } from "./lm-dual.ts";
import { primalLinearisation } from "./lm-primal.ts";
import { createPass, type Pass } from "./pass.ts";
import { isDense, type Plan } from "./plan.ts";
import type { LevenbergMarquardt } from "./training.ts";
import { largest } from "./vector.ts";

/** The largest linear system: 3,000 rows take 72 MB a matrix and about 3 s a factorisation. */
const LARGEST_SYSTEM = 3000;
/** The largest explicit Jacobian, in numbers (160 MB). */
const LARGEST_JACOBIAN = 2e7;

/** Refuses what Levenberg-Marquardt cannot hold, with the way out. @throws InputError `estimator-incompatible` */
export function checkLevenbergMarquardt(plan: Plan, rows: number): void {
  const residuals = rows * plan.outputs;
  const where = "optimiser levenberg-marquardt";
  const next = "Use lbfgs or adam, fewer training rows, or a smaller network";
  if (Math.min(residuals, plan.weights) > LARGEST_SYSTEM) {
    const what = `${plan.weights} weights and ${residuals} residuals need a linear system of ${Math.min(residuals, plan.weights)} rows`;
    throw new InputError("estimator-incompatible", { where, what, expected: `at most ${LARGEST_SYSTEM} weights or ${LARGEST_SYSTEM} residuals`, next });
  }
  if (residuals < plan.weights && !isDense(plan) && residuals * plan.weights > LARGEST_JACOBIAN) {
    const what = `a network with convolutions needs its whole Jacobian, ${residuals} residuals by ${plan.weights} weights`;
    throw new InputError("estimator-incompatible", { where, what, expected: `at most ${LARGEST_JACOBIAN} numbers`, next });
  }
}

/**
 * Minimises F(w) = (|r|^2 + mu |kernels|^2) / 2, r = outputs - targets, mu = l2 * residuals, by damped Gauss-Newton steps
 * (J'J + mu D + lambda I) delta = -(J'r + mu D w) with Nielsen's damping (Madsen, Nielsen and Tingleff 2004, Methods for Non-Linear Least Squares
 * Problems, algorithm 3.16). An epoch is an accepted step,
 * however many were refused before it.
 */
export async function levenbergMarquardt(task: Task, { damping = 1e-2, tolerance = 1e-10 }: LevenbergMarquardt): Promise<void> {
  const { plan, session, data, validation, weights, training, monitor } = task;
  const residuals = data.rows * plan.outputs;
  const mu = plan.l2 * residuals;
  const linearise = residuals <= plan.weights ? dualLinearisation : primalLinearisation;
  let pass = createPass(plan, data.rows);
  let trialPass = createPass(plan, data.rows);
  let r = new Float64Array(residuals);
  let trialR = new Float64Array(residuals);
  const trial = new Float64Array(plan.weights);
  const objective = (at: Float64Array, running: Pass, into: Float64Array): number => {
    const out = running.forward(at, data.x, data.rows);
    let sum = 0;
    for (let i = 0; i < residuals; i++) {
      const error = (into[i] = out[i]! - data.y[i]!);
      sum += error * error;
    }
    return (sum + mu * squaredKernels(plan, at)) / 2;
  };

  let F = objective(weights, pass, r);
  let lambda = 0;
  let nu = 2;
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const system = await linearise({ plan, pass, data, weights, r, mu, monitor });
    lambda ||= damping * (system.meanEigenvalue || 1);
    let done = largest(system.gradient) <= tolerance * residuals;
    for (let accepted = false; !accepted && !done; ) {
      if (monitor.due) await monitor.turn();
      const delta = system.step(lambda);
      if (monitor.due) await monitor.turn();
      let predicted = 0;
      if (delta)
        for (let i = 0; i < trial.length; i++) {
          trial[i] = weights[i]! + delta[i]!;
          predicted += (delta[i]! * (lambda * delta[i]! - system.gradient[i]!)) / 2;
        }
      const trialF = delta ? objective(trial, trialPass, trialR) : Infinity;
      accepted = trialF < F;
      if (accepted) {
        const gain = (F - trialF) / predicted;
        weights.set(trial);
        F = trialF;
        [pass, trialPass] = [trialPass, pass];
        [r, trialR] = [trialR, r];
        lambda = Math.max(lambda * Math.max(1 / 3, 1 - (2 * gain - 1) ** 3), Number.MIN_VALUE);
        nu = 2;
      } else {
        lambda *= nu;
        nu *= 2;
        // Damped until a step is nothing but rounding: this is the minimum.
        done = nu > 2 ** 30;
      }
    }
    const validationLoss = validation && (await fullLoss(plan, session, validation, weights, monitor));
    const loss = (2 * F - mu * squaredKernels(plan, weights)) / residuals;
    if (monitor.epoch(Math.max(0, loss), validationLoss, weights) || done) return;
  }
}

function squaredKernels(plan: Plan, weights: Float64Array): number {
  if (plan.l2 === 0) return 0;
  let sum = 0;
  for (const { role, offset, size } of plan.slots) if (role === "kernel") for (let i = offset; i < offset + size; i++) sum += weights[i]! * weights[i]!;
  return sum;
}
