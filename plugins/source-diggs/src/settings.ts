import { choice, list, text, type SettingsOf } from "@inversa/core";
import { tableSettings } from "@inversa/tables";

/** What a user can say about DIGGS files; every question of the importer is answered by one of these. */
export const settings = {
  only: list({ of: text({ default: "", about: "A test (T1) or one trial of it (T1 trial 2), as the reading names them" }), default: [], about: "Tests to read out of files that hold several; empty: all" }),
  drainage: choice({
    default: "stated",
    choices: { stated: "As triaxialTestType says; a test of which it does not is asked about", drained: "Tests of unknown drainage are drained", undrained: "Tests of unknown drainage are undrained" },
    about: "Triaxial tests whose type is missing or no known code",
  }),
  effectiveStress: choice({
    default: "ask",
    choices: { ask: "Two that differ by more than 5 % are asked about", stated: "effectiveStressEndofConsolidationStage", difference: "totalCellPressureDuringShearStage less porewaterPressureStartOfShearing" },
    about: "Effective radial stress at the start of shearing, where the stated one and cell less pore pressure disagree",
  }),
  volumeSign: choice({
    default: "contraction",
    choices: { contraction: "Contraction is positive, dilation negative", dilation: "Dilation is positive, contraction negative" },
    about: "Sign of volumetricStrainAtFailureDrainedOnly, which DIGGS does not define",
  }),
  strainMeasure: tableSettings.strainMeasure,
  sign: tableSettings.sign,
  start: tableSettings.start,
  loops: tableSettings.loops,
  restarts: tableSettings.restarts,
} as const;

export type DiggsSettings = SettingsOf<typeof settings>;
