/** Tries every estimator of the study on fresh noisy cases and puts the table into the README. */
import { compareEstimators } from "../compare-estimators.ts";
import app from "./app.ts";

await compareEstimators(new URL("./", import.meta.url), 200, app);
