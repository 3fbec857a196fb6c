import type { ClassicalNote, ClassicalValues } from "@inversa/core";
import { meanMargin } from "@inversa/numerics";

/** One value that a hand procedure found, with its 95 % interval where a regression gives one. */
export interface FoundByHand {
  readonly value: number | undefined;
  readonly interval95?: readonly [number, number] | undefined;
}

/** The mean of what several tests say, with its 95 % interval where there are at least two; no value where there is none. */
export function averaged(values: readonly number[]): FoundByHand {
  if (values.length === 0) return { value: undefined };
  const { mean, margin } = meanMargin(values);
  return { value: mean, ...(Number.isFinite(margin) ? { interval95: [mean - margin, mean + margin] as const } : {}) };
}

/** What hand procedures found, as a model returns it: values that are missing or not finite are left out. */
export function foundByHand<Name extends string, Noted extends string>(found: { readonly [K in Name]?: FoundByHand | undefined }, notes: readonly ClassicalNote<Noted>[]): ClassicalValues<Name | Noted> {
  const there = (Object.entries(found) as [Name, FoundByHand | undefined][]).flatMap(([name, one]) => (one?.value !== undefined && Number.isFinite(one.value) ? [[name, one.value, one.interval95] as const] : []));
  return {
    values: Object.fromEntries(there.map(([name, value]) => [name, value])) as ClassicalValues<Name | Noted>["values"],
    interval95: Object.fromEntries(there.flatMap(([name, , interval]) => (interval ? [[name, interval]] : []))) as NonNullable<ClassicalValues<Name | Noted>["interval95"]>,
    notes,
  };
}
