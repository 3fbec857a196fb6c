import type { Phrases } from "../phrases.ts";
import { battery } from "./battery.ts";
import { batteryCells } from "./battery-cells.ts";
import { batteryP2d } from "./battery-p2d.ts";
import { batterySpme } from "./battery-spme.ts";
import { core } from "./core.ts";
import { estimatorBp } from "./estimator-bp.ts";
import { estimatorClassical } from "./estimator-classical.ts";
import { estimatorCnn } from "./estimator-cnn.ts";
import { estimatorGaussianProcesses } from "./estimator-gaussian-processes.ts";
import { estimatorGenetic } from "./estimator-genetic.ts";
import { estimatorLeastSquares } from "./estimator-least-squares.ts";
import { explore } from "./explore.ts";
import { exportBattery } from "./export-battery.ts";
import { exportDocuments } from "./export-documents.ts";
import { exportSoil } from "./export-soil.ts";
import { names } from "./names.ts";
import { numerics } from "./numerics.ts";
import { runtimeResults } from "./runtime-results.ts";
import { runtimeStudies } from "./runtime-studies.ts";
import { server } from "./server.ts";
import { soil } from "./soil.ts";
import { soilCamClay } from "./soil-cam-clay.ts";
import { soilDuncanChang } from "./soil-duncan-chang.ts";
import { soilHardeningSoil } from "./soil-hardening-soil.ts";
import { soilHypoplasticSand } from "./soil-hypoplastic-sand.ts";
import { soilLadeDuncan } from "./soil-lade-duncan.ts";
import { soilTsinghua } from "./soil-tsinghua.ts";
import { sourceAgs4 } from "./source-ags4.ts";
import { sourceBattery } from "./source-battery.ts";
import { sourceBatteryObservations } from "./source-battery-observations.ts";
import { sourceCsv } from "./source-csv.ts";
import { sourceDiggs } from "./source-diggs.ts";
import { sourceGds } from "./source-gds.ts";
import { sourceXlsx } from "./source-xlsx.ts";
import { tables } from "./tables.ts";
import { tablesReadings } from "./tables-readings.ts";
import { tensor } from "./tensor.ts";
import { tensorSettings } from "./tensor-settings.ts";
import { words } from "./words.ts";

/** What the server and Inversa's packages say, in Chinese: a file a package, loaded when somebody reads Chinese. */
export const zhPhrases: Phrases = {
  names,
  sentences: {
    ...battery,
    ...batteryCells,
    ...batteryP2d,
    ...batterySpme,
    ...core,
    ...estimatorBp,
    ...estimatorClassical,
    ...estimatorCnn,
    ...estimatorGaussianProcesses,
    ...estimatorGenetic,
    ...estimatorLeastSquares,
    ...explore,
    ...exportBattery,
    ...exportDocuments,
    ...exportSoil,
    ...numerics,
    ...runtimeResults,
    ...runtimeStudies,
    ...server,
    ...soil,
    ...soilCamClay,
    ...soilDuncanChang,
    ...soilHardeningSoil,
    ...soilHypoplasticSand,
    ...soilLadeDuncan,
    ...soilTsinghua,
    ...sourceAgs4,
    ...sourceBattery,
    ...sourceBatteryObservations,
    ...sourceCsv,
    ...sourceDiggs,
    ...sourceGds,
    ...sourceXlsx,
    ...tables,
    ...tablesReadings,
    ...tensor,
    ...tensorSettings,
    ...words,
  },
  marks: { stop: "。", comma: "，", list: "、", semicolon: "；", colon: "：", open: "（", close: "）", is: " = " },
};
