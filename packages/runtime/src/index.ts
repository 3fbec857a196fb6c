// Part A: app, study files, data, parameter space, training sets, store.
export { Scope, token, type BindOptions, type Token } from "./scope.ts";
export { appToken, createApp, type App } from "./app.ts";
export type { Registry } from "./registry.ts";
export { loadPlugin, type LoadedPlugin } from "./load-plugin.ts";
export { readData, type ReadDataOptions } from "./read-data.ts";
export { studySchema, type Design, type StudyFile } from "./study-schema.ts";
export { parseStudyFile, readStudyFile } from "./study-file.ts";
export { proposeStudy, type ProposalRequest, type StudyProposal } from "./study-proposal.ts";
export { resolveStudy, type EstimatorChoice, type ResolvedStudy } from "./resolve-study.ts";
export { parameterSpace, type ParameterSpace } from "./parameter-space.ts";
export { openStore, type Store } from "./store.ts";
export { simulateTrainingSet, toTrainingSet, type FailedSample, type Failures, type SimulateOptions, type SimulatedSet } from "./training-set.ts";
// Part B appends below this line: the inverse pipeline.
