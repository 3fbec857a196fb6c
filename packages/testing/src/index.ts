export { derivativeComplaints } from "./derivative-check.ts";
export { curveRate, type RateFigure } from "./curve-rate.ts";
export { describePlugin, type Evidence } from "./describe-plugin.ts";
export { compareWithReference, testOf, type Reference } from "./reference.ts";
export { compiledComplaints, cornersOf, middleOf, modelChecks, type ModelCheck, type ModelTrial } from "./model-checks.ts";
export { directChecks, learnedChecks, linearObjective, linearTrainingSet } from "./estimator-checks.ts";
export { exporterChecks, exampleEstimate } from "./exporter-checks.ts";
export { sourceChecks } from "./source-checks.ts";
