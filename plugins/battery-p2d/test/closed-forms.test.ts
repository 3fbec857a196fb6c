import { chen2020, ecker2015, exchangeCurrentDensity, F, marquis2019, R, stoichiometriesAt, surfaceAreaPerUnitVolume, totalElectrodeArea, type Cell, type Electrode } from "@inversa/battery";
import { simulate } from "@inversa/core";
import { describe, expect, it } from "vitest";
import { p2d } from "../src/index.ts";
import { radialModes } from "../src/radial-modes.ts";
import { particleSurface, sphereSurface } from "./particle.ts";

const T = 298.15;
const ocv = (cell: Cell, soc: number): number => {
  const { negative, positive } = stoichiometriesAt(cell, soc);
  return cell.positiveElectrode.ocp.value(positive) - cell.negativeElectrode.ocp.value(negative);
};
const at = (current: number, axis: number[], options: object = {}, soc = 0.5) =>
  simulate(p2d, {}, { protocol: "cycling", conditions: { initialSoc: soc }, axis: Float64Array.from(axis), program: { steps: [{ mode: "current", value: current, duration: 1e6 }] } }, { mesh: "fine", ...options });

describe("what is known in closed form", () => {
  it.each([chen2020, marquis2019, ecker2015].map((cell) => [cell.name, cell] as const))("a resting cell stays at the difference of its open-circuit potentials: %s", (name, cell) => {
    const { responses } = simulate(p2d, {}, { protocol: "cycling", conditions: { initialSoc: 0.7 }, axis: Float64Array.of(0, 10, 5000), program: { steps: [{ mode: "rest", duration: 1e4 }] } }, { cell: name });
    const [start, later, end] = responses["voltage"]!;
    // Nothing moves but the last digits of what Newton's method leaves.
    expect(later).toBeCloseTo(start!, 10);
    expect(end).toBeCloseTo(start!, 10);
    // The tables of the potentials miss them by some 1e-9 V.
    expect(start).toBeCloseTo(ocv(cell, 0.7), 7);
  });

  it("a small current that sets in meets Newman's resistance of porous electrodes", () => {
    const current = 1e-3;
    const { negative, positive } = stoichiometriesAt(chen2020, 0.5);
    const kappa = chen2020.electrolyte.conductivity.value(1000);
    const electrode = (e: Electrode, s: number): number => {
      const [k, sigma, L] = [kappa * e.transportEfficiency, e.conductivity, e.thickness];
      const nu = L * Math.sqrt(((surfaceAreaPerUnitVolume(e) * exchangeCurrentDensity(e, chen2020, 1000, s, T) * F) / (R * T)) * (1 / k + 1 / sigma));
      return (L / (k + sigma)) * (1 + (2 + (sigma / k + k / sigma) * Math.cosh(nu)) / (nu * Math.sinh(nu)));
    };
    const { separator } = chen2020;
    const resistance = (electrode(chen2020.negativeElectrode, negative) + separator.thickness / (kappa * separator.transportEfficiency) + electrode(chen2020.positiveElectrode, positive)) / totalElectrodeArea(chen2020);
    const drop = at(0, [0]).responses["voltage"]![0]! - at(current, [0]).responses["voltage"]![0]!;
    // 40 and 32 cells with an error of fourth order inside the electrodes and of second order at their ends.
    expect(drop / current / resistance).toBeCloseTo(1, 4);
  });

  it("a charge mirrors a discharge as the current goes to zero", () => {
    const axis = [0, 1, 10, 100];
    const sum = (i: number): number[] => at(i, axis).responses["voltage"]!.reduce<number[]>((all, v, k) => [...all, v + at(-i, axis).responses["voltage"]![k]! - 2 * ocv(chen2020, 0.5)], []);
    const [small, large] = [sum(0.05), sum(0.2)];
    // What is left is even in the current: sixteen times less at a quarter of it.
    for (const [k, value] of small.entries()) expect(Math.abs(value)).toBeLessThan(Math.abs(large[k]!) / 12 + 2e-6);
  });

  it("a very slow discharge follows the open-circuit voltage", () => {
    const current = 5 / 2000;
    const { responses } = at(current, [0, 36_000, 360_000, 720_000], {}, 0.8);
    // At this state the whole resistance, diffusion in the particles included, is below 0.1 Ohm.
    for (const [i, soc] of responses["soc"]!.entries()) expect(Math.abs(responses["voltage"]![i]! - ocv(chen2020, soc))).toBeLessThan(0.1 * current);
  });

  it("charge is counted exactly", () => {
    const { responses } = at(5, [0, 100, 1000], { fields: true }, 0.9);
    const n = chen2020.negativeElectrode;
    const capacity = F * totalElectrodeArea(chen2020) * n.thickness * n.activeVolumeFraction * n.maximumConcentration;
    expect(responses["negativeStoichiometry"]![0]! - responses["negativeStoichiometry"]![2]!).toBeCloseTo(5000 / capacity, 12);
  });
});

describe("a sphere with a constant flux at its surface", () => {
  it("has the eigenvalues of tan x = x", () => {
    const { eigenvalue, surface } = radialModes(14);
    expect(eigenvalue[0]).toBe(0);
    for (const [m, root] of [4.493409457909064, 7.725251836937707, 10.904121659428899].entries()) expect(eigenvalue[m + 1]).toBeCloseTo(root ** 2, 6);
    // All modes but the mean have the surface value √2.
    for (let m = 1; m < 5; m++) expect(surface[m]).toBeCloseTo(Math.SQRT2, 5);
  });
  it.each(["modes", "elements"] as const)("follows the analytic series with %s", (kind) => {
    for (const tau of [1e-3, 1e-2, 0.1, 1]) expect(particleSurface(kind, tau)).toBeCloseTo(sphereSurface(tau), 4);
  });
});
