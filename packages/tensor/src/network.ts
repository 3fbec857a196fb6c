/** What a layer applies to each of its outputs: x, 1/(1+exp(-x)), tanh x or max(0, x). */
export type Activation = "linear" | "sigmoid" | "tanh" | "relu";

/** Fully connected: `units` weighted sums of everything before it. Needs a flat input, so it follows `flatten` in a convolutional network. */
export interface DenseLayer {
  readonly layer: "dense";
  readonly units: number;
  readonly activation?: Activation;
}

/** Convolution along the steps: each of `filters` slides a window of `kernel` steps over all channels. Cross-correlation, as everywhere in the field. */
export interface ConvolutionLayer {
  readonly layer: "conv1d";
  readonly filters: number;
  /** Steps under the window. */
  readonly kernel: number;
  /** Steps between windows; 1 if left out. */
  readonly stride?: number;
  /** `valid`: windows lie inside the data. `same`: zeros around it, so that ceil(steps / stride) windows remain; the odd zero goes to the end. */
  readonly padding?: "valid" | "same";
  readonly activation?: Activation;
}

/**
 * Pooling along the steps, channel by channel, without padding. `lp` is (sum |x|^p)^(1/p) over the window:
 * p = 1 the sum, p = 2 the Euclidean norm, p towards infinity the maximum (Gu et al. 2018, Pattern Recognition 77, section 3.2).
 */
export interface PoolingLayer {
  readonly layer: "pool";
  readonly kind: "max" | "average" | "lp";
  readonly size: number;
  /** Steps between windows; `size` if left out. */
  readonly stride?: number;
  /** Exponent of `lp`, at least 1; 2 if left out. */
  readonly p?: number;
}

/** [steps, channels] -> [steps * channels], step by step. */
export interface FlattenLayer {
  readonly layer: "flatten";
}

/** While training, each value is dropped with probability `rate` and the others are divided by (1 - rate); in use it does nothing. */
export interface DropoutLayer {
  readonly layer: "dropout";
  readonly rate: number;
}

export type Layer = DenseLayer | ConvolutionLayer | PoolingLayer | FlattenLayer | DropoutLayer;

/**
 * How weights start; biases start at zero except under Nguyen-Widrow.
 * - `xavier-uniform`, `xavier-normal`: variance 2 / (in + out) (Glorot and Bengio 2010); for sigmoid and tanh.
 * - `he-normal`: variance 2 / in (He et al. 2015); for ReLU.
 * - `uniform`: between -range and +range (0.05 if left out).
 * - `nguyen-widrow`: hidden units spread evenly over inputs in [-1, 1] (Nguyen and Widrow 1990); the last weighted layer starts as `uniform` with range 0.5.
 */
export interface InitialWeights {
  readonly method: "xavier-uniform" | "xavier-normal" | "he-normal" | "uniform" | "nguyen-widrow";
  readonly range?: number;
  /** Fixes the first start whatever the seed of training is. Left out, it follows the seed of training. */
  readonly seed?: number;
}

/** A network as data: plain JSON, free of any engine. */
export interface NetworkSpec {
  /** `[n]` numbers, or `[steps, channels]` of a curve; rows of data are flat in this order (step by step, the channels of a step together). */
  readonly input: { readonly shape: readonly [number] | readonly [number, number] };
  readonly layers: readonly Layer[];
  /** Xavier uniform if left out. */
  readonly initial?: InitialWeights;
  /** Tikhonov regularisation: l2 * (sum of squared weights, biases left out) is added to the loss; 0 if left out. */
  readonly l2?: number;
  /**
   * `mse`: mean over rows and outputs of the squared error. `cross-entropy`: softmax on the last layer (which must be linear), targets are
   * rows of class probabilities (one-hot labels), mean over rows; `predict` then answers with probabilities. `mse` if left out.
   */
  readonly loss?: "mse" | "cross-entropy";
}
