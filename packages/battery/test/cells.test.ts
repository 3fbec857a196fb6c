import { describe, expect, it } from "vitest";
import { chen2020, conductivityFactor, diffusivityFactor, ecker2015, exchangeCurrentDensity, marquis2019, stoichiometriesAt, surfaceAreaPerUnitVolume, totalElectrodeArea, type Cell, type Electrode } from "../src/index.ts";
import { evaluate, parseExpression } from "../src/formula/expression.ts";
import { haveSidecars, sidecar, type Sidecar } from "./sidecars.ts";

const cells: readonly (readonly [string, Cell])[] = [["chen2020_1C_lumped", chen2020], ["marquis2019_1C_iso", marquis2019], ["ecker2015_1C_iso", ecker2015]];

/** A sidecar's function of several variables, read by our parser and walked as a tree. */
function ofSidecar({ functions, conventions: { constants } }: Sidecar, name: string): ((values: Readonly<Record<string, number>>) => number) | undefined {
  const found = functions[name];
  if (!found) return undefined;
  const tree = parseExpression(found.expr, found.args.split(","), constants);
  return (values) => evaluate(tree, values);
}

/** Pairs that differ by more than rounding: both sides write the same numbers in another order of operations. */
class Comparison {
  readonly differing: string[] = [];
  near(name: string, value: number, expected: number): void {
    if (!(Math.abs(value - expected) <= 1e-12 * Math.abs(expected))) this.differing.push(`${name}: ${value} instead of ${expected}`);
  }
}

const stoichiometries = Array.from({ length: 41 }, (_, i) => 0.005 + (0.99 * i) / 40);
const concentrations = [50, 200, 500, 1000, 1500, 2200];
const temperatures = [273.15, 298.15, 320];

