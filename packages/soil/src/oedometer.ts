import { defineProtocol } from "@inversa/core";
import * as channels from "./channels.ts";
import { confiningPressure, contradictoryHistory, initialAxialStress, specimenHistory } from "./conditions.ts";
import { voidRatioAtStart } from "./derivations.ts";

/** Confined compression (oedometer): the axial stress is prescribed, the specimen cannot widen; unloading and reloading included. */
export const oedometer = defineProtocol({
  id: "oedometer",
  name: "Oedometer",
  about: "The specimen is compressed in a stiff ring; settlement is measured under each axial stress.",
  aliases: ["oedometer", "oedometer test", "CRS", "Oedometerversuch", "Ödometer", "confined compression", "固结试验", "压缩试验"],
  conditions: {
    confiningPressure: { ...confiningPressure, optional: true, about: "effective radial stress at the start; rarely measured, a model says what it assumes without it" },
    initialAxialStress: { ...initialAxialStress, about: "effective axial stress at the start, where the strain is zero; equal to the confining pressure unless given" },
    ...specimenHistory,
  },
  axis: {
    name: "axialStress", reversals: true, unit: "kPa", symbol: "σa'", nonNegative: true, about: "effective axial stress",
    aliases: [...channels.axialEffectiveStress.aliases, "σv", "σv'", "sigma_v", "sig_v", "vertical stress", "vertical pressure", "consolidation pressure", "consolidation stress", "Vertikalspannung", "Auflast", "竖向应力", "竖向压力", "垂直压力", "固结压力", "固结应力"],
  },
  responses: { axialStrain: channels.axialStrain, voidRatio: channels.voidRatio },
  recorded: { radialEffectiveStress: channels.radialEffectiveStress, axialDisplacement: channels.rawReadings.axialDisplacement, axialLoad: channels.rawReadings.axialLoad, time: channels.rawReadings.time },
  derivations: [
    { gives: "initialAxialStress", from: ["axialStress"], by: (a) => a, reading: "first", about: "initial axial stress = first axial stress" },
    { gives: "confiningPressure", from: ["radialEffectiveStress"], by: (r) => r, reading: "first", about: "confining pressure = first effective radial stress" },
    voidRatioAtStart,
    { gives: "axialStrain", from: ["voidRatio", "initialVoidRatio"], by: (e, e0) => Math.log((1 + e0) / (1 + e)), about: "axial strain = ln((1 + e0) / (1 + e))" },
    { gives: "voidRatio", from: ["axialStrain", "initialVoidRatio"], by: (a, e0) => (1 + e0) * Math.exp(-a) - 1, about: "e = (1 + e0) exp(-axial strain) - 1" },
  ],
  invalid: (conditions) => {
    const { confiningPressure: radial, initialAxialStress: axial } = conditions;
    if (radial === undefined && axial === undefined) return "neither initialAxialStress nor confiningPressure is given, so the stress at the start is unknown";
    return radial === undefined ? undefined : contradictoryHistory(conditions, ((axial ?? radial) + 2 * radial) / 3);
  },
});
