import { defineProtocol } from "@inversa/core";
import * as channels from "./channels.ts";
import { confiningPressure, contradictoryHistory, initialAxialStress, specimenHistory, startingMeanStress } from "./conditions.ts";
import { axialStressAtStart, deviatorFromMean, deviatorFromStresses, firstRadialStress, radialFromVolumetric, voidRatioAtStart, volumetricFromRadial, volumetricFromVoidRatio } from "./derivations.ts";

/** Drained triaxial test in which the cell pressure falls as the axial stress rises, so that the mean effective stress stays. */
export const constantPTriaxial = defineProtocol({
  id: "constant-p-triaxial",
  name: "Constant-p triaxial",
  about: "The specimen is sheared slowly with the mean effective stress held; all volume change is due to shearing.",
  conditions: { confiningPressure, initialAxialStress, ...specimenHistory },
  axis: { name: "axialStrain", reversals: true, ...channels.axialStrain },
  responses: { deviatorStress: channels.deviatorStress, volumetricStrain: channels.volumetricStrain, radialStrain: channels.radialStrain },
  recorded: {
    axialEffectiveStress: channels.axialEffectiveStress, radialEffectiveStress: channels.radialEffectiveStress, meanEffectiveStress: channels.meanEffectiveStress, voidRatio: channels.voidRatio,
    cellPressure: channels.cellPressure, backPressure: channels.backPressure, ...channels.rawReadings,
  },
  derivations: [deviatorFromStresses, deviatorFromMean, ...firstRadialStress, axialStressAtStart, voidRatioAtStart, volumetricFromVoidRatio, volumetricFromRadial, radialFromVolumetric],
  invalid: (conditions) => contradictoryHistory(conditions, startingMeanStress(conditions)),
});
