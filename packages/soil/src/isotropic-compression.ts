import { defineProtocol } from "@inversa/core";
import * as channels from "./channels.ts";
import { confiningPressure, contradictoryHistory, specimenHistory } from "./conditions.ts";
import { meanFromStresses, voidRatioAtStart, volumetricFromVoidRatio } from "./derivations.ts";
import { notIsotropic } from "./telling-apart.ts";

/** Isotropic compression: the pressure is prescribed, equal on all sides; unloading and reloading included. */
export const isotropicCompression = defineProtocol({
  id: "isotropic-compression",
  name: "Isotropic compression",
  about: "The specimen is compressed by an all-round pressure while water drains; volume change is measured.",
  aliases: ["isotropic compression", "isotropic consolidation", "isotrope Kompression", "等向压缩", "等压固结"],
  conditions: { confiningPressure: { ...confiningPressure, about: "effective pressure at the start, where the volumetric strain is zero" }, ...specimenHistory },
  axis: {
    name: "meanEffectiveStress", reversals: true, ...channels.meanEffectiveStress,
    aliases: [...channels.meanEffectiveStress.aliases, "isotropic pressure", "isotropic stress", "cell pressure", "confining pressure", "consolidation pressure", "围压", "固结压力", "等向压力"],
  },
  responses: { volumetricStrain: channels.volumetricStrain, voidRatio: channels.voidRatio },
  recorded: {
    axialEffectiveStress: channels.axialEffectiveStress,
    radialEffectiveStress: { ...channels.radialEffectiveStress, aliases: channels.radialEffectiveStress.aliases.filter((alias) => !/confining pressure|围压/.test(alias)) },
    volumeChange: channels.rawReadings.volumeChange, time: channels.rawReadings.time,
  },
  derivations: [
    meanFromStresses,
    { gives: "confiningPressure", from: ["meanEffectiveStress"], by: (p) => p, reading: "first", about: "pressure at the start = first p'" },
    voidRatioAtStart,
    volumetricFromVoidRatio,
    { gives: "voidRatio", from: ["volumetricStrain", "initialVoidRatio"], by: (v, e0) => (1 + e0) * Math.exp(-v) - 1, about: "e = (1 + e0) exp(-volumetric strain) - 1" },
  ],
  contradicts: notIsotropic,
  invalid: (conditions) => contradictoryHistory(conditions, conditions["confiningPressure"]!),
});
