/** v <- momentum v - rate g, w <- w + v (Polyak 1964); with `nesterov` w <- w + momentum v - rate g. */
export interface Momentum {
  readonly method: "momentum";
  readonly learningRate: number;
  /** 0.9 if left out. */
  readonly momentum?: number;
  readonly nesterov?: boolean;
}

/** w <- w - rate g. */
export interface GradientDescent {
  readonly method: "sgd";
  readonly learningRate: number;
}

/** Step divided by the root of the sum of all squared gradients so far, which starts at 0.1 (Duchi et al. 2011). */
export interface AdaGrad {
  readonly method: "adagrad";
  readonly learningRate: number;
}

/** Bias-corrected moments of the gradient (Kingma and Ba 2015); beta1 0.9, beta2 0.999, epsilon 1e-8 if left out. */
export interface Adam {
  readonly method: "adam";
  readonly learningRate: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Limited-memory quasi-Newton with a strong-Wolfe line search, on all rows at once, in float64 (Nocedal and Wright 2006, algorithms 7.5 and 3.5). */
export interface Lbfgs {
  readonly method: "lbfgs";
  /** Remembered pairs; 20 if left out. */
  readonly memory?: number;
  /** Stops where no component of the gradient is larger; 1e-10 if left out. */
  readonly tolerance?: number;
}

/**
 * Damped Gauss-Newton on all rows at once, in float64, for `mse` (Hagan and Menhaj 1994; damping after Nielsen 1999). Its linear system has
 * one row a weight or one row a residual, whichever is smaller.
 */
export interface LevenbergMarquardt {
  readonly method: "levenberg-marquardt";
  /** First damping relative to the mean eigenvalue of the system; 1e-2 if left out. */
  readonly damping?: number;
  /** Stops where no component of the gradient is larger; 1e-10 if left out. */
  readonly tolerance?: number;
}

export type Optimiser = Momentum | GradientDescent | AdaGrad | Adam | Lbfgs | LevenbergMarquardt;

/**
 * Learning rate of an epoch e = 0, 1, ... of E as a multiple of the optimiser's: 1; `decay`^e; `factor`^floor(e / every);
 * floor + (1 - floor) (1 + cos(pi e / E)) / 2. For L-BFGS and Levenberg-Marquardt only `constant` means anything.
 */
export type Schedule =
  | { readonly kind: "constant" }
  | { readonly kind: "exponential"; readonly decay: number }
  | { readonly kind: "step"; readonly every: number; readonly factor: number }
  | { readonly kind: "cosine"; readonly floor?: number };

/** Stops when the validation loss has not fallen for `patience` epochs. */
export interface EarlyStopping {
  readonly patience: number;
  /** A fall counts when it is larger than this share of the best loss; 0 if left out. */
  readonly minimumImprovement?: number;
  /** Return to the weights of the best epoch; true if left out. */
  readonly restoreBest?: boolean;
}

/** How a network is trained: plain JSON. */
export interface Training {
  readonly optimiser: Optimiser;
  /** Passes over the data; iterations of L-BFGS, accepted steps of Levenberg-Marquardt. */
  readonly epochs: number;
  /** Rows a step; 32 if left out. L-BFGS and Levenberg-Marquardt always take all rows. */
  readonly batchSize?: number;
  readonly schedule?: Schedule;
  /** Needs validation data. */
  readonly earlyStopping?: EarlyStopping;
  /** Trainings from different initial weights; the one with the least validation loss (training loss without validation) is kept. 1 if left out. */
  readonly restarts?: number;
  /** Takes the place of the network's `l2`. */
  readonly l2?: number;
  /** Takes the place of the rate of every dropout layer of the network. */
  readonly dropout?: number;
  /** The gradient is shortened to this Euclidean length where it is longer. First-order optimisers only. */
  readonly clip?: number;
}

/** Rows of numbers, flat: `x` rows * inputs, `y` rows * outputs. Already scaled: this package does not scale. */
export interface TrainingRows {
  readonly x: Float32Array | Float64Array;
  readonly y: Float32Array | Float64Array;
}

export interface TrainingData extends TrainingRows {
  readonly validation?: TrainingRows;
  /**
   * Rewrites the inputs in place before each pass over the rows but the first, so that no epoch sees the same measurement errors twice.
   * `pass` counts from 1 through all restarts; the same pass must give the same rows. First-order optimisers only: the others need a loss that does not change.
   */
  readonly refresh?: (x: Float64Array, pass: number) => void;
}

/** One epoch. `loss` and `validationLoss` are the data's loss, without the l2 term. */
export interface Epoch {
  /** From 1. */
  readonly epoch: number;
  /** Mini-batches: mean over the epoch's batches as they came (dropout on). L-BFGS and Levenberg-Marquardt: at the end of the iteration. */
  readonly loss: number;
  readonly validationLoss?: number;
}

export interface TrainingProgress extends Epoch {
  readonly epochs: number;
  /** From 1. */
  readonly restart: number;
  readonly restarts: number;
  readonly engine: string;
}

export interface TrainingControl {
  /** Fixes initial weights, shuffling and dropout: the same seed gives the same bits on the same engine. */
  readonly seed: number;
  /** Training stops within a step and `train` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each epoch, between turns of the event loop. */
  readonly progress?: (progress: TrainingProgress) => void;
}
