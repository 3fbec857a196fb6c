import { unreadable } from "@inversa/tables";
import { columnAt, connectedAt, filledIn, type GdsFile, type Reading } from "./gds-file.ts";
import { strainOf, type Stage } from "./stages.ts";

/** The specimen when shearing starts, as far as the file tells. */
export interface Consolidated {
  /** Share of the initial height that consolidation has left. */
  readonly heightLeft: number;
  readonly volumeLeft: number;
  /** mm. */
  readonly height?: number;
  readonly diameter?: number;
  /** cm³. */
  readonly volume?: number;
  /** Effective radial stress, kPa. */
  readonly pressure?: number;
  readonly pressureFrom?: string;
  readonly voidRatio?: number;
}

const first = (readings: readonly Reading[], column: number): number | undefined => (column < 0 ? undefined : readings.map(({ values }) => values[column]!).find(Number.isFinite));

/**
 * The specimen after consolidation: initial sizes less what the stage before shearing took. Earlier stages do not count: docking the piston moves the
 * displacement, and saturation the volume, without changing the specimen.
 */
export function consolidatedOf(file: GdsFile, { readings, before }: Stage): Consolidated {
  const strain = strainOf(file);
  const [start, earlier] = [readings[0]!, before[0]];
  const heightLeft = earlier ? 1 - (strain(start) - strain(earlier)) : 1;
  const [height, diameter] = [filledIn(file, "Initial Height"), filledIn(file, "Initial Diameter")];
  const whole = height !== undefined && diameter !== undefined ? (Math.PI * diameter * diameter * height) / 4000 : undefined;
  const lost = earlier ? volumeLost(file, [earlier, start], whole) : 0;
  const volumeLeft = 1 - lost;
  if (!(heightLeft > 0.5 && heightLeft < 1.5)) throw unreadable(file.name, "consolidation changes the height of the specimen by more than half", "axial strains in percent", "Look at the stage before shearing, or name the stages");
  const volume = whole === undefined ? undefined : whole * volumeLeft;
  const radial = first(readings, columnAt(file, "Radial Pressure"));
  const [pore, back] = ["Pore Pressure", "Back Pressure"].map((name) => first(readings, connectedAt(file, name)));
  const water = pore ?? back;
  const solids = solidsOf(file);
  return {
    heightLeft, volumeLeft,
    ...(height !== undefined && volume !== undefined ? { height: height * heightLeft, volume, diameter: Math.sqrt((4000 * volume) / (Math.PI * height * heightLeft)) } : {}),
    ...(radial !== undefined && water !== undefined ? { pressure: radial - water, pressureFrom: `radial less ${pore === undefined ? "back" : "pore"} pressure when shearing starts` } : {}),
    ...(volume !== undefined && solids !== undefined && volume > solids ? { voidRatio: volume / solids - 1 } : {}),
  };
}

/** Share of the volume that leaves between two readings; consolidation contracts, whatever sign the gauge has. */
function volumeLost(file: GdsFile, [from, to]: readonly [Reading, Reading], whole: number | undefined): number {
  const strain = columnAt(file, "Volumetric Strain");
  if (strain >= 0) return Math.abs(to.values[strain]! - from.values[strain]!) / 100 || 0;
  const gauge = [columnAt(file, "Volume Change"), columnAt(file, "Back Volume")].find((column) => column >= 0);
  if (gauge === undefined || whole === undefined) return 0;
  return Math.abs(to.values[gauge]! - from.values[gauge]!) / 1000 / whole || 0;
}

/** Volume of the grains in cm³, where mass and specific gravity are filled in; the line of the latter is headed kN/m³ and holds a ratio. */
function solidsOf(file: GdsFile): number | undefined {
  const [mass, gravity] = [filledIn(file, "Initial dry mass"), filledIn(file, "Specific Gravity")];
  return mass !== undefined && gravity !== undefined && gravity > 2 && gravity < 4 ? mass / gravity : undefined;
}
