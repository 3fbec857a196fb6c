import { contractVersion, definePlugin } from "@inversa/core";
import { cmaEs } from "./cma-es.ts";
import { genetic } from "./genetic.ts";

export { cmaEs } from "./cma-es.ts";
export { genetic } from "./genetic.ts";

export default definePlugin({ name: "@inversa/estimator-genetic", contract: contractVersion, estimators: [genetic, cmaEs] });
