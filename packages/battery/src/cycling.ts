import { choice, defineProtocol, group, list, number, type SettingsOf } from "@inversa/core";

/** How the cycler leads the cell when no current is prescribed point by point. */
const steps = list({
  of: group({
    fields: {
      mode: choice({
        default: "rest",
        choices: { current: "constant current of `value` amperes, positive on discharge", voltage: "the voltage is held at `value` volts", power: "constant power of `value` watts, positive on discharge", rest: "no current" },
        about: "What is held during the step.",
      }),
      value: number({ optional: true, bounds: [-1e6, 1e6], about: "The current (A), voltage (V) or power (W) that is held; a rest needs none." }),
      duration: number({ optional: true, bounds: [0, 1e9], unit: "s", about: "The step ends after this time, if nothing ends it before." }),
      until: group({
        fields: {
          voltage: number({ optional: true, bounds: [-10, 10], unit: "V", about: "The step ends when the voltage gets here, from whichever side it comes." }),
          current: number({ optional: true, bounds: [0, 1e6], unit: "A", about: "The step ends when the magnitude of the current has fallen to this." }),
        },
        about: "What else ends the step; the first that happens.",
      }),
    },
    about: "One step of the cycler.",
  }),
  default: [],
  about: "Steps of the cycler, one after another, in place of a sampled current.",
});

/** What a test under `cycling` says beyond numbers and histories. */
export const cyclingProgram = {
  hold: choice({
    default: "linear",
    choices: { linear: "straight lines between the samples; a jump is two samples at one time", step: "each sample holds until the next" },
    about: "How a sampled current goes on between its samples.",
  }),
  steps,
} as const;

export type CyclingStep = SettingsOf<typeof cyclingProgram>["steps"][number];

const stoichiometry = (which: string) => ({ unit: "1", bounds: [0, 1], optional: true, about: `mean stoichiometry of the ${which} electrode at the start; wins over initialSoc` }) as const;
const concentration = (about: string) => ({ unit: "mol/m3", about }) as const;

/**
 * A cell under a prescribed current, or led by a list of steps. Current is positive on discharge; time starts at the first point of the axis.
 * Internal fields (concentrations, stoichiometries) are answered on request, by models that have them.
 */
export const cycling = defineProtocol({
  id: "cycling",
  name: "Cycling",
  about: "A cell is charged and discharged; current, voltage and temperature are recorded.",
  aliases: ["cycling", "charge", "discharge", "GITT", "HPPC", "drive cycle", "充放电", "循环"],
  conditions: {
    initialSoc: { unit: "1", symbol: "SOC_0", bounds: [0, 1], optional: true, aliases: ["initial SOC", "SOC0", "initial state of charge"], about: "state of charge at the start, 1 is full; the cell's own where nothing is said, which is full unless its description says otherwise" },
    initialStoichiometryNegative: stoichiometry("negative"),
    initialStoichiometryPositive: stoichiometry("positive"),
    ambientTemperature: { unit: "K", symbol: "T_a", bounds: [200, 400], plausible: [253, 333], optional: true, aliases: ["ambient temperature", "chamber temperature", "temperature"], about: "temperature around the cell, and of the cell at the start; the cell's own unless given" },
    initialTemperature: { unit: "K", symbol: "T_0", bounds: [200, 400], plausible: [253, 333], optional: true, about: "temperature of the cell at the start; that around it unless given" },
  },
  drives: {
    current: { unit: "A", symbol: "I", optional: true, aliases: ["current", "I", "Amps", "电流"], about: "prescribed current, positive on discharge" },
  },
  program: cyclingProgram,
  axis: { name: "time", unit: "s", symbol: "t", aliases: ["time", "test time", "t", "时间", "测试时间"], about: "time since the start of the test" },
  responses: {
    voltage: { unit: "V", symbol: "V", noise: { relative: 0, absolute: 0.002 }, aliases: ["voltage", "U", "Volts", "cell voltage", "terminal voltage", "电压"], about: "terminal voltage" },
    current: { unit: "A", symbol: "I", noise: { relative: 0.001, absolute: 0 }, aliases: ["current", "I", "Amps", "电流"], about: "current, positive on discharge" },
    temperature: { unit: "K", symbol: "T", noise: { relative: 0, absolute: 0.5 }, aliases: ["temperature", "cell temperature", "温度"], about: "cell temperature" },
    soc: { unit: "1", symbol: "SOC", noise: { relative: 0, absolute: 0.005 }, aliases: ["SOC", "state of charge"], about: "state of charge: where the negative electrode's mean stoichiometry stands between its limits" },
    negativeStoichiometry: { unit: "1", symbol: "s_n", about: "mean stoichiometry of the negative electrode" },
    positiveStoichiometry: { unit: "1", symbol: "s_p", about: "mean stoichiometry of the positive electrode" },
    negativeSurfaceConcentrationAtCollector: concentration("lithium at the surface of the negative particles at the current collector"),
    negativeSurfaceConcentrationAtSeparator: concentration("lithium at the surface of the negative particles at the separator"),
    positiveSurfaceConcentrationAtSeparator: concentration("lithium at the surface of the positive particles at the separator"),
    positiveSurfaceConcentrationAtCollector: concentration("lithium at the surface of the positive particles at the current collector"),
    electrolyteConcentrationAtNegativeCollector: concentration("salt in the electrolyte at the negative current collector"),
    electrolyteConcentrationInSeparator: concentration("salt in the electrolyte in the middle of the separator"),
    electrolyteConcentrationAtPositiveCollector: concentration("salt in the electrolyte at the positive current collector"),
  },
  example: {
    conditions: { initialSoc: 1, ambientTemperature: 298.15 },
    program: { steps: [{ mode: "current", value: 5, until: { voltage: 2.5 } }, { mode: "rest", duration: 600 }] },
    axis: [0, 10, 60, 300, 600, 1200, 1800, 2400, 3000, 3300, 3600, 3900],
  },
  invalid: ({ initialStoichiometryNegative: negative, initialStoichiometryPositive: positive }, { drives, program }) => {
    if ((negative === undefined) !== (positive === undefined)) return "only one of initialStoichiometryNegative and initialStoichiometryPositive is given; the start needs both, or initialSoc";
    const list = (program as SettingsOf<typeof cyclingProgram> | undefined)?.steps ?? [];
    if (list.length === 0) return drives?.["current"] ? undefined : "neither a current nor steps are given, so nothing says what the cell is asked to do";
    if (drives?.["current"]) return "a current and steps are both given; the cell can follow only one of them";
    return list.map(wrongStep).find((sentence) => sentence !== undefined);
  },
});

function wrongStep({ mode, value, duration, until }: CyclingStep, i: number): string | undefined {
  const name = `step ${i + 1} (${mode})`;
  if (mode !== "rest" && value === undefined) return `${name} has no value`;
  if (mode === "rest" && value !== undefined && value !== 0) return `${name} has a value, ${value}, though nothing flows in a rest`;
  const ends = duration !== undefined || until.voltage !== undefined || until.current !== undefined;
  return ends ? undefined : `${name} never ends; give a duration, or until: a voltage or a current`;
}
