import { defineApp } from "@inversa/core";
import localPlugin from "@inversa/engine-local";
import bpPlugin from "@inversa/estimator-bp";
import cnnPlugin from "@inversa/estimator-cnn";
import leastSquaresPlugin from "@inversa/estimator-least-squares";
import duncanChangPlugin from "@inversa/soil-duncan-chang";
import csvPlugin from "@inversa/source-csv";

/** For the soil laboratory: triaxial and compression tests, Duncan-Chang. */
export default defineApp({
  name: "soil-lab",
  about: "Parameters of constitutive soil models from laboratory tests.",
  module: import.meta.url,
  plugins: [duncanChangPlugin, bpPlugin, cnnPlugin, leastSquaresPlugin, csvPlugin, localPlugin],
  defaults: { model: "soil/duncan-chang-eb", estimator: "bp", engine: "local" },
});
