import { defineApp } from "@inversa/core";
import localPlugin from "@inversa/engine-local";
import queuePlugin from "@inversa/engine-queue";
import bpPlugin from "@inversa/estimator-bp";
import classicalPlugin from "@inversa/estimator-classical";
import cnnPlugin from "@inversa/estimator-cnn";
import gaussianProcessPlugin from "@inversa/estimator-gaussian-process";
import geneticPlugin from "@inversa/estimator-genetic";
import leastSquaresPlugin from "@inversa/estimator-least-squares";
import exportDocumentsPlugin from "@inversa/export-documents";
import exportSoilPlugin from "@inversa/export-soil";
import camClayPlugin from "@inversa/soil-cam-clay";
import duncanChangPlugin from "@inversa/soil-duncan-chang";
import hardeningSoilPlugin from "@inversa/soil-hardening-soil";
import hypoplasticSandPlugin from "@inversa/soil-hypoplastic-sand";
import ladeDuncanPlugin from "@inversa/soil-lade-duncan";
import tsinghuaPlugin from "@inversa/soil-tsinghua";
import ags4Plugin from "@inversa/source-ags4";
import csvPlugin from "@inversa/source-csv";
import diggsPlugin from "@inversa/source-diggs";
import gdsPlugin from "@inversa/source-gds";
import xlsxPlugin from "@inversa/source-xlsx";

/** For the soil laboratory: triaxial and compression tests, constitutive models from hyperbolic to hypoplastic. */
export default defineApp({
  name: "soil-lab",
  about: "Parameters of constitutive soil models from laboratory tests.",
  module: import.meta.url,
  plugins: [
    duncanChangPlugin, camClayPlugin, ladeDuncanPlugin, tsinghuaPlugin, hypoplasticSandPlugin, hardeningSoilPlugin,
    exportSoilPlugin, exportDocumentsPlugin,
    bpPlugin, cnnPlugin, gaussianProcessPlugin, leastSquaresPlugin, geneticPlugin, classicalPlugin,
    csvPlugin, gdsPlugin, xlsxPlugin, ags4Plugin, diggsPlugin, localPlugin, queuePlugin,
  ],
  defaults: { model: "soil/duncan-chang-eb", estimator: "bp", engine: "local" },
});
