import type { Optimiser } from "./training.ts";
import { dot, scale } from "./vector.ts";

/** Moves the weights one step along a gradient. */
export type Update = (weights: Float64Array, gradient: Float64Array, rate: number) => void;

export type FirstOrder = Exclude<Optimiser, { readonly method: "lbfgs" | "levenberg-marquardt" }>;

/** The update rule of an optimiser with its memory for n weights, empty at first. */
export function updateRule(optimiser: FirstOrder, n: number): Update {
  switch (optimiser.method) {
    case "sgd":
      return (weights, gradient, rate) => {
        for (let i = 0; i < n; i++) weights[i]! -= rate * gradient[i]!;
      };
    case "momentum": {
      const { momentum = 0.9, nesterov = false } = optimiser;
      const velocity = new Float64Array(n);
      return (weights, gradient, rate) => {
        for (let i = 0; i < n; i++) {
          const v = (velocity[i] = momentum * velocity[i]! - rate * gradient[i]!);
          weights[i]! += nesterov ? momentum * v - rate * gradient[i]! : v;
        }
      };
    }
    case "adagrad": {
      const squares = new Float64Array(n).fill(0.1);
      return (weights, gradient, rate) => {
        for (let i = 0; i < n; i++) {
          const s = (squares[i]! += gradient[i]! * gradient[i]!);
          weights[i]! -= (rate * gradient[i]!) / (Math.sqrt(s) + 1e-7);
        }
      };
    }
    case "adam": {
      const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = optimiser;
      const m = new Float64Array(n);
      const v = new Float64Array(n);
      let t = 0;
      return (weights, gradient, rate) => {
        t++;
        const step = rate / (1 - beta1 ** t);
        const correction = 1 / (1 - beta2 ** t);
        for (let i = 0; i < n; i++) {
          const g = gradient[i]!;
          const mean = (m[i] = beta1 * m[i]! + (1 - beta1) * g);
          const square = (v[i] = beta2 * v[i]! + (1 - beta2) * g * g);
          weights[i]! -= (step * mean) / (Math.sqrt(square * correction) + epsilon);
        }
      };
    }
  }
}

/** Shortens the gradient to `length` where it is longer. */
export function clipGradient(gradient: Float64Array, length: number): void {
  const norm = Math.sqrt(dot(gradient, gradient));
  if (norm > length) scale(gradient, length / norm);
}

/** True for optimisers that use curvature: they take all rows at once and run in float64 on any engine. */
export function isSecondOrder(optimiser: Optimiser): optimiser is Exclude<Optimiser, FirstOrder> {
  return optimiser.method === "lbfgs" || optimiser.method === "levenberg-marquardt";
}
