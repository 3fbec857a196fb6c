import type { Derivation, Inference, Protocol } from "@inversa/core";
import { shown } from "./questions.ts";

/** Series and conditions of a test, measured and derived. */
export interface Derived {
  readonly series: ReadonlyMap<string, Float64Array>;
  readonly conditions: ReadonlyMap<string, number>;
  readonly inferred: readonly Inference[];
}

/** Whether a kind of test can be read from what is there: its axis and at least one response, measured or derived. */
export function isReadable(protocol: Protocol, there: ReadonlySet<string>): boolean {
  const known = new Set(there);
  for (const name of Object.keys(protocol.conditions)) known.add(name);
  const derivations = protocol.derivations ?? [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const { gives, from } of derivations) {
      if (known.has(gives) || !from.every((name) => known.has(name)) || !from.some((name) => !Object.hasOwn(protocol.conditions, name))) continue;
      known.add(gives);
      grown = true;
    }
  }
  return known.has(protocol.axis.name) && Object.keys(protocol.responses).some((name) => known.has(name)) && Object.keys(protocol.drives ?? {}).every((name) => known.has(name));
}

/**
 * Fills in what the protocol can work out from what a file holds: conditions that nobody stated, and channels that were not measured.
 * A response that only says again what measured responses say is not added, unless the protocol names it first (it is the one that models give).
 */
export function derive(protocol: Protocol, measured: ReadonlyMap<string, Float64Array>, stated: ReadonlyMap<string, number>, rows: number): Derived {
  const series = new Map(measured);
  const conditions = new Map(stated);
  const inferred: Inference[] = [];
  const order = [protocol.axis.name, ...Object.keys(protocol.responses)];
  const open = new Set(protocol.derivations ?? []);
  for (let grown = true; grown; ) {
    grown = false;
    for (const derivation of open) {
      const { gives, from } = derivation;
      const isCondition = Object.hasOwn(protocol.conditions, gives) && !order.includes(gives);
      if (isCondition ? conditions.has(gives) : series.has(gives)) continue;
      const repeats = from.every((name) => name === protocol.axis.name || Object.hasOwn(protocol.responses, name) || Object.hasOwn(protocol.conditions, name));
      if (!isCondition && gives !== protocol.axis.name && Object.hasOwn(protocol.responses, gives) && repeats && from.some((name) => measured.has(name) && order.indexOf(name) > 0 && order.indexOf(name) < order.indexOf(gives))) continue;
      const inputs = from.map((name) => series.get(name) ?? conditions.get(name));
      if (inputs.some((input) => input === undefined) || !inputs.some((input) => typeof input !== "number")) {
        if (!isCondition || !inputs.every((input) => typeof input === "number")) continue;
      }
      const values = apply(derivation, inputs as (Float64Array | number)[], rows);
      if (!isCondition) series.set(gives, values);
      else {
        const value = derivation.reading === "first" ? values[firstReading(inputs as (Float64Array | number)[], rows)] : median(values);
        // A derivation that has nothing to say of these readings answers with NaN.
        if (value === undefined || Number.isNaN(value)) continue;
        const [min, max] = protocol.conditions[gives]!.bounds;
        if (!(value >= min && value <= max)) continue;
        conditions.set(gives, value);
      }
      inferred.push({ what: isCondition ? `${gives} ${shown(conditions.get(gives)!)} ${unitOf(protocol, gives)}`.trim() : gives, because: derivation.about });
      open.delete(derivation);
      grown = true;
    }
  }
  return { series, conditions, inferred };
}

const unitOf = (protocol: Protocol, condition: string): string => (protocol.conditions[condition]!.unit === "1" ? "" : protocol.conditions[condition]!.unit);

function apply({ by }: Derivation, inputs: readonly (Float64Array | number)[], rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => by(...inputs.map((input) => (typeof input === "number" ? input : input[i]!))));
}

/** The first row in which nothing is missing. */
function firstReading(inputs: readonly (Float64Array | number)[], rows: number): number {
  let row = 0;
  while (row < rows && !inputs.every((input) => Number.isFinite(typeof input === "number" ? input : input[row]))) row++;
  return row;
}

function median(values: Float64Array): number | undefined {
  const sorted = values.filter(Number.isFinite).sort();
  const n = sorted.length;
  return n === 0 ? undefined : (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.floor(n / 2)]!) / 2;
}
