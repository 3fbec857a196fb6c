/** Tries every estimator of the study on 400 fresh noisy cases and puts the tables into the README. */
import { compareEstimators } from "../compare-estimators.ts";

await compareEstimators(new URL(".", import.meta.url), 400);
