export { drainedTriaxial } from "./drained-triaxial.ts";
export { undrainedTriaxial } from "./undrained-triaxial.ts";
export { constantPTriaxial } from "./constant-p-triaxial.ts";
export { oedometer } from "./oedometer.ts";
export { isotropicCompression } from "./isotropic-compression.ts";
export { areaOf, areaRatio, axialStrainOf, diameterOf, membraneStress, stripStress, volumetricStrainOf, withoutFriction } from "./reduction.ts";
export { deviatorOf, frictionAngleOf, meanStress, shearFromBulk, shearFromYoung, voidRatioAfter } from "./invariants.ts";
export { invariantStiffness, isotropicStiffness, principalStiffness, type Stiffness } from "./stiffness.ts";
export {
  constantPControl, drainedControl, isotropicControl, isotropicStrainControl, oedometerControl, oedometerStrainControl, stressPathControl, undrainedControl, type Control, type ControlRow,
} from "./control.ts";
export { type ElementMaterial, type ElementRates, type ElementState, type Limit, type Trial } from "./material.ts";
export { runElementTest, type ElementHistory, type ElementTest } from "./element-test.ts";
export { turnsBack } from "./turns-back.ts";
export { answerOf, constantPResponses, drainedResponses, endOf, oedometerResponses, undrainedResponses } from "./responses.ts";
export { drainedInWords, triaxialCode, type TriaxialCode } from "./laboratory-codes.ts";
export { radialStressAtStart, type RadialStress, type StatedStresses } from "./start-of-shearing.ts";
export { drainedShear, peakOf, strainAtDeviator, volumeAtStrain, type MeasuredShear, type MeasuredTest } from "./measured-shear.ts";
export { twoPointHyperbola, type TwoPointHyperbola } from "./two-point-hyperbola.ts";
export { powerLaw, type PowerLaw } from "./power-law.ts";
export { strengthFromPeaks, type Peak, type PeakStrength } from "./strength-from-peaks.ts";
export { unloadingModuli, type UnloadingModulus } from "./unloading-modulus.ts";
export { averaged, foundByHand, type FoundByHand } from "./found-by-hand.ts";
export { finalStressRatios, type FinalStressRatio } from "./final-stress-ratio.ts";
