import { conversion, isConvertible, unitLabel } from "@inversa/core";
import { isStrain } from "@inversa/report";

/** Units among which a person may choose for what is shown; the work is done in the model's own. */
export const unitChoices = {
  strain: ["%", "m/m", "[ppth]"],
  pressure: ["kPa", "MPa", "Pa", "bar", "[psi]", "[ksf]"],
  voltage: ["V", "mV"],
  current: ["A", "mA"],
  temperature: ["K", "Cel"],
  time: ["s", "min", "h"],
  length: ["m", "mm", "um", "[in_i]"],
} as const;
export type UnitKind = keyof typeof unitChoices;
export type ChosenUnits = Partial<Record<UnitKind, string>>;

/** How a stored value is shown: value * factor + offset, in this unit. */
export interface Shown {
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
}

const kinds = Object.entries(unitChoices).filter(([kind]) => kind !== "strain") as [UnitKind, readonly string[]][];

/** The chosen unit of a quantity; strains in percent, and everything else in the unit that the model has, where nothing is chosen. */
export function shownAs(name: string, unit: string, chosen: ChosenUnits): Shown {
  if (isStrain(name, unit)) {
    const wanted = chosen.strain ?? "%";
    return { unit: wanted, factor: wanted === "m/m" ? 1 : conversion("1", wanted).factor, offset: 0 };
  }
  const kind = kinds.find(([, units]) => isConvertible(unit, units[0]!))?.[0];
  const wanted = kind === undefined ? undefined : chosen[kind];
  return wanted === undefined ? { unit, factor: 1, offset: 0 } : { unit: wanted, ...conversion(unit, wanted) };
}

export const toShown = ({ factor, offset }: Shown, value: number): number => value * factor + offset;
export const fromShown = ({ factor, offset }: Shown, value: number): number => (value - offset) / factor;

/** `kPa`, `%`, nothing for a pure number. */
export const labelOf = (unit: string): string => unitLabel(unit);
