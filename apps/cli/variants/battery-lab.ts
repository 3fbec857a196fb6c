import p2dPlugin from "@inversa/battery-p2d";
import spmePlugin from "@inversa/battery-spme";
import { defineApp } from "@inversa/core";
import localPlugin from "@inversa/engine-local";
import queuePlugin from "@inversa/engine-queue";
import bpPlugin from "@inversa/estimator-bp";
import cnnPlugin from "@inversa/estimator-cnn";
import gaussianProcessPlugin from "@inversa/estimator-gaussian-process";
import geneticPlugin from "@inversa/estimator-genetic";
import leastSquaresPlugin from "@inversa/estimator-least-squares";
import exportBatteryPlugin from "@inversa/export-battery";
import exportDocumentsPlugin from "@inversa/export-documents";
import batterySourcePlugin from "@inversa/source-battery";

/** For the battery laboratory: cycler files, porous-electrode models of lithium-ion cells, BPX in and out. */
export default defineApp({
  name: "battery-lab",
  about: "Parameters of lithium-ion cells from cycler data.",
  module: import.meta.url,
  plugins: [
    p2dPlugin, spmePlugin,
    bpPlugin, cnnPlugin, gaussianProcessPlugin, leastSquaresPlugin, geneticPlugin,
    batterySourcePlugin, exportBatteryPlugin, exportDocumentsPlugin, localPlugin, queuePlugin,
  ],
  defaults: { model: "battery/p2d", estimator: "least-squares", engine: "local" },
});
