import { choice, list, number, text, type SettingsOf } from "@inversa/core";
import { tableSettings } from "@inversa/tables";

/** What a user can say about AGS files; every question of the importer is answered by one of these. */
export const settings = {
  only: list({ of: text({ default: "", about: "A hole (BH1), a specimen (BH1 U3 1) or one test (BH1 U3 1 stage 2), as the reading names them" }), default: [], about: "Tests to read out of files that hold many; empty: all" }),
  soils: choice({
    default: "ask",
    choices: { ask: "Descriptions that name different soils are asked about", together: "All tests are of one soil" },
    about: "Tests of one call share one set of parameters",
  }),
  drainage: choice({
    default: "stated",
    choices: { stated: "As TREG_TYPE or TRET_DRN say; a test of which neither does is asked about", drained: "Tests of unknown drainage are drained", undrained: "Tests of unknown drainage are undrained" },
    about: "Triaxial tests whose type is no code of the AGS dictionary",
  }),
  effectiveStress: choice({
    default: "ask",
    choices: { ask: "Two that differ by more than 5 % are asked about", stated: "TRET_CRP or TRET_CONP as the laboratory states it", difference: "Cell pressure less pore pressure at the start of shearing, TRET_CELL - TRET_PWPI" },
    about: "Effective radial stress at the start of shearing, where the stated one and cell less pore pressure disagree",
  }),
  volumeSign: choice({
    default: "contraction",
    choices: { contraction: "Contraction is positive, dilation negative", dilation: "Dilation is positive, contraction negative" },
    about: "Sign of TRET_STV, which AGS does not define",
  }),
  strainMeasure: tableSettings.strainMeasure,
  shearStage: text({ default: "", about: "Name (TREL_STGD) or number (TREL_STGN) of the stage of logged readings that is the shearing; empty: the one called so, or the only one" }),
  sign: tableSettings.sign,
  loops: tableSettings.loops,
  restarts: tableSettings.restarts,
  seatingStress: number({ default: 0, bounds: [0, 100_000], unit: "kPa", about: "Axial stress under which an oedometer specimen has its initial void ratio (CONG_IVR); 0: not known, the curve begins at the end of the first increment" }),
} as const;

export type AgsSettings = SettingsOf<typeof settings>;
