import { chen2020, ecker2015, type Cell, type GivenCellParameters } from "@inversa/battery";
import { compileTask, Stopped, type SimulationTask } from "@inversa/core";
import { derivativeComplaints } from "@inversa/testing";
import { describe, expect, it } from "vitest";
import { cellSensitivities } from "../src/cell-sensitivities.ts";
import { p2d } from "../src/index.ts";
import { meshes } from "../src/mesh.ts";
import { probeNames } from "../src/probes.ts";
import { simulateCell, type CellResponses, type CellTest } from "../src/simulate-cell.ts";

const none = { voltage: undefined, current: undefined };
const initial = { initialSoc: 0.95, initialStoichiometryNegative: undefined, initialStoichiometryPositive: undefined, ambientTemperature: undefined, initialTemperature: undefined };
const middle = { ...initial, initialSoc: 0.5 };
const axis = Float64Array.from({ length: 30 }, (_, i) => 120 * i);
const window = Float64Array.from({ length: 101 }, (_, i) => i);
const sharp = { ...meshes.fast, tolerance: 1e-7 };

const base: CellTest = { cell: chen2020, parameters: {}, initial, axis, current: undefined, hold: "linear", steps: [{ mode: "current", value: 5, duration: undefined, until: { ...none, voltage: 2.5 } }], mesh: sharp, lumped: false, fields: false };
const charge = { mode: "current", value: -2.5, duration: undefined, until: { ...none, voltage: 4.2 } } as const;
const cases: Readonly<Record<string, CellTest>> = {
  "a discharge to its cut-off": base,
  "a discharge with self-heating": { ...base, lumped: true },
  "a discharge with diffusivities that depend on the concentration": { ...base, cell: ecker2015, steps: [{ ...base.steps[0]!, value: 0.156 }] },
  "a charge at constant current and constant voltage": { ...base, initial: { ...initial, initialSoc: 0.1 }, axis: axis.map((t) => 2 * t), steps: [charge, { mode: "voltage", value: 4.2, duration: undefined, until: { ...none, current: 0.25 } }] },
  "constant power": { ...base, steps: [{ mode: "power", value: 15, duration: 3000, until: none }] },
  "a sampled current": { ...base, initial: middle, axis: window, steps: [], current: window.map((t) => 2 + 6 * Math.sin(t / 5)) },
  "a sampled current that jumps, with self-heating": { ...base, initial: middle, axis: window, steps: [], hold: "step", lumped: true, current: window.map((t) => (t % 20 < 10 ? 8 : -3)) },
  "a charge whose end sets the start of a rest": { ...base, initial: { ...initial, initialSoc: 0.6 }, axis: axis.map((t) => 1.5 * t), steps: [{ ...charge, value: -5 }, { mode: "rest", value: undefined, duration: 3000, until: none }] },
  "two switches that move, and a pulse behind them, with self-heating": {
    ...base, lumped: true, initial: middle, axis: axis.map((t) => t / 1.5),
    steps: [{ ...charge, value: -5, until: { ...none, voltage: 4 } }, { mode: "power", value: 20, duration: undefined, until: { ...none, voltage: 3.6 } }, { mode: "rest", value: undefined, duration: 300, until: none }, { mode: "current", value: 5, duration: 300, until: none }],
  },
};

/** Parameters of every kind: transport, kinetics, geometry, initial state, resistance. */
const valuesOf = ({ negativeElectrode: n, positiveElectrode: p, electrolyte, separator }: Cell): GivenCellParameters => ({
  negativeElectrodeDiffusivityFactor: 1.1,
  positiveElectrodeReactionRateConstant: p.reactionRateConstant,
  electrolyteConductivityFactor: 0.9,
  negativeElectrodeThickness: n.thickness,
  positiveElectrodeParticleRadius: p.particleRadius,
  negativeElectrodeMaximumStoichiometry: n.maximumStoichiometry,
  electrolyteCationTransferenceNumber: electrolyte.cationTransferenceNumber,
  separatorPorosity: 0.9 * separator.porosity,
  contactResistance: 0.01,
});

const responses = (answer: CellResponses | Stopped<CellResponses>): CellResponses => (answer instanceof Stopped ? answer.responses : answer);

