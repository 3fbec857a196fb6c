import type * as TensorFlow from "@tensorflow/tfjs-core";
import type { Session } from "../engine.ts";
import type { Activation } from "../network.ts";
import type { Plan, PlannedConvolution, PlannedDense, PlannedPooling } from "../plan.ts";

export type TF = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;
type Tensor4D = TensorFlow.Tensor4D;

/** Rows evaluated at once when nothing is learned. */
const CHUNK = 1024;

/**
 * A network on one TensorFlow.js backend. Nothing stays on the backend between calls: each call uploads weights and rows, works inside `tidy`
 * and downloads the answer, which costs little at these sizes and cannot leak.
 */
export function openTensorFlow(tf: TF, backend: string, plan: Plan): Session {
  // Two engines may take turns in one process, and TensorFlow.js has one current backend.
  const use = (): void => {
    if (tf.getBackend() !== backend) void tf.setBackend(backend);
  };
  const upload = (values: Float64Array, shape: readonly number[]): Tensor => tf.tensor(new Float32Array(values), [...shape], "float32");
  const uploadWeights = (weights: Float64Array): Tensor[] =>
    plan.slots.map(({ offset, size, shape }) => upload(weights.subarray(offset, offset + size), shape.length === 3 ? [1, ...shape] : shape));
  const uploadRows = (x: Float64Array, rows: number): Tensor => {
    const { steps, channels, flat } = plan.layers[0]!.from;
    return upload(x, flat ? [rows, channels] : [rows, 1, steps, channels]);
  };
  const lossOf = (out: Tensor, y: Tensor): TensorFlow.Scalar =>
    plan.loss === "mse" ? tf.mean(tf.square(tf.sub(out, y))) : tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(out)), -1)));

  return {
    gradient(weights, { x, y, rows, masks }, gradient) {
      use();
      return tf.tidy(() => {
        const input = uploadRows(x, rows);
        const target = upload(y, [rows, plan.outputs]);
        const { value, grads } = tf.valueAndGrads((...w: Tensor[]) => lossOf(forward(tf, plan, w, input, masks), target))(uploadWeights(weights));
        plan.slots.forEach(({ offset }, i) => gradient.set(grads[i]!.dataSync(), offset));
        return value.dataSync()[0]!;
      });
    },
    loss(weights, x, y, rows) {
      use();
      return tf.tidy(() => {
        const w = uploadWeights(weights);
        let loss = 0;
        for (let first = 0; first < rows; first += CHUNK) {
          const count = Math.min(CHUNK, rows - first);
          loss += tf.tidy(() => {
            const out = forward(tf, plan, w, uploadRows(x.subarray(first * plan.inputs, (first + count) * plan.inputs), count));
            return lossOf(out, upload(y.subarray(first * plan.outputs, (first + count) * plan.outputs), [count, plan.outputs])).dataSync()[0]! * count;
          });
        }
        return loss / rows;
      });
    },
    forward(weights, x, rows) {
      use();
      const answer = new Float64Array(rows * plan.outputs);
      tf.tidy(() => answer.set(forward(tf, plan, uploadWeights(weights), uploadRows(x, rows)).dataSync()));
      return answer;
    },
    dispose() {},
  };
}

/** Outputs of the network; a curve is [rows, 1, steps, channels] on its way. */
function forward(tf: TF, plan: Plan, weights: readonly Tensor[], input: Tensor, masks?: readonly Float32Array[]): Tensor {
  let x = input;
  let next = 0;
  let dropout = 0;
  for (const planned of plan.layers) {
    switch (planned.layer.layer) {
      case "dense":
        x = dense(tf, planned as PlannedDense, x as TensorFlow.Tensor2D, weights[next]!, weights[next + 1]!);
        next += 2;
        break;
      case "conv1d":
        x = convolution(tf, planned as PlannedConvolution, x as Tensor4D, weights[next]!, weights[next + 1]!);
        next += 2;
        break;
      case "pool":
        x = pooling(tf, planned as PlannedPooling, x as Tensor4D);
        break;
      case "flatten":
        x = tf.reshape(x, [x.shape[0]!, planned.to.channels]);
        break;
      case "dropout":
        if (masks && masks.length > 0) x = tf.mul(x, tf.tensor(new Float32Array(masks[dropout++]!), x.shape, "float32"));
    }
  }
  return x;
}

function activate(tf: TF, activation: Activation, x: Tensor): Tensor {
  switch (activation) {
    case "linear":
      return x;
    case "sigmoid":
      return tf.sigmoid(x);
    case "tanh":
      return tf.tanh(x);
    case "relu":
      return tf.relu(x);
  }
}

function dense(tf: TF, { activation }: PlannedDense, x: TensorFlow.Tensor2D, W: Tensor, b: Tensor): Tensor {
  // Not the fused form: with its gradient it takes a third longer on either backend.
  return activate(tf, activation, tf.add(tf.matMul(x, W as TensorFlow.Tensor2D), b));
}

function convolution(tf: TF, { layer, stride, activation }: PlannedConvolution, x: Tensor4D, W: Tensor, b: Tensor): Tensor {
  const sums = tf.conv2d<Tensor4D>(x, W as Tensor4D, [1, stride], layer.padding ?? "valid");
  return activate(tf, activation, tf.add(sums, b));
}

function pooling(tf: TF, { layer, stride, p }: PlannedPooling, x: Tensor4D): Tensor {
  const window: [number, number] = [1, layer.size];
  if (layer.kind === "max") return tf.maxPool(x, window, [1, stride], "valid");
  if (layer.kind === "average") return tf.avgPool(x, window, [1, stride], "valid");
  const powers: Tensor4D = p === 2 ? tf.square(x) : tf.pow(tf.abs(x), p);
  const sums = tf.mul(tf.avgPool(powers, window, [1, stride], "valid"), layer.size);
  // A window of zeros has no slope; the floor keeps its root's infinite one out, and is far below float32 values that matter.
  const floored = tf.maximum(sums, 1e-30);
  return p === 2 ? tf.sqrt(floored) : tf.pow(floored, 1 / p);
}

