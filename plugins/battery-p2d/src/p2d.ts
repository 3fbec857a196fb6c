import { cellExpectations, cellOf, cellOptions, cellParameters, cellPresets, checkCutOffs, cycling, invalidParameters, type GivenCellParameters } from "@inversa/battery";
import { choice, defineForwardModel, InputError, type DrivesOf, type ProgramOf, type SettingsOf } from "@inversa/core";
import { cellSensitivities } from "./cell-sensitivities.ts";
import { meshes } from "./mesh.ts";
import { simulateCell, type CellTest } from "./simulate-cell.ts";

const modelOptions = {
  ...cellOptions,
  mesh: choice({
    default: "fast",
    choices: { fast: "voltages within about half a millivolt in half a millisecond", fine: "within about a tenth of a millivolt; ten times as slow" },
    about: "How finely space and time are resolved.",
  }),
} as const;

/** The porous-electrode model of Doyle, Fuller and Newman. */
export const p2d = defineForwardModel({
  id: "battery/p2d",
  name: "P2D (Doyle-Fuller-Newman)",
  about: "Porous electrodes of spherical particles in a concentrated electrolyte: a lithium-ion cell at any rate.",
  source: "M. Doyle, T. F. Fuller, J. Newman, J. Electrochem. Soc. 140 (1993) 1526-1533; T. F. Fuller, M. Doyle, J. Newman, J. Electrochem. Soc. 141 (1994) 1-10",
  parameters: cellParameters,
  options: modelOptions,
  invalid: invalidParameters,
  expectations: ({ cell }) => cellExpectations(cellOf(cell)),
  presets: cellPresets,
  finer: (options) => (options.mesh === "fine" ? undefined : { ...options, mesh: "fine" }),
  simulations: (on) => [
    on(
      cycling,
      (parameters, conditions, axis, more) => simulateCell(cellTest(parameters, conditions, axis, more)),
      { sensitivities: (parameters, conditions, axis, more) => cellSensitivities(cellTest(parameters, conditions, axis, more), more.of) },
    ),
  ],
});

/** A test under `cycling` with the model's options, as the solver takes it. */
function cellTest(parameters: GivenCellParameters, initial: CellTest["initial"], axis: Float64Array, { options, drives, program }: {
  readonly options: SettingsOf<typeof modelOptions>;
  readonly drives: DrivesOf<typeof cycling>;
  readonly program: ProgramOf<typeof cycling>;
}): CellTest {
  const cell = cellOf(options.cell);
  const lumped = options.thermal === "lumped";
  if (lumped && !cell.thermal) throw new InputError("option-invalid", { where: "options of battery/p2d, thermal", what: `the description of ${cell.name} has no heat capacity and cooling`, expected: "isothermal, or a cell with thermal data" });
  if (initial.initialStoichiometryNegative === undefined) checkCutOffs(cell, program.steps);
  return { cell, parameters, initial, axis, current: drives.current, hold: program.hold, steps: program.steps, mesh: meshes[options.mesh], lumped, fields: options.fields };
}
