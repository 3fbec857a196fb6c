export type { EngineInfo, EngineName } from "./engine.ts";
export type { Activation, ConvolutionLayer, DenseLayer, DropoutLayer, FlattenLayer, InitialWeights, Layer, NetworkSpec, PoolingLayer } from "./network.ts";
export { train } from "./train.ts";
export type { SavedNetwork, TrainedNetwork } from "./trained-network.ts";
export type {
  AdaGrad, Adam, EarlyStopping, Epoch, GradientDescent, Lbfgs, LevenbergMarquardt, Momentum, Optimiser, Schedule, Training, TrainingControl, TrainingData, TrainingProgress, TrainingRows,
} from "./training.ts";
