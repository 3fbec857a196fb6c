import { contractVersion, defineApp, definePlugin } from "@inversa/core";
import soilLab from "../../apps/cli/variants/soil-lab.ts";
import angstromPrescott from "./angstrom-prescott.ts";

/** The estimators and the engine of the soil laboratory, with one more model: what `--plugin` does. A file of its own, since worker threads load it. */
export default defineApp({ ...soilLab, module: import.meta.url, plugins: [...soilLab.plugins, definePlugin({ name: "solar", contract: contractVersion, models: [angstromPrescott] })] });
