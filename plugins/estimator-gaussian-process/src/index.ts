import { definePlugin } from "@inversa/core";
import { gaussianProcess } from "./gaussian-process.ts";

export { gaussianProcess, gaussianProcessSettings } from "./gaussian-process.ts";

export default definePlugin({ name: "@inversa/estimator-gaussian-process", contract: 1, estimators: [gaussianProcess] });
