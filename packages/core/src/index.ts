export { InputError, closest, errorCodes, type ErrorCode, type Mistake } from "./errors.ts";
export { plausibleRange, type Channel, type Channels, type Quantities, type Quantity } from "./quantity.ts";
export { symbolLabel } from "./symbols.ts";
export { conversion, isConvertible, isKnownUnit, unitLabel } from "./units.ts";
export {
  checkDocument, choice, document, flag, group, list, number, readSettings, text, type ChoiceSetting, type DocumentSetting, type FlagSetting, type GroupSetting, type JsonDocument, type ListSetting, type NumberSetting,
  type OptionalNumberSetting, type Setting, type SettingValue, type Settings, type SettingsOf, type TextSetting,
} from "./settings.ts";
export { defineProtocol, type ConditionsOf, type Derivation, type DrivesOf, type ProgramOf, type Protocol, type ResponsesOf, type Series, type Test } from "./protocol.ts";
export { type Classical, type ClassicalNote, type ClassicalValues } from "./classical.ts";
export {
  Stopped, defineForwardModel, quantitiesUnder, stop, stopReasons, type Expectation, type ForwardModel, type ForwardModelDeclaration, type More, type On, type OptedQuantity, type Preset, type Sensitivities, type Simulation, type Status,
  type StopReason, type Values,
} from "./model.ts";
export { prepareSimulation, prepareTest, readParameters, simulate, simulationOf, type Curve } from "./simulate.ts";
export { compileTask, layoutOf, type Column, type SimulationTask, type Simulator } from "./simulator.ts";
export { type Block, type Outcome } from "./place-curves.ts";
export { type NoiseLevel, type Observation, type Prior, type PriorCorrelation, type Provenance, type ResponseUse, type State, type Study } from "./study.ts";
export { addNoise, noiseDeviation } from "./noise.ts";
export { quietRun, type Progress, type Run } from "./run.ts";
export {
  defineDirectEstimator, defineLearnedEstimator, type DirectEstimator, type Estimator, type InputBlock, type Inverse, type LearnedEstimator, type LearningPoint,
  type HandEstimate, type Objective, type SavedInverse, type Solution, type Table, type TrainingSet,
} from "./estimator.ts";
export {
  type Estimate, type EstimatedParameter, type Fit, type JointSpread, type JsonSeries, type MeasuredCurve, type PredictedCurve, type ProtocolLabels,
} from "./estimate.ts";
export { type ParetoFront, type ParetoPoint, type ResponseMisfit } from "./pareto.ts";
export { defineSource, type DataSource, type FileReading, type Inference, type ReadRequest, type RecordTable, type SourceFile, type TestDescription } from "./source.ts";
export { cautions, conditionValues, defineExporter, parameterValues, type Exported, type ExportedFile, type Exporter, type ExportRequest } from "./exporter.ts";
export { csvCell, csvText, type CsvCell } from "./csv.ts";
export { provenanceLines, type Conventions } from "./provenance-lines.ts";
export {
  type Engine, type EngineHealth, type ModelOrigin, type SessionOptions, type SimulatedRows, type SimulationSession, type TrainedElsewhere, type TrainingRequest, type TrainingSession,
} from "./engine.ts";
export { contractVersion, defineApp, definePlugin, pluginsOf, type AppDefaults, type AppDefinition, type Plugin, type PluginDeclaration } from "./plugin.ts";
