import { applyParameters, cellExpectations, cellOf, cellOptions, cellParameters, cellPresets, checkCutOffs, cycling, impossible, initialStoichiometries, invalidParameters, socOf } from "@inversa/battery";
import { defineForwardModel, InputError, stop } from "@inversa/core";
import { electrolyteCells } from "./electrolyte.ts";
import { Course } from "./follow.ts";
import { SpmeCell, type Reading, type State } from "./spme-cell.ts";

/** What is answered at every point, in this order; the rest on request. */
const always = ["voltage", "current", "temperature", "soc"] as const;
const inside = [
  "negativeStoichiometry", "positiveStoichiometry", "negativeSurfaceConcentrationAtCollector", "negativeSurfaceConcentrationAtSeparator", "positiveSurfaceConcentrationAtSeparator", "positiveSurfaceConcentrationAtCollector",
  "electrolyteConcentrationAtNegativeCollector", "electrolyteConcentrationInSeparator", "electrolyteConcentrationAtPositiveCollector",
] as const;
type Name = (typeof always)[number] | (typeof inside)[number];

/** The single particle model with electrolyte. */
export const spme = defineForwardModel({
  id: "battery/spme",
  name: "SPMe (single particle with electrolyte)",
  about: "One particle for each electrode and diffusion in the electrolyte: a lithium-ion cell up to about 1C, as a cheap start and a check of P2D.",
  source: "S. G. Marquis, V. Sulzer, R. Timms, C. P. Please, S. J. Chapman, J. Electrochem. Soc. 166 (2019) A3693-A3706 (canonical SPMe)",
  parameters: cellParameters,
  options: cellOptions,
  invalid: invalidParameters,
  expectations: ({ cell }) => cellExpectations(cellOf(cell)),
  presets: cellPresets,
  simulations: (on) => [
    on(cycling, (parameters, conditions, axis, { options, drives, program }) => {
      const lumped = options.thermal === "lumped";
      const cell = applyParameters(cellOf(options.cell), parameters);
      const why = impossible(cell);
      if (why) return stop("no-solution", why, {});
      if (lumped && !cell.thermal) throw new InputError("option-invalid", { where: "options of battery/spme, thermal", what: `the description of ${cell.name} has no heat capacity and cooling`, expected: "isothermal, or a cell with thermal data" });
      if (conditions.initialStoichiometryNegative === undefined) checkCutOffs(cell, program.steps);
      const ambient = conditions.ambientTemperature ?? cell.ambientTemperature;
      const model = new SpmeCell(cell, initialStoichiometries(cell, conditions), ambient, lumped);
      const names: readonly Name[] = options.fields ? [...always, ...inside] : always;
      const columns = names.map(() => new Float64Array(axis.length));
      const origin = axis[0]!;
      const course = new Course(model, origin === 0 ? axis : axis.map((time) => time - origin), lumped ? (conditions.initialTemperature ?? conditions.ambientTemperature ?? cell.initialTemperature) : ambient, (point, reading, state) => {
        for (let k = 0; k < names.length; k++) columns[k]![point] = answers[names[k]!](model, reading, state);
      });
      const end = drives.current ? course.sampled(drives.current, program.hold) : course.steps(program.steps);
      const responses: Partial<Record<Name, Float64Array>> = Object.fromEntries(names.map((name, k) => [name, columns[k]!.subarray(0, course.recorded)]));
      if (!end) return responses;
      const atEnd = model.read(course.now);
      return stop(end.reason, end.message, responses, Object.fromEntries(names.map((name) => [name, answers[name](model, atEnd, course.now)] as const).filter(([, value]) => Number.isFinite(value))));
    }),
  ],
});

/** Nothing passes the collectors, so the profile ends flat. */
const atCollector = (first: number, second: number): number => first + (first - second) / 8;
const last = electrolyteCells.all - 1;
const negativeSurface = ({ negative }: SpmeCell, reading: Reading): number => reading.negativeSurface * negative.electrode.maximumConcentration;
const positiveSurface = ({ positive }: SpmeCell, reading: Reading): number => reading.positiveSurface * positive.electrode.maximumConcentration;

const answers: Readonly<Record<Name, (model: SpmeCell, reading: Reading, state: State) => number>> = {
  voltage: (_, reading) => reading.voltage,
  current: (_, __, state) => state.current,
  temperature: (_, __, state) => state.temperature,
  soc: ({ cell }, reading) => socOf(cell, reading.negative),
  negativeStoichiometry: (_, reading) => reading.negative,
  positiveStoichiometry: (_, reading) => reading.positive,
  negativeSurfaceConcentrationAtCollector: negativeSurface,
  negativeSurfaceConcentrationAtSeparator: negativeSurface,
  positiveSurfaceConcentrationAtSeparator: positiveSurface,
  positiveSurfaceConcentrationAtCollector: positiveSurface,
  electrolyteConcentrationAtNegativeCollector: (_, { concentrations: c }) => atCollector(c[0]!, c[1]!),
  electrolyteConcentrationInSeparator: (_, { concentrations: c }) => c[electrolyteCells.middle]!,
  electrolyteConcentrationAtPositiveCollector: (_, { concentrations: c }) => atCollector(c[last]!, c[last - 1]!),
};