describe("derivatives by any parameter of a cell", () => {
  it.each(Object.entries(cases))("are those of simulations with other parameters: %s", (_, given) => {
    const parameters = valuesOf(given.cell);
    const test = { ...given, parameters };
    const names = Object.keys(parameters) as (keyof GivenCellParameters & string)[];
    const { answer, by, endBy } = cellSensitivities(test, names);
    expect(responses(answer)).toEqual(responses(simulateCell(test)));
    for (const name of names) {
      const step = 1e-4 * parameters[name]!;
      const [below, above] = [-step, step].map((change) => simulateCell({ ...test, parameters: { ...parameters, [name]: parameters[name]! + change } }));
      for (const response of ["voltage", "current", "soc", "temperature"] as const) {
        const [low, high, found] = [responses(below!)[response]!, responses(above!)[response]!, by[name]![response]!];
        const expected = low.map((v, i) => (high[i]! - v) / (2 * step));
        // What a hundredth of the parameter does, where it does nothing.
        const scale = Math.max(Math.hypot(...expected), 1e-4 / Math.abs(100 * step));
        const common = Math.min(expected.length, found.length, high.length);
        expect(Math.hypot(...expected.subarray(0, common).map((v, i) => v - found[i]!)) / scale, `${response} by ${name}`).toBeLessThan(2e-3);
      }
      if (!(below instanceof Stopped && above instanceof Stopped && above.reason === "cut-off")) continue;
      const end = (above.end!.current! - below.end!.current!) / (2 * step);
      expect(Math.abs(end - endBy![name]!.current!) * step, `current at the end by ${name}`).toBeLessThan(2e-6);
    }
  });

  it("are held to their curves by the kit on the fast mesh too, behind an event that moves with the parameters", () => {
    const charged = { protocol: "cycling", conditions: { initialSoc: 0.1 }, axis: Float64Array.from({ length: 34 }, (_, i) => 240 * i), program: { steps: [{ mode: "current", value: -2.5, until: { voltage: 4.2 } }, { mode: "voltage", value: 4.2, until: { current: 0.25 } }] } };
    const some = ["positiveElectrodeDiffusivity", "negativeElectrodeReactionRateConstant", "electrolyteConductivityFactor", "negativeElectrodeParticleRadius"] as const;
    const model = { ...p2d, parameters: Object.fromEntries(some.map((name) => [name, p2d.parameters[name]!])) };
    expect(derivativeComplaints(model, [charged], {})).toEqual([]);
  });

  it.each(["a discharge with diffusivities that depend on the concentration", "a charge whose end sets the start of a rest"] as const)("need no sharper steps than the answer: %s", (name) => {
    const given = cases[name]!;
    const parameters = valuesOf(given.cell);
    const names = Object.keys(parameters) as (keyof GivenCellParameters & string)[];
    const [coarse, exact] = [meshes.fast, sharp].map((mesh) => cellSensitivities({ ...given, parameters, mesh }, names).by);
    for (const by of names) {
      const [found, expected] = [coarse![by]!.voltage!, exact![by]!.voltage!];
      // What steps of the fast mesh's tolerance leave, mostly where the potential of graphite bends: 3 % in the worst of these.
      expect(Math.hypot(...expected.map((v, i) => v - (found[i] ?? v))) / Math.hypot(...expected), `voltage by ${by}`).toBeLessThan(5e-2);
    }
  });

  it("hold inside the cell too", () => {
    const at = valuesOf(chen2020);
    const test = { ...cases["a sampled current"]!, parameters: at, fields: true };
    const names = ["negativeElectrodeDiffusivityFactor", "positiveElectrodeReactionRateConstant", "separatorPorosity"] as const;
    const { by } = cellSensitivities(test, names);
    for (const name of names) {
      const step = 1e-3 * at[name]!;
      const [low, high] = [-step, step].map((change) => responses(simulateCell({ ...test, parameters: { ...at, [name]: at[name]! + change } }))) as [CellResponses, CellResponses];
      const expected = probeNames.map((probe) => low[probe]!.map((v, i) => (high[probe]![i]! - v) / (2 * step)));
      // Far from where a parameter acts nothing changes but the last digits.
      const scale = Math.max(...expected.map((values) => Math.hypot(...values)));
      for (const [k, probe] of probeNames.entries()) expect(Math.hypot(...expected[k]!.map((v, i) => v - by[name]![probe]![i]!)) / scale, `${probe} by ${name}`).toBeLessThan(2e-3);
    }
  });

  it("reach estimators through a compiled task", () => {
    const task: SimulationTask = {
      model: p2d.id, options: {}, columns: [{ parameter: "positiveElectrodeDiffusivity" }, { parameter: "electrolyteConductivityFactor" }], fixed: {}, afterStop: "hold", responses: [["voltage"]],
      tests: [{ protocol: "cycling", conditions: {}, axis: Float64Array.from({ length: 45 }, (_, i) => 90 * i), program: { steps: [{ mode: "current", value: 5, until: { voltage: 2.5 } }] } }],
    };
    const simulator = compileTask(p2d, task);
    const [row, alone, derivatives] = [new Float64Array(45), new Float64Array(45), new Float64Array(90)];
    expect(simulator.linearise!([4e-15, 1], row, derivatives)).toMatchObject({ ok: true, status: "cut-off" });
    simulator.run([4e-15, 1], alone);
    expect(row).toEqual(alone);
    // More diffusion and more conductivity give more voltage; behind the cut-off nothing depends on anything.
    for (let i = 2; i < 39; i++) expect(Math.min(derivatives[2 * i]!, derivatives[2 * i + 1]!)).toBeGreaterThan(0);
    expect([...derivatives.subarray(80)]).toEqual(Array.from({ length: 10 }, () => 0));
  });
});
