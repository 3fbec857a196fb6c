import { closest } from "@inversa/core";
import { z } from "zod";

/** An object whose unknown keys are refused with the closest known one. */
export const section = <S extends z.core.$ZodShape>(shape: S) =>
  z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? issue.keys.map((key) => unknownKey(key, Object.keys(shape))).join("; ") : undefined) });

function unknownKey(key: string, known: readonly string[]): string {
  const near = closest(key, known);
  return `there is no key "${key}" here (${near ? `did you mean "${near}"? ` : ""}known: ${known.join(", ")})`;
}

export const finite = z.number();
const positive = z.number().positive();
export const numbers = z.record(z.string(), finite);
export const anything = z.record(z.string(), z.unknown());

/** The words that a prior may begin with; the only union with a discriminator in a study file. */
export const distributions = ["uniform", "log-uniform", "normal", "log-normal"] as const;

export const prior = z.discriminatedUnion("distribution", [
  section({ distribution: z.literal("uniform"), min: finite, max: finite }),
  section({ distribution: z.literal("log-uniform"), min: positive, max: positive }),
  section({ distribution: z.literal("normal"), mean: finite, sd: positive, min: finite.optional(), max: finite.optional() }),
  section({ distribution: z.literal("log-normal"), median: positive, sd: positive, min: finite.optional(), max: finite.optional() }),
]);

/** Priors by the name of what is estimated. */
const priors = z.record(z.string(), z.union([z.literal("plausible"), prior]));

/** Measured files, read by a source. */
const fileData = section({
  files: z.array(z.string().min(1)).min(1),
  source: z.string().optional(),
  settings: anything.optional(),
  conditions: numbers.optional(),
  /** Readings a test that are used at most. */
  points: z.int().min(10).max(1_000_000).optional(),
});

/** A test typed in, with its measurements or without. Further keys are its protocol's program, checked when the protocol is known. */
export const typedData = z.looseObject({
  id: z.string().min(1).optional(),
  protocol: z.string(),
  conditions: numbers.default({}),
  axis: z.union([
    z.array(finite).min(1),
    section({ from: finite, to: finite, points: z.int().min(2).max(100_000), spacing: z.enum(["even", "quadratic"]).default("even") }),
  ]),
  drives: z.record(z.string(), z.array(finite)).optional(),
  responses: z.record(z.string(), z.array(finite.nullable())).optional(),
});

const responseUse = section({
  /** A number alone is relative. */
  noise: z.union([z.number().min(0).max(10), section({ relative: z.number().min(0).max(10).optional(), absolute: z.number().min(0).optional() })]).optional(),
  weight: z.number().min(0).optional(),
  until: z.enum(["end", "maximum"]).optional(),
  upTo: finite.optional(),
});

const responseUses = z.record(z.string(), responseUse.nullable());

/** What holds for single tests. */
const testUse = section({
  /** Ids, or patterns with `*` and `?`. */
  ids: z.array(z.string().min(1)).min(1),
  /** Unknown conditions (states) with their priors. */
  estimate: priors.default({}),
  shared: z.boolean().default(false),
  weight: z.number().min(0).optional(),
  responses: responseUses.optional(),
});

/** A direct estimator that starts from another's answer. */
export const secondStep = z.union([z.string(), section({ id: z.string(), settings: anything.optional() })]);
export type SecondStep = z.infer<typeof secondStep>;

export const estimatorChoice = section({
  id: z.string(),
  settings: anything.optional(),
  // oxlint-disable-next-line unicorn/no-thenable -- the word users read in a study file; never awaited
  then: secondStep.optional(),
});

/** The study file as it is written. Numbers are in the units of the model and the protocol. */
export const studySchema = section({
  inversa: z.literal(1),
  name: z.string().optional(),
  model: z.string(),
  options: anything.default({}),
  data: z.array(z.union([fileData, typedData])).min(1),
  estimate: priors,
  correlations: z.array(section({ between: z.tuple([z.string(), z.string()]), coefficient: z.number().gt(-1).lt(1) })).default([]),
  fixed: numbers.default({}),
  responses: responseUses.optional(),
  tests: z.array(testUse).default([]),
  afterStop: z.enum(["hold", "reject"]).default("hold"),
  simulations: section({
    samples: z.int().min(2).max(100_000_000).default(4000),
    design: z.enum(["random", "latin-hypercube", "sobol"]).default("random"),
    engine: z.string().optional(),
  }).prefault({}),
  estimators: z.array(z.union([z.string(), estimatorChoice])).default([]),
  seed: z.int().min(0).default(1),
});

/** A study file, read and with its defaults filled in. */
export type StudyFile = z.infer<typeof studySchema>;
export type TestUse = StudyFile["tests"][number];
export type Design = StudyFile["simulations"]["design"];
