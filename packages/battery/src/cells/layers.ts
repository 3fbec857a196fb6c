import type { Thermal } from "../cell.ts";

/** One layer of a cell's stack. */
interface Layer {
  /** m. */
  readonly thickness: number;
  /** kg/m3. */
  readonly density: number;
  /** J/(kg K). */
  readonly specificHeatCapacity: number;
}

/** The stack as one body: density and heat capacity weighted by thickness. */
export function lumped(layers: readonly Layer[], rest: Omit<Thermal, "density" | "specificHeatCapacity">): Thermal {
  const sum = (of: (layer: Layer) => number): number => layers.reduce((total, layer) => total + layer.thickness * of(layer), 0);
  const mass = sum(({ density }) => density);
  return { density: mass / sum(() => 1), specificHeatCapacity: sum((layer) => layer.density * layer.specificHeatCapacity) / mass, ...rest };
}

export const layer = (thickness: number, density: number, specificHeatCapacity: number): Layer => ({ thickness, density, specificHeatCapacity });
