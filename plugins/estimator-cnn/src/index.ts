import { definePlugin } from "@inversa/core";
import { cnn } from "./cnn.ts";

export { cnn, cnnSettings } from "./cnn.ts";

export default definePlugin({ name: "@inversa/estimator-cnn", contract: 1, estimators: [cnn] });
