import type { Derivation, Inference, Protocol, Quantity } from "@inversa/core";
import { shown } from "./questions.ts";

/** Series and scalars of a test, measured and derived. */
export interface Derived {
  readonly series: ReadonlyMap<string, Float64Array>;
  readonly conditions: ReadonlyMap<string, number>;
  /** Quantities of the specimen, defaults filled in. */
  readonly specimen: ReadonlyMap<string, number>;
  readonly inferred: readonly Inference[];
}

/** Every name that can be had: what is there, and what derivations make of it. */
export function reach(protocol: Protocol, there: Iterable<string>): ReadonlySet<string> {
  const known = new Set(there);
  const isScalar = (name: string): boolean => Object.hasOwn({ ...protocol.conditions, ...protocol.specimen }, name);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { gives, from } of protocol.derivations ?? []) {
      if (known.has(gives) || !from.every((name) => known.has(name)) || from.every(isScalar)) continue;
      known.add(gives);
      grown = true;
    }
  }
  return known;
}

/** Whether a kind of test can be read from the columns that are there, once its scalars are known: its axis and at least one response, measured or derived. */
export function isReadable(protocol: Protocol, there: ReadonlySet<string>): boolean {
  const known = reach(protocol, [...there, ...Object.keys(protocol.conditions), ...Object.keys(protocol.specimen ?? {})]);
  return known.has(protocol.axis.name) && Object.keys(protocol.responses).some((name) => known.has(name)) && Object.keys(protocol.drives ?? {}).every((name) => known.has(name));
}

type Input = Float64Array | number;

/**
 * Fills in what the protocol can work out from what a file holds: scalars that nobody stated, and channels that were not measured.
 * A response that only says again what measured responses say is not added, unless the protocol names it first (it is the one that models give).
 * @param specimen Quantities of the specimen as far as readings are reduced with them; empty where none are.
 */
export function derive(protocol: Protocol, measured: ReadonlyMap<string, Float64Array>, stated: ReadonlyMap<string, number>, specimen: ReadonlyMap<string, number>, rows: number): Derived {
  const series = new Map(measured);
  const conditions = new Map(stated);
  const own = new Map(specimen);
  const inferred: Inference[] = [];
  const order = [protocol.axis.name, ...Object.keys(protocol.responses)];
  const scalarsOf = (name: string): { readonly quantity: Quantity; readonly values: Map<string, number> } | undefined => {
    if (order.includes(name)) return undefined;
    const values = Object.hasOwn(protocol.conditions, name) ? conditions : own;
    const quantity = protocol.conditions[name] ?? protocol.specimen?.[name];
    return quantity && { quantity, values };
  };
  const open = new Set(protocol.derivations ?? []);
  for (let grown = true; grown; ) {
    grown = false;
    for (const derivation of open) {
      const { gives, from } = derivation;
      const scalar = scalarsOf(gives);
      if (scalar ? scalar.values.has(gives) : series.has(gives)) continue;
      const repeats = from.every((name) => order.includes(name) || Object.hasOwn(protocol.conditions, name));
      if (!scalar && gives !== protocol.axis.name && order.includes(gives) && repeats && from.some((name) => series.has(name) && order.indexOf(name) > 0 && order.indexOf(name) < order.indexOf(gives))) continue;
      const inputs = from.map((name) => series.get(name) ?? conditions.get(name) ?? own.get(name));
      if (!areThere(inputs) || (!scalar && inputs.every((input) => typeof input === "number"))) continue;
      const values = apply(derivation, inputs, rows);
      if (!scalar) series.set(gives, values);
      else {
        const value = derivation.reading === "first" ? values[firstReading(inputs, rows)] : median(values);
        const [min, max] = scalar.quantity.bounds;
        // A derivation that has nothing to say of these readings answers with NaN.
        if (value === undefined || Number.isNaN(value) || !(value >= min && value <= max)) continue;
        scalar.values.set(gives, value);
      }
      const effect = derivation.effect?.(values, ...inputs);
      const { unit } = scalar?.quantity ?? { unit: "1" };
      inferred.push({ what: scalar ? `${gives} ${shown(scalar.values.get(gives)!)}${unit === "1" ? "" : ` ${unit}`}` : gives, because: effect === undefined ? derivation.about : `${derivation.about}; ${effect}` });
      open.delete(derivation);
      grown = true;
    }
  }
  return { series, conditions, specimen: own, inferred };
}

const areThere = (inputs: readonly (Input | undefined)[]): inputs is readonly Input[] => inputs.every((input) => input !== undefined);

function apply({ by }: Derivation, inputs: readonly Input[], rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => by(...inputs.map((input) => (typeof input === "number" ? input : input[i]!))));
}

/** The first row in which nothing is missing. */
function firstReading(inputs: readonly Input[], rows: number): number {
  let row = 0;
  while (row < rows && !inputs.every((input) => Number.isFinite(typeof input === "number" ? input : input[row]))) row++;
  return row;
}

function median(values: Float64Array): number | undefined {
  const sorted = values.filter(Number.isFinite).sort();
  const n = sorted.length;
  return n === 0 ? undefined : (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.floor(n / 2)]!) / 2;
}
