import { F, type Cell } from "@inversa/battery";
import { matrix, symmetricEigen } from "@inversa/numerics";
import { Modes } from "./modes.ts";

/** Finite volumes of each region. */
const [negativeCells, separatorCells, positiveCells] = [10, 5, 10] as const;
const cells = negativeCells + separatorCells + positiveCells;

type Geometry = Pick<Cell, "negativeElectrode" | "separator" | "positiveElectrode">;

/** Diffusion in the electrolyte under an even release in one electrode and an even uptake in the other. */
export interface ElectrolyteModes {
  /** Rate is the diffusivity, the drive (1 - t+) i / F, mol/(m2 s). */
  readonly modes: Modes;
  /** Concentrations less those at rest (mol/m3) of the finite volumes, negative collector first. */
  concentrations(z: Float64Array, out: Float64Array): void;
}

let latest: { readonly key: string; readonly modes: ElectrolyteModes } | undefined;

/**
 * porosity ∂c/∂t = ∂/∂x(B D ∂c/∂x) + release, second order in space, as modes: the balances are diagonalised once for a geometry. Estimators that vary transport and kinetics
 * alone ask for one geometry again and again, so the last one is kept.
 */
export function electrolyteModes({ negativeElectrode: n, separator: s, positiveElectrode: p }: Geometry): ElectrolyteModes {
  const key = [n, s, p].flatMap(({ thickness, porosity, transportEfficiency }) => [thickness, porosity, transportEfficiency]).join();
  if (latest?.key !== key) latest = { key, modes: diagonalised({ negativeElectrode: n, separator: s, positiveElectrode: p }) };
  return latest.modes;
}

function diagonalised({ negativeElectrode: n, separator: s, positiveElectrode: p }: Geometry): ElectrolyteModes {
  const volumes = [...split(n, negativeCells), ...split(s, separatorCells), ...split(p, positiveCells)];
  const conductance = volumes.slice(1).map((right, i) => 2 / (volumes[i]!.path + right.path));
  const root = Float64Array.from(volumes, ({ store }) => 1 / Math.sqrt(store));
  const balance = matrix(cells, cells);
  for (const [i, k] of conductance.entries()) {
    balance.data[i * cells + i]! += k * root[i]! ** 2;
    balance.data[(i + 1) * cells + i + 1]! += k * root[i + 1]! ** 2;
    balance.data[i * cells + i + 1] = balance.data[(i + 1) * cells + i] = -k * root[i]! * root[i + 1]!;
  }
  const { values, vectors } = symmetricEigen(balance);
  // Nothing is lost: the total is a mode that never decays.
  values[0] = 0;
  const share = (i: number): number => (i < negativeCells ? 1 / negativeCells : i < negativeCells + separatorCells ? 0 : -1 / positiveCells);
  const gain = Float64Array.from({ length: cells }, (_, m) => {
    let sum = 0;
    for (let i = 0; i < cells; i++) sum += vectors.data[i * cells + m]! * root[i]! * share(i);
    return sum;
  });
  return {
    modes: new Modes(values, gain),
    concentrations: (z, out) => {
      for (let i = 0; i < cells; i++) {
        let sum = 0;
        for (let m = 0; m < cells; m++) sum += vectors.data[i * cells + m]! * z[m]!;
        out[i] = root[i]! * sum;
      }
    },
  };
}

/** Electrolyte per area and path per transport of each volume of a region. */
const split = ({ thickness, porosity, transportEfficiency }: Geometry["separator"], count: number): { readonly store: number; readonly path: number }[] =>
  Array.from({ length: count }, () => ({ store: (porosity * thickness) / count, path: thickness / count / transportEfficiency }));

export const electrolyteCells = { all: cells, negative: negativeCells, positiveFrom: negativeCells + separatorCells, middle: negativeCells + (separatorCells - 1) / 2 } as const;

/** (1 - t+) i / F for a current density i of electrode area, A/m2. */
export const saltDrive = ({ electrolyte }: Pick<Cell, "electrolyte">, density: number): number => ((1 - electrolyte.cationTransferenceNumber) * density) / F;
