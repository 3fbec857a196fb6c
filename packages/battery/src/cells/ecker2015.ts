import type { Cell } from "../cell.ts";
import { arrhenius, F, R } from "../constants.ts";
import { formula } from "../formula/formula.ts";
import { constantFunction, scaled } from "../scalar-function.ts";
import { layer, lumped } from "./layers.ts";

const referenceTemperature = 296.15;
/** Electrolyte and negative diffusivity were measured at 296 K. */
const measuredAt = 296;
const electrolyteEnergy = 17_100;
const negativeEnergy = 30_300;
const electrolyteFactor = arrhenius(electrolyteEnergy, referenceTemperature, measuredAt);

/** Kokam SLPB 75106100: nickel cobalt oxide against graphite; both particle diffusivities depend on the stoichiometry. */
export const ecker2015: Cell = {
  name: "Ecker2015",
  about: "Kokam SLPB 75106100 pouch cell, 0.156 Ah for one electrode pair: LiNiCoO2 against graphite, both diffusivities of the stoichiometry.",
  source: "M. Ecker et al., J. Electrochem. Soc. 162 (2015) A1836 and A1849; fits: G. Richardson et al., Electrochim. Acta 339 (2020) 135862; heat: Y. Zhao et al., J. Electrochem. Soc. 165 (2018) A3169; numbers as in PyBaMM's Ecker2015",
  electrodeArea: 0.101 * 0.085,
  numberOfElectrodePairs: 1,
  numberOfCellsInSeries: 1,
  nominalCapacity: 0.15625,
  lowerVoltageCutOff: 2.5,
  upperVoltageCutOff: 4.2,
  referenceTemperature,
  ambientTemperature: 298.15,
  initialTemperature: 298.15,
  contactResistance: 0,
  negativeElectrode: {
    thickness: 74e-6,
    porosity: 0.329,
    transportEfficiency: 0.329 ** 1.6372789338386007,
    conductivity: 14,
    particleRadius: 13.7e-6,
    activeVolumeFraction: 0.372403,
    maximumConcentration: 31920,
    minimumStoichiometry: 0.0035503693634746686,
    maximumStoichiometry: 0.8484233446212602,
    diffusivity: scaled(formula("8.4e-13 * exp(-11.3 * x) + 8.2e-15"), arrhenius(negativeEnergy, referenceTemperature, measuredAt)),
    diffusivityActivationEnergy: negativeEnergy,
    reactionRateConstant: 1.11e-10 * 31920 * Math.sqrt(1000),
    reactionRateConstantActivationEnergy: 53_400,
    ocp: formula(
      "0.716502 * exp(-369.028 * x) + 0.12193 * exp(-35.6478 * (x - 0.0530947)) - 0.0189193 * tanh(21.1967 * (x - 0.196176)) - 0.0169644 * tanh(27.1365 * (x - 0.312832))"
        + " - 0.0199313 * tanh(28.5697 * (x - 0.614221)) - 0.931153 * exp(36.328 * (x - 1.10743)) + 0.140031",
    ),
    entropicChangeCoefficient: constantFunction(0),
  },
  separator: { thickness: 20e-6, porosity: 0.508, transportEfficiency: 0.508 ** 1.9804586773134945 },
  positiveElectrode: {
    thickness: 54e-6,
    porosity: 0.296,
    transportEfficiency: 0.296 ** 1.5442267190786427,
    conductivity: 68.1,
    particleRadius: 6.5e-6,
    activeVolumeFraction: 0.40832,
    maximumConcentration: 48580,
    minimumStoichiometry: 0.23526010328230693,
    maximumStoichiometry: 0.9290808291589756,
    diffusivity: formula("3.7e-13 - 3.4e-13 * exp(-12 * (x - 0.62) ** 2)"),
    diffusivityActivationEnergy: 80_600,
    reactionRateConstant: 3.01e-11 * 48580 * Math.sqrt(1000),
    reactionRateConstantActivationEnergy: 43_600,
    ocp: formula(
      "-2.35211 * x - 0.0747061 * tanh(31.886 * (x - 0.0219921)) + 6.34984 * tanh(2.66395 * (x - 0.174352)) - 0.640243 * tanh(5.48623 * (x - 0.439245))"
        + " - 3.82383 * tanh(4.12167 * (x - 0.176187)) - 0.0542123 * tanh(18.2919 * (x - 0.762272)) + 4.23285",
    ),
    entropicChangeCoefficient: constantFunction(0),
  },
  electrolyte: {
    initialConcentration: 1000,
    cationTransferenceNumber: 0.26,
    thermodynamicFactor: 1,
    conductivity: scaled(formula("0.2667 * (x / 1000) ** 3 - 1.2983 * (x / 1000) ** 2 + 1.7919 * (x / 1000) + 0.1726"), (measuredAt / referenceTemperature) * electrolyteFactor),
    conductivityActivationEnergy: electrolyteEnergy,
    conductivityTemperatureExponent: -1,
    // D = k_B T kappa / (F q_e c), and k_B / q_e = R / F.
    diffusivity: scaled(formula("(0.2667 * (x / 1000) ** 2 - 1.2983 * (x / 1000) + 1.7919 + 0.1726 / (x / 1000)) / 1000"), (R / F ** 2) * measuredAt * electrolyteFactor),
    diffusivityActivationEnergy: electrolyteEnergy,
  },
  thermal: lumped(
    [layer(14e-6, 8933, 385), layer(74e-6, 1555, 1437), layer(20e-6, 1017, 1978), layer(54e-6, 2895, 1270), layer(15e-6, 2702, 903)],
    { volume: 1.52e-6, externalSurfaceArea: 0.0172, heatTransferCoefficient: 10 },
  ),
};
