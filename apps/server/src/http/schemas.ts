import { z } from "zod";

export const id = z.uuid();
const time = z.iso.datetime();
export const anything = z.record(z.string(), z.unknown());
export const quantities = z.record(z.string(), z.number());
export const fileIds = z.array(id).max(200);

/** What a person may say of files where they do not say it themselves. */
export const saidOfFiles = { source: z.string().optional(), settings: anything.optional(), conditions: quantities.optional() };
export const apart = z.record(id, z.strictObject(saidOfFiles)).optional().describe("what is said of single files, by their ids; each of them is read by itself");

/** A number that the database counts by. */
export const sequence = z.coerce.number().int().max(2 ** 31 - 1);

/** One page of a list, newest first. */
export const paging = { limit: z.coerce.number().int().min(1).max(200).default(50), before: sequence.min(1).optional().describe("`next` of the page before") };
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.number().nullable().describe("what to ask for as `before` to see the next page; null at the end") });

export const problem = z.looseObject({
  type: z.string(), title: z.string(), status: z.number(), detail: z.string(), code: z.string().describe("a code of docs/errors.md"),
  what: z.string(), where: z.string().optional(), expected: z.string().optional(), next: z.string().optional(), request: z.string().optional().describe("id of the request, as in the log"),
});

export const file = z.object({ id, name: z.string(), size: z.number(), sha256: z.string(), createdAt: time });
export const study = z.object({ id, name: z.string(), model: z.string().nullable().describe("null: measured pairs, without a forward model"), files: z.array(z.object({ name: z.string(), sha256: z.string() })), text: z.string().describe("the study file, YAML"), createdAt: time });
export const studySummary = study.omit({ text: true, files: true });
export const runStatus = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export const run = z.object({
  id, study: id, only: z.enum(["train"]).nullable().describe("the one stage that was asked for"), status: runStatus, retryOf: id.nullable(), attempts: z.number(), stopping: z.boolean().describe("it was cancelled and has not stopped yet"),
  error: problem.nullable(), createdAt: time, startedAt: time.nullable(), finishedAt: time.nullable(),
  estimates: z.array(z.object({ id, estimator: z.string() })), trained: z.array(z.object({ id, estimator: z.string() })), artefacts: z.array(z.string()),
});
export const estimate = z.looseObject({ schema: z.literal(1), model: z.string(), estimator: z.string() }).describe("as `inversa estimate --json` writes it");
/** A trained estimator in a list. */
export const trainedSummary = z.object({
  id, estimator: z.string().describe("which of the variant's estimators was trained"), name: z.string().describe("of the study"), model: z.string().nullable().describe("null: measured pairs"),
  study: id.nullable(), run: id.nullable().describe("null: uploaded"), sha256: z.string(), size: z.number(), createdAt: time,
});
export const trained = trainedSummary.loose().describe("with its tests, ranges, units, parameters, priors, and how well it did on simulations that it had not seen");
export const idempotency = z.looseObject({ "idempotency-key": z.string().min(1).max(200).optional().describe("a request that comes again with the same key makes nothing new") });
