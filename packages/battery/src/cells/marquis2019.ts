import type { Cell } from "../cell.ts";
import { F } from "../constants.ts";
import { formula } from "../formula/formula.ts";
import { constantFunction } from "../scalar-function.ts";
import { layer, lumped } from "./layers.ts";

/** Bruggeman's exponent, in the electrolyte and in the solid. */
const b = 1.5;

/** Kokam SLPB78205130H pouch cell: lithium cobalt oxide against graphite. The source's entropic coefficients are not taken over; they are zero. */
export const marquis2019: Cell = {
  name: "Marquis2019",
  about: "Kokam SLPB78205130H pouch cell, 0.68 Ah for one electrode pair: lithium cobalt oxide against graphite.",
  source: "S. G. Marquis et al., J. Electrochem. Soc. 166 (2019) A3693; potentials: Dualfoil (1998); electrolyte: C. Capiglia et al., J. Power Sources 81-82 (1999) 859; numbers as in PyBaMM's Marquis2019",
  electrodeArea: 0.137 * 0.207,
  numberOfElectrodePairs: 1,
  numberOfCellsInSeries: 1,
  nominalCapacity: 0.680616,
  lowerVoltageCutOff: 3.105,
  upperVoltageCutOff: 4.1,
  referenceTemperature: 298.15,
  ambientTemperature: 298.15,
  initialTemperature: 298.15,
  contactResistance: 0,
  negativeElectrode: {
    thickness: 100e-6,
    porosity: 0.3,
    transportEfficiency: 0.3 ** b,
    conductivity: 100 * 0.7 ** b,
    particleRadius: 10e-6,
    activeVolumeFraction: 0.6,
    maximumConcentration: 24983.2619938437,
    minimumStoichiometry: 0.1832225211781177,
    maximumStoichiometry: 0.9493209874894212,
    diffusivity: constantFunction(3.9e-14),
    diffusivityActivationEnergy: 42_770,
    reactionRateConstant: (2e-5 * 24983.2619938437 * Math.sqrt(1000)) / F,
    reactionRateConstantActivationEnergy: 37_480,
    ocp: formula(
      "0.194 + 1.5 * exp(-120.0 * x) + 0.0351 * tanh((x - 0.286) / 0.083) - 0.0045 * tanh((x - 0.849) / 0.119) - 0.035 * tanh((x - 0.9233) / 0.05) - 0.0147 * tanh((x - 0.5) / 0.034)"
        + " - 0.102 * tanh((x - 0.194) / 0.142) - 0.022 * tanh((x - 0.9) / 0.0164) - 0.011 * tanh((x - 0.124) / 0.0226) + 0.0155 * tanh((x - 0.105) / 0.029)",
    ),
    entropicChangeCoefficient: constantFunction(0),
  },
  separator: { thickness: 25e-6, porosity: 1, transportEfficiency: 1 },
  positiveElectrode: {
    thickness: 100e-6,
    porosity: 0.3,
    transportEfficiency: 0.3 ** b,
    conductivity: 10 * 0.7 ** b,
    particleRadius: 10e-6,
    activeVolumeFraction: 0.5,
    maximumConcentration: 51217.9257309275,
    minimumStoichiometry: 0.5125964131099127,
    maximumStoichiometry: 0.961024694977169,
    diffusivity: constantFunction(1e-13),
    diffusivityActivationEnergy: 18_550,
    reactionRateConstant: (6e-7 * 51217.9257309275 * Math.sqrt(1000)) / F,
    reactionRateConstantActivationEnergy: 39_570,
    ocp: formula(
      "2.16216 + 0.07645 * tanh(30.834 - 54.4806 * (1.062 * x)) + 2.1581 * tanh(52.294 - 50.294 * (1.062 * x)) - 0.14169 * tanh(11.0923 - 19.8543 * (1.062 * x))"
        + " + 0.2051 * tanh(1.4684 - 5.4888 * (1.062 * x)) + 0.2531 * tanh((-(1.062 * x) + 0.56478) / 0.1316) - 0.02167 * tanh(((1.062 * x) - 0.525) / 0.006)",
    ),
    entropicChangeCoefficient: constantFunction(0),
  },
  electrolyte: {
    initialConcentration: 1000,
    cationTransferenceNumber: 0.4,
    thermodynamicFactor: 1,
    conductivity: formula("0.0911 + 1.9101 * (x / 1000) - 1.052 * (x / 1000) ** 2 + 0.1554 * (x / 1000) ** 3"),
    conductivityActivationEnergy: 34_700,
    conductivityTemperatureExponent: 0,
    diffusivity: formula("5.34e-10 * exp(-0.65 * x / 1000)"),
    diffusivityActivationEnergy: 37_040,
  },
  thermal: lumped(
    [layer(25e-6, 8954, 385), layer(100e-6, 1657, 700), layer(25e-6, 397, 700), layer(100e-6, 3262, 700), layer(25e-6, 2707, 897)],
    { volume: 7.8e-6, externalSurfaceArea: 0.0569, heatTransferCoefficient: 10 },
  ),
};
