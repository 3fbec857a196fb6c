import { contractVersion, definePlugin } from "@inversa/core";
import { leastSquares } from "./estimator.ts";

export { leastSquares } from "./estimator.ts";

export default definePlugin({ name: "@inversa/estimator-least-squares", contract: contractVersion, estimators: [leastSquares] });
