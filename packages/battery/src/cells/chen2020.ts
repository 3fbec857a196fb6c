import type { Cell } from "../cell.ts";
import { F } from "../constants.ts";
import { formula } from "../formula/formula.ts";
import { constantFunction } from "../scalar-function.ts";
import { layer, lumped } from "./layers.ts";

/** Bruggeman's exponent, which the source takes everywhere in the electrolyte. */
const b = 1.5;

/** LG INR21700 M50, 5 A h: NMC 811 against graphite-SiOx. */
export const chen2020: Cell = {
  name: "Chen2020",
  about: "LG INR21700 M50, 5 Ah cylindrical cell: NMC 811 against graphite-SiOx.",
  source: "C.-H. Chen et al., J. Electrochem. Soc. 167 (2020) 080534; electrolyte: A. Nyman et al., Electrochim. Acta 53 (2008) 6356; numbers as in PyBaMM's Chen2020",
  electrodeArea: 0.065 * 1.58,
  numberOfElectrodePairs: 1,
  numberOfCellsInSeries: 1,
  nominalCapacity: 5,
  lowerVoltageCutOff: 2.5,
  upperVoltageCutOff: 4.2,
  referenceTemperature: 298.15,
  ambientTemperature: 298.15,
  initialTemperature: 298.15,
  contactResistance: 0,
  negativeElectrode: {
    thickness: 85.2e-6,
    porosity: 0.25,
    transportEfficiency: 0.25 ** b,
    conductivity: 215,
    particleRadius: 5.86e-6,
    activeVolumeFraction: 0.75,
    maximumConcentration: 33133,
    minimumStoichiometry: 0.02634579027064577,
    maximumStoichiometry: 0.9106180466524094,
    diffusivity: constantFunction(3.3e-14),
    diffusivityActivationEnergy: 0,
    reactionRateConstant: (6.48e-7 * 33133 * Math.sqrt(1000)) / F,
    reactionRateConstantActivationEnergy: 35_000,
    ocp: formula("1.9793 * exp(-39.3631 * x) + 0.2482 - 0.0909 * tanh(29.8538 * (x - 0.1234)) - 0.04478 * tanh(14.9159 * (x - 0.2769)) - 0.0205 * tanh(30.4444 * (x - 0.6103))"),
    entropicChangeCoefficient: constantFunction(0),
  },
  separator: { thickness: 12e-6, porosity: 0.47, transportEfficiency: 0.47 ** b },
  positiveElectrode: {
    thickness: 75.6e-6,
    porosity: 0.335,
    transportEfficiency: 0.335 ** b,
    conductivity: 0.18,
    particleRadius: 5.22e-6,
    activeVolumeFraction: 0.665,
    maximumConcentration: 63104,
    minimumStoichiometry: 0.2638452245913298,
    maximumStoichiometry: 0.853974674630047,
    diffusivity: constantFunction(4e-15),
    diffusivityActivationEnergy: 0,
    reactionRateConstant: (3.42e-6 * 63104 * Math.sqrt(1000)) / F,
    reactionRateConstantActivationEnergy: 17_800,
    ocp: formula("-0.8090 * x + 4.4875 - 0.0428 * tanh(18.5138 * (x - 0.5542)) - 17.7326 * tanh(15.7890 * (x - 0.3117)) + 17.5842 * tanh(15.9308 * (x - 0.3120))"),
    entropicChangeCoefficient: constantFunction(0),
  },
  electrolyte: {
    initialConcentration: 1000,
    cationTransferenceNumber: 0.2594,
    thermodynamicFactor: 1,
    conductivity: formula("0.1297 * (x / 1000) ** 3 - 2.51 * (x / 1000) ** 1.5 + 3.329 * (x / 1000)"),
    conductivityActivationEnergy: 0,
    conductivityTemperatureExponent: 0,
    diffusivity: formula("8.794e-11 * (x / 1000) ** 2 - 3.972e-10 * (x / 1000) + 4.862e-10"),
    diffusivityActivationEnergy: 0,
  },
  thermal: lumped(
    [layer(12e-6, 8960, 385), layer(85.2e-6, 1657, 700), layer(12e-6, 397, 700), layer(75.6e-6, 3262, 700), layer(16e-6, 2700, 897)],
    { volume: 2.42e-5, externalSurfaceArea: 5.31e-3, heatTransferCoefficient: 10 },
  ),
};
