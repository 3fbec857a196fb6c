import type { Cell } from "./cell.ts";

/** Uniform stoichiometries of both electrodes. */
export interface Stoichiometries {
  readonly negative: number;
  readonly positive: number;
}

type Limits = Pick<Cell, "negativeElectrode" | "positiveElectrode" | "initialSoc">;

/** Both stoichiometries at a state of charge: linear between the limits, SOC 1 is full. */
export function stoichiometriesAt({ negativeElectrode: n, positiveElectrode: p }: Limits, soc: number): Stoichiometries {
  return {
    negative: n.minimumStoichiometry + soc * (n.maximumStoichiometry - n.minimumStoichiometry),
    positive: p.maximumStoichiometry - soc * (p.maximumStoichiometry - p.minimumStoichiometry),
  };
}

/** State of charge of a mean stoichiometry of the negative electrode. */
export const socOf = ({ negativeElectrode: n }: Limits, negative: number): number => (negative - n.minimumStoichiometry) / (n.maximumStoichiometry - n.minimumStoichiometry);

/** The state in which a test under `cycling` starts: stoichiometries as given, from the state of charge otherwise; the cell's own where nothing is said. */
export function initialStoichiometries(
  cell: Limits,
  { initialSoc, initialStoichiometryNegative, initialStoichiometryPositive }: { readonly initialSoc?: number | undefined; readonly initialStoichiometryNegative?: number | undefined; readonly initialStoichiometryPositive?: number | undefined },
): Stoichiometries {
  const { negative, positive } = stoichiometriesAt(cell, initialSoc ?? cell.initialSoc ?? 1);
  return { negative: initialStoichiometryNegative ?? negative, positive: initialStoichiometryPositive ?? positive };
}
