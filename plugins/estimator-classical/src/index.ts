import { contractVersion, definePlugin } from "@inversa/core";
import { classical } from "./classical.ts";

export { classical } from "./classical.ts";

export default definePlugin({ name: "@inversa/estimator-classical", contract: contractVersion, estimators: [classical] });