describe.skipIf(!haveSidecars)("every number and function of the built-in cells is that of the reference solutions (skipped where ../shared/reference is absent)", () => {
  describe.each(cells)("%s", (id, cell) => {
    const reference = haveSidecars ? sidecar(id) : (undefined as never);
    it("in geometry, materials and limits", () => {
      const { parameters: p, soc_definition: soc } = reference;
      const compared = new Comparison();
      compared.near("area", totalElectrodeArea(cell), p["n_electrodes_parallel"]! * p["electrode_height [m]"]! * p["electrode_width [m]"]!);
      for (const [key, value] of [["T_ref [K]", cell.referenceTemperature], ["T_amb [K]", cell.ambientTemperature], ["V_min [V]", cell.lowerVoltageCutOff], ["V_max [V]", cell.upperVoltageCutOff], ["nominal_capacity [A.h]", cell.nominalCapacity], ["ce_init [mol/m3]", cell.electrolyte.initialConcentration], ["contact_resistance [Ohm]", cell.contactResistance], ["L_s [m]", cell.separator.thickness], ["eps_s (porosity)", cell.separator.porosity]] as const) {
        compared.near(key, value, p[key]!);
      }
      compared.near("separator", cell.separator.transportEfficiency, p["eps_s (porosity)"]! ** p["brugg_e_s"]!);
      for (const [k, electrode] of [["n", cell.negativeElectrode], ["p", cell.positiveElectrode]] as const) {
        const eps = p[`eps_${k} (porosity)`]!;
        for (const [key, value] of [["L_K [m]", electrode.thickness], ["eps_s_K (active material volume fraction)", electrode.activeVolumeFraction], ["R_K [m]", electrode.particleRadius], ["csmax_K [mol/m3]", electrode.maximumConcentration]] as const) {
          compared.near(key, value, p[key.replace("_K", `_${k}`)]!);
        }
        compared.near("efficiency", electrode.transportEfficiency, eps ** p[`brugg_e_${k}`]!);
        compared.near("conductivity", electrode.conductivity, p[`sigma_${k} [S/m]`]! * (1 - eps) ** p[`brugg_s_${k}`]!);
        compared.near("surface", surfaceAreaPerUnitVolume(electrode), (3 * electrode.activeVolumeFraction) / p[`R_${k} [m]`]!);
        const [empty, full] = [stoichiometriesAt(cell, 0), stoichiometriesAt(cell, 1)];
        const of = (state: typeof empty): number => (k === "n" ? state.negative : state.positive);
        compared.near("empty", of(empty), soc[`soc_sto_${k}_0`]!);
        compared.near("full", of(full), soc[`soc_sto_${k}_100`]!);
      }
      expect(compared.differing).toEqual([]);
    });
    it("in potentials, diffusivities, kinetics and the electrolyte, at every temperature", () => {
      const compared = new Comparison();
      const call = (name: string, values: Readonly<Record<string, number>>): number => ofSidecar(reference, name)!(values);
      for (const T of temperatures) {
        for (const [k, electrode] of [["n", cell.negativeElectrode], ["p", cell.positiveElectrode]] as const satisfies readonly (readonly [string, Electrode])[]) {
          for (const sto of stoichiometries) {
            compared.near("ocp", electrode.ocp.value(sto), call(`U_${k}`, { sto }));
            compared.near("diffusivity", electrode.diffusivity.value(sto) * diffusivityFactor(electrode, T, cell), call(`D_${k}`, { sto, T }));
            compared.near("entropic change", electrode.entropicChangeCoefficient.value(sto), ofSidecar(reference, `dUdT_${k}`)?.({ sto }) ?? 0);
            const csmax = electrode.maximumConcentration;
            compared.near("j0", exchangeCurrentDensity(electrode, cell, 700, sto, T), call(`j0_${k}`, { ce: 700, cs: sto * csmax, csmax, T }));
          }
        }
        for (const ce of concentrations) {
          compared.near("kappa", cell.electrolyte.conductivity.value(ce) * conductivityFactor(cell.electrolyte, T, cell), call("kappa", { ce, T }));
          compared.near("De", cell.electrolyte.diffusivity.value(ce) * diffusivityFactor(cell.electrolyte, T, cell), call("De", { ce, T }));
          compared.near("t+", cell.electrolyte.cationTransferenceNumber, call("t_plus", { ce, T }));
          compared.near("tdf", cell.electrolyte.thermodynamicFactor, call("tdf", { ce, T }));
        }
      }
      expect(compared.differing).toEqual([]);
    });
  });
  it("in Chen2020's heat balance", () => {
    const compared = new Comparison();
    const p = sidecar("chen2020_1C_lumped").thermal!.parameters;
    const parts = ["cc_n", "n", "s", "p", "cc_p"].map((k) => [p[`rho_${k} [kg/m3]`]!, p[`cp_${k} [J/kg/K]`]!, p[`L_${k} [m]`] ?? { n: 85.2e-6, s: 12e-6, p: 75.6e-6 }[k]!] as const);
    const { density, specificHeatCapacity, volume, externalSurfaceArea, heatTransferCoefficient } = chen2020.thermal!;
    compared.near("heat capacity", density * specificHeatCapacity, parts.reduce((sum, [rho, cp, L]) => sum + rho * cp * L, 0) / parts.reduce((sum, [, , L]) => sum + L, 0));
    compared.near("volume", volume, p["cell_volume [m3]"]!);
    compared.near("area", externalSurfaceArea, p["cell_cooling_area [m2]"]!);
    compared.near("h", heatTransferCoefficient, p["h_total [W/m2/K]"]!);
    expect(compared.differing).toEqual([]);
  });
});

describe("a built-in cell", () => {
  it.each(cells)("%s is full and empty at its cut-off voltages, within a millivolt", (_, cell) => {
    const voltage = (soc: number): number => {
      const { negative, positive } = stoichiometriesAt(cell, soc);
      return cell.positiveElectrode.ocp.value(positive) - cell.negativeElectrode.ocp.value(negative);
    };
    expect(Math.abs(voltage(1) - cell.upperVoltageCutOff)).toBeLessThan(1e-3);
    expect(Math.abs(voltage(0) - cell.lowerVoltageCutOff)).toBeLessThan(1e-3);
  });
  it.each(cells)("%s has derivatives that are those of its functions", (_, cell) => {
    const electrodes = [cell.negativeElectrode, cell.positiveElectrode];
    for (const [f, at] of [...electrodes.flatMap(({ ocp, diffusivity }) => [[ocp, stoichiometries], [diffusivity, stoichiometries]] as const), [cell.electrolyte.conductivity, concentrations] as const, [cell.electrolyte.diffusivity, concentrations] as const]) {
      for (const x of at) {
        const h = 1e-5 * Math.max(x, 0.01);
        // Fourth-order differences: the potentials' steepest features are 0.006 wide.
        const difference = (8 * (f.value(x + h) - f.value(x - h)) - (f.value(x + 2 * h) - f.value(x - 2 * h))) / (12 * h);
        expect(Math.abs(f.derivative(x) - difference)).toBeLessThan(1e-6 * Math.abs(difference) + (1e-9 * Math.abs(f.value(x))) / x);
      }
    }
  });
});
