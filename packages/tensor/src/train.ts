import type { EngineName } from "./engine.ts";
import type { NetworkSpec } from "./network.ts";
import type { TrainedNetwork } from "./trained-network.ts";
import type { Training, TrainingControl, TrainingData } from "./training.ts";

/** Trains a network; see NetworkSpec, Training and TrainedNetwork. The engine is chosen by itself when left out. */
export declare function train(spec: NetworkSpec, data: TrainingData, training: Training, control: TrainingControl, engine?: EngineName): Promise<TrainedNetwork>;
