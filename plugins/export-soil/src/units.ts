import { choice, conversion } from "@inversa/core";

/** The unit of stress in each consistent system. */
const stressUnits = { "kN-m": "kPa", "N-m": "Pa", "N-mm": "MPa", "lbf-ft": "[psf]" } as const;

/** Systems of units that finite-element programs are used with; they know none of their own. */
export const units = choice({
  default: "kN-m",
  choices: { "kN-m": "kilonewton and metre: stresses in kPa", "N-m": "newton and metre: stresses in Pa", "N-mm": "newton and millimetre: stresses in MPa", "lbf-ft": "pound-force and foot: stresses in psf" },
  about: "the system of units that the numbers are written in",
});

export type UnitSystem = keyof typeof stressUnits;

/** Turns stresses in kPa into the system's unit. The one place where that is done. */
export interface StressScale {
  readonly system: UnitSystem;
  /** As people write it: kPa, Pa, MPa, psf. */
  readonly unit: string;
  readonly factor: number;
  readonly of: (kPa: number) => number;
}

export function stressScale(system: UnitSystem): StressScale {
  const unit = stressUnits[system];
  const { factor } = conversion("kPa", unit);
  return { system, unit: unit.replaceAll(/[[\]]/g, ""), factor, of: (kPa) => kPa * factor };
}

/** How the head of a file names the system. */
export const unitsText = ({ system, unit }: StressScale): string => `${system.replace("-", ", ")}: stresses in ${unit}, angles in degrees, strains and void ratios as decimals`;

/** A number as comments show it. */
export const short = (value: number): string => String(Number(value.toPrecision(6)));

/** A number with twelve significant digits, as every target reads it; more than an estimate supports, so that nothing is lost on the way. */
export const digits = (value: number): string => String(Number(value.toPrecision(12)));
