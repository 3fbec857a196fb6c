import { defineProtocol } from "@inversa/core";
import { deviatorFromLoad, drainedDeviatorFromLoadAlone, specimenGeometry, triaxialSpecimen, volumetricFromWater } from "./apparatus.ts";
import * as channels from "./channels.ts";
import { confiningPressure, contradictoryHistory, initialAxialStress, specimenHistory, startingMeanStress } from "./conditions.ts";
import { axialStressAtStart, constantRadialStress, deviatorFromMean, deviatorFromStresses, deviatorFromTotal, radialFromVolumetric, voidRatioAtStart, volumetricFromRadial, volumetricFromVoidRatio } from "./derivations.ts";
import { notDrained } from "./telling-apart.ts";

/** Drained triaxial test at constant radial stress (CD, CID, CAD): the axial strain is prescribed, unloading and extension included. */
export const drainedTriaxial = defineProtocol({
  id: "drained-triaxial",
  name: "Drained triaxial",
  about: "The specimen is sheared slowly at constant radial stress while water drains; deviator stress and volume change are measured.",
  aliases: ["drained triaxial", "triaxial drained", "drained TXC", "drained TXE", "drained test", "CD", "CID", "CAD", "CIDC", "CADC", "CIDE", "CADE", "consolidated drained", "drainierter Triaxialversuch", "固结排水"],
  conditions: { confiningPressure, initialAxialStress, ...specimenHistory },
  axis: { name: "axialStrain", reversals: true, ...channels.axialStrain },
  responses: { deviatorStress: channels.deviatorStress, volumetricStrain: channels.volumetricStrain, radialStrain: channels.radialStrain },
  recorded: {
    axialEffectiveStress: channels.axialEffectiveStress, radialEffectiveStress: channels.radialEffectiveStress, meanEffectiveStress: channels.meanEffectiveStress, voidRatio: channels.voidRatio,
    axialTotalStress: channels.axialTotalStress, cellPressure: channels.cellPressure, backPressure: channels.backPressure, porePressure: channels.porePressure, ...channels.rawReadings,
  },
  specimen: triaxialSpecimen,
  derivations: [deviatorFromStresses, deviatorFromTotal, deviatorFromMean, ...constantRadialStress, axialStressAtStart, voidRatioAtStart, volumetricFromVoidRatio, volumetricFromRadial, ...specimenGeometry, volumetricFromWater, deviatorFromLoad, drainedDeviatorFromLoadAlone, radialFromVolumetric],
  contradicts: notDrained,
  invalid: (conditions) => contradictoryHistory(conditions, startingMeanStress(conditions)),
});
