import { defineProtocol } from "@inversa/core";
import * as channels from "./channels.ts";
import { confiningPressure, contradictoryHistory, initialAxialStress, specimenHistory, startingMeanStress } from "./conditions.ts";
import { axialStressAtStart, constantRadialStress, deviatorFromMean, deviatorFromStresses, radialFromVolumetric, voidRatioAtStart, volumetricFromRadial, volumetricFromVoidRatio } from "./derivations.ts";

/** Drained triaxial test at constant radial stress (CD, CID, CAD): the axial strain is prescribed, unloading and extension included. */
export const drainedTriaxial = defineProtocol({
  id: "drained-triaxial",
  name: "Drained triaxial",
  about: "The specimen is sheared slowly at constant radial stress while water drains; deviator stress and volume change are measured.",
  conditions: { confiningPressure, initialAxialStress, ...specimenHistory },
  axis: { name: "axialStrain", reversals: true, ...channels.axialStrain },
  responses: { deviatorStress: channels.deviatorStress, volumetricStrain: channels.volumetricStrain, radialStrain: channels.radialStrain },
  recorded: {
    axialEffectiveStress: channels.axialEffectiveStress, radialEffectiveStress: channels.radialEffectiveStress, meanEffectiveStress: channels.meanEffectiveStress, voidRatio: channels.voidRatio,
    cellPressure: channels.cellPressure, backPressure: channels.backPressure, porePressure: channels.porePressure, ...channels.rawReadings,
  },
  derivations: [deviatorFromStresses, deviatorFromMean, ...constantRadialStress, axialStressAtStart, voidRatioAtStart, volumetricFromVoidRatio, volumetricFromRadial, radialFromVolumetric],
  invalid: (conditions) => contradictoryHistory(conditions, startingMeanStress(conditions)),
});
