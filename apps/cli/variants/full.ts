import p2dPlugin from "@inversa/battery-p2d";
import spmePlugin from "@inversa/battery-spme";
import { defineApp } from "@inversa/core";
import localPlugin from "@inversa/engine-local";
import queuePlugin from "@inversa/engine-queue";
import bpPlugin from "@inversa/estimator-bp";
import classicalPlugin from "@inversa/estimator-classical";
import cnnPlugin from "@inversa/estimator-cnn";
import gaussianProcessPlugin from "@inversa/estimator-gaussian-process";
import geneticPlugin from "@inversa/estimator-genetic";
import leastSquaresPlugin from "@inversa/estimator-least-squares";
import exportBatteryPlugin from "@inversa/export-battery";
import exportDocumentsPlugin from "@inversa/export-documents";
import exportSoilPlugin from "@inversa/export-soil";
import camClayPlugin from "@inversa/soil-cam-clay";
import duncanChangPlugin from "@inversa/soil-duncan-chang";
import hardeningSoilPlugin from "@inversa/soil-hardening-soil";
import hypoplasticSandPlugin from "@inversa/soil-hypoplastic-sand";
import ladeDuncanPlugin from "@inversa/soil-lade-duncan";
import tsinghuaPlugin from "@inversa/soil-tsinghua";
import ags4Plugin from "@inversa/source-ags4";
import batterySourcePlugin from "@inversa/source-battery";
import csvPlugin from "@inversa/source-csv";
import diggsPlugin from "@inversa/source-diggs";
import gdsPlugin from "@inversa/source-gds";
import xlsxPlugin from "@inversa/source-xlsx";

/** Everything that ships with Inversa, soil and batteries. */
export default defineApp({
  name: "full",
  about: "Every model, estimator, importer and format that ships with Inversa.",
  module: import.meta.url,
  plugins: [
    camClayPlugin, duncanChangPlugin, hardeningSoilPlugin, hypoplasticSandPlugin, ladeDuncanPlugin, tsinghuaPlugin,
    p2dPlugin, spmePlugin,
    bpPlugin, classicalPlugin, cnnPlugin, gaussianProcessPlugin, geneticPlugin, leastSquaresPlugin,
    ags4Plugin, batterySourcePlugin, csvPlugin, diggsPlugin, gdsPlugin, xlsxPlugin,
    localPlugin, queuePlugin, exportBatteryPlugin, exportDocumentsPlugin, exportSoilPlugin,
  ],
  defaults: { model: "soil/duncan-chang-eb", estimator: "bp", engine: "local" },
});
