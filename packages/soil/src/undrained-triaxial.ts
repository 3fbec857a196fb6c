import { defineProtocol, type Derivation } from "@inversa/core";
import { specimenGeometry, triaxialSpecimen, undrainedDeviatorFromLoad } from "./apparatus.ts";
import * as channels from "./channels.ts";
import { confiningPressure, contradictoryHistory, initialAxialStress, specimenHistory, startingMeanStress } from "./conditions.ts";
import { axialStressAtStart, deviatorFromMean, deviatorFromStresses, deviatorFromTotal, firstRadialStress, meanFromStresses, voidRatioAtStart } from "./derivations.ts";
import { notUndrained } from "./telling-apart.ts";

/** Constant total radial stress is what a cell does; then the pore pressure carries what the effective stress loses. */
const undrainedDerivations: readonly Derivation[] = [
  { gives: "porePressure", from: ["radialEffectiveStress"], by: (r) => -r, about: "pore pressure changes against the effective radial stress (constant cell pressure)" },
  { gives: "porePressure", from: ["meanEffectiveStress", "deviatorStress"], by: (p, q) => q / 3 - p, about: "pore pressure changes as q/3 - p' (constant cell pressure)" },
  { gives: "meanEffectiveStress", from: ["confiningPressure", "deviatorStress", "porePressure"], by: (r, q, u) => r + q / 3 - u, about: "p' = confining pressure + q/3 - excess pore pressure (constant cell pressure)" },
];

/** Undrained triaxial test (CU, CIU, CAU): constant volume, constant total radial stress. */
export const undrainedTriaxial = defineProtocol({
  id: "undrained-triaxial",
  name: "Undrained triaxial",
  about: "The specimen is sheared with its drainage closed; deviator stress and pore pressure are measured.",
  aliases: ["undrained triaxial", "triaxial undrained", "undrained TXC", "undrained TXE", "undrained test", "CU", "CIU", "CAU", "CIUC", "CAUC", "CIUE", "CAUE", "consolidated undrained", "undrainierter Triaxialversuch", "固结不排水"],
  conditions: { confiningPressure, initialAxialStress, ...specimenHistory },
  axis: { name: "axialStrain", reversals: true, ...channels.axialStrain },
  responses: { deviatorStress: channels.deviatorStress, porePressure: channels.porePressure, meanEffectiveStress: channels.meanEffectiveStress },
  recorded: {
    axialEffectiveStress: channels.axialEffectiveStress, radialEffectiveStress: channels.radialEffectiveStress, voidRatio: channels.voidRatio,
    axialTotalStress: channels.axialTotalStress, cellPressure: channels.cellPressure, backPressure: channels.backPressure, ...channels.rawReadings,
  },
  specimen: triaxialSpecimen,
  derivations: [deviatorFromStresses, deviatorFromTotal, deviatorFromMean, ...specimenGeometry, undrainedDeviatorFromLoad, meanFromStresses, ...firstRadialStress, axialStressAtStart, voidRatioAtStart, ...undrainedDerivations],
  contradicts: notUndrained,
  invalid: (conditions) => contradictoryHistory(conditions, startingMeanStress(conditions)),
});
