// Part A: app, study files, data, parameter space, training sets, store.
export { Scope, token, type BindOptions, type Token } from "./scope.ts";
export { appToken, createApp, type App } from "./app.ts";
export type { Registry } from "./registry.ts";
export { loadPlugin, type LoadedPlugin } from "./load-plugin.ts";
export { readData, type ReadDataOptions } from "./read-data.ts";
export { studySchema, typedData, type Design, type StudyFile } from "./study-schema.ts";
export { parseStudyFile, readStudyFile } from "./study-file.ts";
export { proposeStudy, type ProposalRequest, type StudyProposal } from "./study-proposal.ts";
export { resolveStudy, type EstimatorChoice, type ResolvedStudy } from "./resolve-study.ts";
export { parameterSpace, type ParameterSpace } from "./parameter-space.ts";
export { openStore, type Store } from "./store.ts";
export type { FailedSample } from "./simulate-piece.ts";
export type { Failures } from "./failures.ts";
export { simulateTrainingSet, toTrainingSet, type SimulateOptions, type SimulatedSet } from "./training-set.ts";
export { mergeShards, type MergedSet, type MergeOptions } from "./merge-shards.ts";
export { shardName, type ShardNumber } from "./shard.ts";
export { simulateShard, type ShardOptions, type SimulatedShard } from "./simulate-shard.ts";
// Part B appends below this line: the inverse pipeline.
export { objectiveFor, objectiveOf, measuredRow, type StudyObjective } from "./objective.ts";
export { withNoise } from "./noise.ts";
export { calibrate, restoreCalibration, type Calibration, type Inference } from "./calibrate.ts";
export { identifiability, type Identifiability, type IdentifiableParameter } from "./identifiability.ts";
export { nameOf, type Which } from "./choice.ts";
export { openTrainer, type Fitted, type Trainer } from "./trainer.ts";
export { trainStudy, type TrainOptions } from "./train.ts";
export type { TrainedEstimator, TrainingFacts } from "./trained-estimator.ts";
export { estimateStudy, type EstimateOptions } from "./estimate.ts";
export { askedObservations } from "./asked-observations.ts";
export { openTrained, type Answered, type Asked, type OpenTrained } from "./open-trained.ts";
export { trainedDocument, type TrainedDocument } from "./trained-document.ts";
export { decodeInverse, encodeInverse } from "./kept-inverse.ts";
export { evaluateStudy, type EvaluatedEstimator, type EvaluateOptions, type Evaluation, type Floor } from "./evaluate.ts";
export { exceptionsOf, type Exception } from "./exceptions.ts";
export { paretoStudy, type ParetoOptions } from "./pareto.ts";
export { tuneStudy, type ComparedSettings, type SettingImportance, type TunedComparison, type TuneOptions, type Tuning } from "./tune.ts";
export type { Trial } from "./tune-journal.ts";
export { withoutDefaults } from "./tuning-space.ts";
export { inlineYaml, withEstimatorSettings } from "./write-settings.ts";
export type { ParameterScore } from "./score.ts";
export { readDocuments, type DocumentFile, type OptionsRead } from "./read-documents.ts";
export { runStudy, trainAll, type StudyResult } from "./run-study.ts";
export { exportEstimate, formatsFor } from "./export-estimate.ts";
export { estimatorNames } from "./estimator-names.ts";
export { readEstimates } from "./read-estimate.ts";
// Measured pairs: studies without a forward model.
export { readPairsFile } from "./pairs-file.ts";
export { readPairs, type MeasuredPairs, type Target } from "./pairs.ts";
export { trainPairs, type TrainedOnPairs, type TrainPairsOptions } from "./pairs-train.ts";
export { answerPairs, type PairAnswer, type PairsAnswer } from "./pairs-answer.ts";
export { evaluatePairs, type EvaluatedOnPairs, type PairsEvaluation, type PairsSplit, type TargetScore } from "./pairs-evaluate.ts";
// What others are told of an app's parts and of what was read, as JSON.
export { estimatorDocument, exporterDocument, modelDocument, optedQuantities, protocolDocument, sourceDocument } from "./describe-documents.ts";
export { exampleRequest } from "./example-request.ts";
export { measuredResponses, readingsDocument } from "./readings-document.ts";
export { workedOut, type WorkedOut } from "./worked-out.ts";
// Simulation requests, as the command line and the server answer them.
export { readSimulationRequest, requestedOptions, withDocuments, within, type SimulationRequest } from "./simulation-request.ts";
export { modelVersion, prepareRequest, type PreparedRequest, type RefusedAnswer, type SimulationAnswer, type TestAnswer } from "./simulation-answer.ts";
