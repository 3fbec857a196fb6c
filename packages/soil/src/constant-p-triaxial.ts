import { defineProtocol } from "@inversa/core";
import { deviatorFromLoad, drainedDeviatorFromLoadAlone, specimenGeometry, triaxialSpecimen, volumetricFromWater } from "./apparatus.ts";
import * as channels from "./channels.ts";
import { confiningPressure, contradictoryHistory, initialAxialStress, specimenHistory, startingMeanStress } from "./conditions.ts";
import { axialStressAtStart, deviatorFromMean, deviatorFromStresses, deviatorFromTotal, firstRadialStress, radialFromVolumetric, voidRatioAtStart, volumetricFromRadial, volumetricFromVoidRatio } from "./derivations.ts";
import { notConstantP } from "./telling-apart.ts";

/** Shearing at constant p contracts in compression and in extension alike, so the start of the curve does not show its sign convention. */
const { startsBy: _, ...volumetricStrain } = channels.volumetricStrain;

/** Drained triaxial test in which the cell pressure falls as the axial stress rises, so that the mean effective stress stays. */
export const constantPTriaxial = defineProtocol({
  id: "constant-p-triaxial",
  name: "Constant-p triaxial",
  about: "The specimen is sheared slowly with the mean effective stress held; all volume change is due to shearing.",
  aliases: ["constant p", "p constant", "constant mean stress", "CDP", "等p"],
  onlyWhenNamed: true,
  conditions: { confiningPressure, initialAxialStress, ...specimenHistory },
  axis: { name: "axialStrain", reversals: true, ...channels.axialStrain },
  responses: { deviatorStress: channels.deviatorStress, volumetricStrain, radialStrain: channels.radialStrain },
  recorded: {
    axialEffectiveStress: channels.axialEffectiveStress, radialEffectiveStress: channels.radialEffectiveStress, meanEffectiveStress: channels.meanEffectiveStress, voidRatio: channels.voidRatio,
    axialTotalStress: channels.axialTotalStress, cellPressure: channels.cellPressure, backPressure: channels.backPressure, ...channels.rawReadings,
  },
  specimen: triaxialSpecimen,
  derivations: [deviatorFromStresses, deviatorFromTotal, deviatorFromMean, ...firstRadialStress, axialStressAtStart, voidRatioAtStart, volumetricFromVoidRatio, volumetricFromRadial, ...specimenGeometry, volumetricFromWater, deviatorFromLoad, drainedDeviatorFromLoadAlone, radialFromVolumetric],
  contradicts: notConstantP,
  invalid: (conditions) => contradictoryHistory(conditions, startingMeanStress(conditions)),
});
