import fc from "fast-check";
import { hostile, hostileText } from "./hostile.ts";

/** As much of JSON Schema as the server's description uses. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

/** Values that mean something to the server, by the name of the field; without them nearly every request would end at the first name that nobody knows. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Values that a schema allows, at its boundaries more often than not. */
export function valid(schema: Schema, known: Known, name = ""): fc.Arbitrary<unknown> {
  const meant = known[name];
  return meant ? fc.oneof({ weight: 9, arbitrary: meant }, { weight: 1, arbitrary: fromSchema(schema, known) }) : fromSchema(schema, known);
}

function fromSchema(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => valid(one, known)));
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "string": return schema.format === "uuid" ? fc.uuid() : fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 30, 300), unit: "grapheme" });
    case "integer": return fc.oneof(fc.constantFrom(schema.minimum ?? 0, Math.min(schema.maximum ?? 1000, 1000)), fc.integer({ min: Math.max(schema.minimum ?? -1000, -1000), max: Math.min(schema.maximum ?? 1000, 1000) }));
    case "number": return fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, 1e308, -1e308, 5e-324));
    case "boolean": return fc.boolean();
    case "null": return fc.constant(null);
    case "array": return fc.array(valid(schema.items ?? {}, known), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 5, Math.max(5, schema.minItems ?? 0)) });
    case "object": return objects(schema, known);
    default: return fc.jsonValue({ maxDepth: 2 });
  }
}

function objects({ properties = {}, required = [], additionalProperties }: Schema, known: Known): fc.Arbitrary<unknown> {
  const own = fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valid(one, known, name)])), { requiredKeys: [...required] });
  // Where some fields are named, further ones are allowed for what only the model knows.
  if (additionalProperties === undefined || additionalProperties === false || Object.keys(properties).length > 0) return own;
  return fc.dictionary(fc.string({ maxLength: 12 }), additionalProperties === true ? fc.jsonValue({ maxDepth: 1 }) : valid(additionalProperties, known), { maxKeys: 2 });
}

/** One thing wrong with a value: a field missing, further or of another kind, somewhere in it. */
export function nearly(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) {
    return fc.oneof(hostile, fc.constant([...value, ...value]), value.length === 0 ? fc.constant([null]) : fc.nat(value.length - 1).chain((at) => nearly(value[at]).map((changed) => value.with(at, changed))));
  }
  if (typeof value !== "object" || value === null) return hostile;
  const entries = Object.entries(value);
  const further = fc.tuple(hostileText, hostile).map(([name, one]) => ({ ...value, [name]: one }));
  if (entries.length === 0) return fc.oneof(hostile, further);
  const at = fc.nat(entries.length - 1);
  return fc.oneof(
    { weight: 1, arbitrary: hostile }, { weight: 1, arbitrary: further },
    { weight: 2, arbitrary: at.map((i) => Object.fromEntries(entries.toSpliced(i, 1))) },
    { weight: 4, arbitrary: at.chain((i) => nearly(entries[i]![1]).map((changed) => Object.fromEntries(entries.with(i, [entries[i]![0], changed])))) },
  );
}
