import { convolution } from "./convolution.ts";
import { dense } from "./dense.ts";
import type { Operation } from "./operation.ts";
import { type Plan, type PlannedConvolution, type PlannedDense, type PlannedLayer, type PlannedPooling, sizeOf } from "./plan.ts";
import { pooling } from "./pooling.ts";

/** A network at work in float64, up to `capacity` rows at a time. Working memory is kept between calls. */
export interface Pass {
  /**
   * Rows of the last layer's values (logits under cross-entropy), valid until the next call. `masks` holds one array of factors for each dropout
   * layer in turn; without it nothing is dropped.
   */
  forward(weights: Float64Array, x: Float64Array, rows: number, masks?: readonly Float32Array[]): Float64Array;
  /** After `forward` on the same rows: adds d loss / d weights to `gradient`, given d loss / d outputs. */
  backward(weights: Float64Array, slopes: Float64Array, rows: number, gradient: Float64Array): void;
  /** What layer i put out in the last `forward`; i = -1 is the input. */
  output(i: number): Float64Array;
}

/** Makes working memory for `capacity` rows. */
export function createPass(plan: Plan, capacity: number): Pass {
  const steps = plan.layers.map((layer) => ({ layer, size: sizeOf(layer.to), operation: operationOf(layer) }));
  const values = steps.map(({ layer, size }) => (layer.layer.layer === "flatten" ? undefined : new Float64Array(capacity * size)));
  let slopes: [Float64Array, Float64Array] | undefined;
  let outputs: Float64Array[] = [];
  let input: Float64Array = new Float64Array(0);
  let dropped: readonly Float32Array[] | undefined;

  return {
    forward(weights, x, rows, masks) {
      input = x;
      dropped = masks;
      outputs = [];
      let current = x;
      let dropout = 0;
      steps.forEach(({ layer, size, operation }, i) => {
        const y = values[i] ?? current;
        if (operation) operation.forward(weights, current, y, rows);
        else if (layer.layer.layer === "dropout") {
          const mask = masks?.[dropout++];
          for (let j = 0; j < rows * size; j++) y[j] = mask ? current[j]! * mask[j]! : current[j]!;
        }
        outputs.push(y);
        current = y;
      });
      return current.subarray(0, rows * plan.outputs);
    },
    backward(weights, given, rows, gradient) {
      const widest = Math.max(plan.inputs, ...steps.map(({ size }) => size));
      slopes ??= [new Float64Array(capacity * widest), new Float64Array(capacity * widest)];
      let [dy, dx] = slopes;
      dy.set(given);
      let dropout = dropped?.length ?? 0;
      for (let i = steps.length - 1; i >= 0; i--) {
        const { layer, size, operation } = steps[i]!;
        if (operation) {
          operation.backward(weights, outputs[i - 1] ?? input, outputs[i]!, dy, i > 0 ? dx : undefined, gradient, rows);
          [dy, dx] = [dx, dy];
        } else if (layer.layer.layer === "dropout" && dropped) {
          const mask = dropped[--dropout]!;
          for (let j = 0; j < rows * size; j++) dy[j]! *= mask[j]!;
        }
      }
    },
    output: (i) => outputs[i] ?? input,
  };
}

function operationOf(planned: PlannedLayer): Operation | undefined {
  switch (planned.layer.layer) {
    case "dense":
      return dense(planned as PlannedDense);
    case "conv1d":
      return convolution(planned as PlannedConvolution);
    case "pool":
      return pooling(planned as PlannedPooling);
    default:
      return undefined;
  }
}
