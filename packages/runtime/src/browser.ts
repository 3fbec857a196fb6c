// What of the pipeline a web page needs, without files, threads and the container: reading open files, settling a study, estimating, verifying. Nothing behind it imports `node:`.
export { registry, type Registry } from "./registry.ts";
export { readFiles, type Readers, type ReadFilesOptions } from "./read-files.ts";
export type { StudyFile } from "./study-schema.ts";
export type { StudyObservation } from "./study-observations.ts";
export { plausiblePrior, studyParameters } from "./study-parameters.ts";
export { settleStudy, type SettledStudy } from "./settle-study.ts";
export { measuredRow, objectiveOf, type StudyObjective } from "./objective.ts";
export { decodeInverse, encodeInverse } from "./kept-inverse.ts";
export { restoreTrained, type TrainedEstimator, type TrainingFacts } from "./trained-estimator.ts";
export { answerLearned } from "./learned-answer.ts";
export { findDirect, type Finding } from "./finding.ts";
export { judgedParameters } from "./judge.ts";
export { verify, type Verification } from "./verify.ts";
export { compareCurves } from "./compare-curves.ts";
export { misfitWarnings } from "./warnings.ts";
export { exampleRequest, type ExampleRequest } from "./example-request.ts";
export { modelDocument, type ChannelDocument, type ModelDocument, type ProtocolDocument, type QuantityDocument } from "./describe-documents.ts";
