import type { Random } from "@inversa/numerics";
import { isWeighted, type Plan, type PlannedConvolution, type PlannedDense } from "./plan.ts";

/** All weights at the start, in the plan's order. */
export function initialWeights(plan: Plan, random: Random): Float64Array {
  const { method = "xavier-uniform", range = 0.05 } = plan.spec.initial ?? {};
  const weights = new Float64Array(plan.weights);
  const uniform = (size: number): number => size * (2 * random.next() - 1);
  const weighted = plan.layers.filter(isWeighted);
  for (const layer of weighted) {
    const { kernel } = layer;
    const [fanIn, fanOut] = kernel.fan;
    const fill = (draw: () => number): void => {
      for (let i = 0; i < kernel.size; i++) weights[kernel.offset + i] = draw();
    };
    switch (method) {
      case "xavier-uniform":
        fill(() => uniform(Math.sqrt(6 / (fanIn + fanOut))));
        break;
      case "xavier-normal":
        fill(() => Math.sqrt(2 / (fanIn + fanOut)) * random.normal());
        break;
      case "he-normal":
        fill(() => Math.sqrt(2 / fanIn) * random.normal());
        break;
      case "uniform":
        fill(() => uniform(range));
        break;
      case "nguyen-widrow":
        if (layer === weighted.at(-1)) fill(() => uniform(0.5));
        else nguyenWidrow(weights, layer, before(plan, layer) === "sigmoid", uniform);
    }
  }
  return weights;
}

/** Activation of the weighted layer before this one. */
function before(plan: Plan, layer: PlannedDense | PlannedConvolution): string | undefined {
  return plan.layers.slice(0, plan.layers.indexOf(layer)).findLast(isWeighted)?.activation;
}

/**
 * Each unit's weights point in a random direction with length 0.7 units^(1/inputs), its bias is uniform within that length, so that the
 * bends of the units divide the cube [-1, 1]^inputs evenly. A sigmoid is tanh at half the steepness, so it gets twice as much; inputs
 * that come out of a sigmoid lie in [0, 1] and are shifted.
 */
function nguyenWidrow(weights: Float64Array, { kernel, bias, activation }: PlannedDense | PlannedConvolution, fromSigmoid: boolean, uniform: (size: number) => number): void {
  const units = bias.size;
  const inputs = kernel.size / units;
  const length = 0.7 * units ** (1 / inputs) * (activation === "sigmoid" ? 2 : 1);
  for (let u = 0; u < units; u++) {
    const direction = Float64Array.from({ length: inputs }, () => uniform(1));
    const scale = length / (Math.hypot(...direction) || 1);
    let sum = 0;
    for (let i = 0; i < inputs; i++) {
      const w = direction[i]! * scale;
      sum += w;
      weights[kernel.offset + i * units + u] = fromSigmoid ? 2 * w : w;
    }
    weights[bias.offset + u] = uniform(length) - (fromSigmoid ? sum : 0);
  }
}
