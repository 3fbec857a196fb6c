// What of the pipeline a web page needs, without files, threads and the container: reading open files, settling a study, estimating, verifying. Nothing behind it imports `node:`.
export { registry, type Registry } from "./app/registry.ts";
export { readFiles, type Readers, type ReadFilesOptions } from "./data/read-files.ts";
export { unpacked } from "./data/gzip.ts";
export { fewerRemark, isLong, proposedReadings, withFewerReadings } from "./data/thin-readings.ts";
export type { StudyFile } from "./study/study-schema.ts";
export type { StudyObservation } from "./study/study-observations.ts";
export { plausiblePrior, studyParameters } from "./study/study-parameters.ts";
export { settleStudy, type SettledStudy } from "./study/settle-study.ts";
export { measuredRow, objectiveOf, type StudyObjective } from "./judgement/objective.ts";
export { decodeInverse, encodeInverse } from "./store/kept-inverse.ts";
export { restoreTrained, type TrainedEstimator, type TrainingFacts } from "./training/trained-estimator.ts";
export { toldEstimate, type Found as FoundByEstimator } from "./estimate/told-estimate.ts";
export { answerLearned } from "./estimate/learned-answer.ts";
export { findDirect, type Finding } from "./judgement/finding.ts";
export { compareCurves } from "./judgement/compare-curves.ts";
export { exampleRequest, type ExampleRequest } from "./request/example-request.ts";
export { modelDocument, type ChannelDocument, type ModelDocument, type ProtocolDocument, type QuantityDocument } from "./app/describe-documents.ts";
