import type { TextFormat } from "../text/format.ts";

/** BioLogic's text exports: the second line says how long the header is; decimal points or commas, Latin-1. Oxidation is positive, which charges a full cell. */
export const biologicMpt: TextFormat = {
  id: "biologic-mpt",
  name: "BioLogic .mpt",
  preamble: /EC-Lab ASCII FILE|BT-Lab ASCII FILE|Nb header lines/i,
  marks: /^(ox\/red|control changes|(ecell|<?ewe>?)\/m?v|<i>\/.a|ns changes)$/im,
  convention: "charge-positive",
  columns: {
    testTime: { names: ["time"] },
    stepTime: { names: ["step time"] },
    voltage: { names: ["Ecell", "Ewe", "<Ewe>", "Ewe-Ece", "Ewe-Ece V"] },
    current: { names: ["I", "<I>"] },
    step: { names: ["Ns"], unit: "1" },
    cycle: { names: ["cycle number", "z cycle"], unit: "1" },
    netCharge: { names: ["(Q-Qo)"] },
    temperature: { names: ["Temperature", "Temp", "T"] },
  },
};
