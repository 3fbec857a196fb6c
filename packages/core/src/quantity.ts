/**
 * A scalar with a unit and an inclusive range in that unit: a model parameter or a condition of a test.
 *
 * `bounds` is the range in which the quantity has a meaning; values outside it are refused. `plausible` is the range a practitioner
 * expects; it is the prior unless a study says otherwise. It lies inside `bounds` and defaults to it.
 */
export interface Quantity {
  /** UCUM code, `"1"` if dimensionless. */
  readonly unit: string;
  /** As printed in an equation, with `_` before an index: `φ`, `K_b`, `K_{ur}`; the key is used when absent. */
  readonly symbol?: string;
  readonly bounds: readonly [min: number, max: number];
  readonly plausible?: readonly [min: number, max: number];
  /** `log` when the quantity spans decades: priors and estimators then work on its logarithm. */
  readonly scale?: "linear" | "log";
  /** A quantity with a default may be left out; a parameter with one is held at it unless a study estimates it. */
  readonly default?: number;
  /** It may be absent and has no fixed default: a condition that follows from another, a parameter that an option (the description of a cell) already holds. */
  readonly optional?: true;
  /** A condition that describes what a specimen has become rather than how it is tested, and that often nobody measured: proposals say where a study could estimate it. */
  readonly state?: true;
  /** Other names under which laboratories state a condition, in any language. Importers match them without case, blanks and punctuation. */
  readonly aliases?: readonly string[];
  /** One sentence for somebody who knows the field and not the code. */
  readonly about: string;
}

/** A measured or computed series: the axis, a drive or a response of a protocol. */
export interface Channel {
  /** UCUM code, `"1"` if dimensionless. */
  readonly unit: string;
  readonly symbol?: string;
  /** Other names that laboratories write above such a column, in any language. Importers match them without case, blanks and punctuation. */
  readonly aliases?: readonly string[];
  /** A drive that a test may do without, because the protocol's program replaces it. */
  readonly optional?: true;
  /** The protocol defines this channel relative to its first reading (strains, volume change), so a reader may subtract a non-zero start. */
  readonly startsAtZero?: true;
  /** A relative change of a length or volume, natural (logarithmic) under the protocol; importers tell percent from decimals by it and turn engineering strain into natural. */
  readonly strain?: true;
  /** Aliases that name something else as well where a file holds one of `beside` away from zero (a total stress beside a pore pressure); importers then ask. */
  readonly uncertain?: { readonly aliases: readonly string[]; readonly beside: readonly string[]; readonly question: string; readonly answer: string };
  /** Cannot be negative under the protocol's sign convention (a stress that soil can bear, a void ratio); importers know the opposite convention by it. */
  readonly nonNegative?: true;
  /** Standard deviation of a usual measurement of this channel, where 2 % of the largest value is not it; studies that say nothing take it. */
  readonly noise?: { readonly relative: number; readonly absolute: number };
  /** Whether the series at first rises or falls as the axis increases, and the reverse as it decreases; importers know the opposite sign convention by it. */
  readonly startsBy?: "rising" | "falling";
  readonly about: string;
}

export type Quantities = Readonly<Record<string, Quantity>>;
export type Channels = Readonly<Record<string, Channel>>;

/** Range that a prior takes unless told otherwise. */
export const plausibleRange = (quantity: Quantity): readonly [number, number] => quantity.plausible ?? quantity.bounds;
