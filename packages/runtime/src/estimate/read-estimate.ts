import { type Estimate, InputError } from "@inversa/core";
import { z } from "zod";

const series = z.array(z.number().nullable());
const record = <T extends z.ZodType>(of: T) => z.record(z.string(), of);

/** What everything that reads estimates relies on; further fields pass through. */
const estimateSchema = z.looseObject({
  schema: z.literal(1),
  model: z.string().min(1),
  modelName: z.string(),
  estimator: z.string(),
  seed: z.number(),
  observations: z.array(z.looseObject({ id: z.string(), protocol: z.string(), conditions: record(z.number()), points: z.number(), axis: series, responses: record(series) })),
  parameters: z.array(z.looseObject({
    name: z.string().min(1), unit: z.string(), about: z.string(), value: z.number(), interval95: z.tuple([z.number(), z.number()]).nullable(), prior: z.looseObject({ distribution: z.string() }), identified: z.boolean(),
  })).min(1),
  fixed: record(z.number()),
  correlation: z.array(z.array(z.number().nullable())),
  joint: z.looseObject({ logarithmic: z.array(z.boolean()), covariance: z.array(series), draws: z.array(z.array(z.number())) }).optional(),
  samples: z.string().nullable(),
  fit: z.array(z.looseObject({ observation: z.string(), response: z.string() })),
  predicted: z.array(z.looseObject({ observation: z.string(), protocol: z.string(), status: z.string(), axis: series, responses: record(series) })),
  diagnostics: z.looseObject({ converged: z.boolean(), message: z.string(), warnings: z.array(z.string()), uncertainty: z.string() }),
  channels: record(z.looseObject({ name: z.string(), axis: z.looseObject({ name: z.string(), unit: z.string() }), responses: record(z.looseObject({ unit: z.string() })) })),
  provenance: z.looseObject({ inversa: z.string(), study: z.string(), createdAt: z.string(), plugins: record(z.string()), environment: record(z.string()) }),
});

/**
 * Estimates from JSON: one estimate, a list of them, or the answer of `run`, which holds a list. The first is the main one.
 * @param name Of the file, for messages.
 * @throws InputError `estimate-invalid` naming the field.
 */
export function readEstimates(text: string, name: string): readonly [Estimate, ...Estimate[]] {
  const value = parsed(text, name);
  const list = Array.isArray(value) ? value : isObject(value) && Array.isArray(value["estimates"]) ? value["estimates"] : [value];
  if (list.length === 0) throw new InputError("estimate-invalid", { where: name, what: "it holds no estimate", expected: "at least one" });
  return list.map((one, i) => checked(one, list.length > 1 ? `${name}, estimate ${i + 1}` : name)) as [Estimate, ...Estimate[]];
}

const expected = "the JSON that `inversa run` writes (estimate.json in its results folder) or `inversa estimate --out FILE`";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const looks = /^\s*(<!doctype|<html)/i.test(text) ? "it is a web page" : /^\s*(model|data|estimate)\s*:/m.test(text) ? "it looks like a study file, which is what is asked, not what was found" : "it is not JSON";
    throw new InputError("estimate-invalid", { where: name, what: looks, expected }, { cause });
  }
}

function checked(value: unknown, where: string): Estimate {
  const { data, error } = estimateSchema.safeParse(value);
  if (data) return data as unknown as Estimate;
  if (!isObject(value) || !("parameters" in value)) throw new InputError("estimate-invalid", { where, what: isObject(value) && "error" in value ? "it is an error message of Inversa" : "it is not an estimate", expected });
  const [issue] = error.issues;
  throw new InputError("estimate-invalid", { where, what: `${issue!.path.join(".")}: ${issue!.message}`, expected });
}
