export { engineInfo } from "./choose-engine.ts";
export type { Batch, Engine, EngineInfo, EngineName, Session } from "./engine.ts";
export type { Activation, ConvolutionLayer, DenseLayer, DropoutLayer, FlattenLayer, InitialWeights, Layer, NetworkSpec, PoolingLayer } from "./network.ts";
export type { Plan, Slot } from "./plan.ts";
export { train } from "./train.ts";
export { type SavedNetwork, type TrainedNetwork, loadNetwork } from "./trained-network.ts";
export type {
  AdaGrad, Adam, EarlyStopping, Epoch, GradientDescent, Lbfgs, LevenbergMarquardt, Momentum, Optimiser, Schedule, Training, TrainingControl, TrainingData, TrainingProgress, TrainingRows,
} from "./training.ts";
