import type { ForwardModel, Test } from "@inversa/core";
import { simulate } from "@inversa/core";

/** A curve that somebody else, or a closed form, computed: what a model must reproduce. Plain JSON, one file a case in `test/references`. */
export interface Reference {
  readonly id: string;
  readonly model: string;
  /** Where the numbers come from: paper with page, independent program, closed form. */
  readonly source: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly test: { readonly protocol: string; readonly conditions: Readonly<Record<string, number>>; readonly axis: readonly number[]; readonly drives?: Readonly<Record<string, readonly number[]>>; readonly program?: Readonly<Record<string, unknown>> };
  /** Null where the reference has no value. */
  readonly expected: Readonly<Record<string, readonly (number | null)[]>>;
  /** By response; a value passes within absolute + relative * |expected|. */
  readonly tolerance: Readonly<Record<string, { readonly relative?: number; readonly absolute?: number }>>;
  /** Why the tolerance is what it is. */
  readonly because: string;
}

/** A test as JSON holds it, with typed arrays. */
export function testOf(reference: Reference): Test {
  const { protocol, conditions, axis, drives, program } = reference.test;
  return {
    protocol,
    conditions,
    axis: Float64Array.from(axis),
    ...(drives ? { drives: Object.fromEntries(Object.entries(drives).map(([name, values]) => [name, Float64Array.from(values)])) } : {}),
    ...(program ? { program } : {}),
  };
}

/** The largest excess over the tolerance, as a sentence for each response that misses; empty when the reference is reproduced. */
export function compareWithReference(model: ForwardModel, reference: Reference): string[] {
  const curve = simulate(model, reference.parameters, testOf(reference), reference.options);
  const complaints: string[] = [];
  for (const [response, expected] of Object.entries(reference.expected)) {
    const values = curve.responses[response];
    const tolerance = reference.tolerance[response];
    if (!values || !tolerance) {
      complaints.push(`${reference.id}: ${values ? "no tolerance is stated for" : "the model does not compute"} ${response}`);
      continue;
    }
    let worst = { excess: 0, point: -1 };
    for (const [i, value] of expected.entries()) {
      if (value === null) continue;
      const allowed = (tolerance.absolute ?? 0) + (tolerance.relative ?? 0) * Math.abs(value);
      const error = Math.abs(values[i]! - value);
      const excess = Number.isFinite(error) ? error / allowed : Number.POSITIVE_INFINITY;
      if (excess > 1 && excess > worst.excess) worst = { excess, point: i };
    }
    if (worst.point >= 0) {
      complaints.push(`${reference.id}: ${response} is ${values[worst.point]} at ${reference.test.axis[worst.point]}, expected ${expected[worst.point]} (${worst.excess.toPrecision(3)} times the tolerance; ${curve.message ?? curve.status})`);
    }
  }
  return complaints;
}
