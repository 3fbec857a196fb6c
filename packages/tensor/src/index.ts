export { arrangedBlocks, channelArrangement, flatArrangement, type ArrangedBlock, type Arrangement } from "./arrangement.ts";
export { engineInfo } from "./choose-engine.ts";
export type { Batch, Engine, EngineInfo, EngineName, Session } from "./engine.ts";
export { fromLayersModel, toLayersModel, type LayersModel, type LayersModelFiles } from "./layers-model.ts";
export type { Activation, ConvolutionLayer, DenseLayer, DropoutLayer, FlattenLayer, InitialWeights, Layer, NetworkSpec, PoolingLayer } from "./network.ts";
export type { Plan, Slot } from "./plan.ts";
export { train } from "./train.ts";
export { type SavedNetwork, type TrainedNetwork, loadNetwork } from "./trained-network.ts";
export type {
  AdaGrad, Adam, EarlyStopping, Epoch, GradientDescent, Lbfgs, LevenbergMarquardt, Momentum, Optimiser, Schedule, Training, TrainingControl, TrainingData, TrainingProgress, TrainingRows,
} from "./training.ts";
export { curveNetworkArithmetic, fitCurveNetwork, type CurveNetwork } from "./curve-network.ts";
export { loadCurveNetwork } from "./trained-curve-network.ts";
export { fitScaling, restoreScaling, type SavedScaling, type Scaling, type ScalingMethod } from "./scaling.ts";
export { type TrainingSettings, trainingOf, withDropout } from "./settings.ts";
