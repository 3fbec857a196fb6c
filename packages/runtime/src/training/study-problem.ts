import { type ForwardModel, InputError, readSettings, type Study, type Test } from "@inversa/core";
import { z } from "zod";
import type { App } from "../app/app.ts";
import { parameterSpace } from "../space/parameter-space.ts";
import { placed } from "../study/placed.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import { hashOf, probe } from "../study/study-hash.ts";
import { anything, finite, numbers, prior } from "../study/study-schema.ts";
import { blocksOf, taskOf } from "../study/study-task.ts";

const responseUse = z.object({ noise: z.object({ relative: finite, absolute: finite }), weight: finite, until: z.literal("maximum").optional(), upTo: finite.optional() });
const uses = z.record(z.string(), responseUse);
const counts = z.array(z.int().min(1));

/** What stands in the file of a trained estimator. It may come from anywhere, so that all of it is checked. */
const problemSchema = z.object({
  name: z.string(),
  model: z.string(),
  options: anything,
  tests: z.array(z.object({
    id: z.string(), protocol: z.string(), conditions: numbers, axis: z.array(finite).min(1), drives: z.record(z.string(), z.array(finite)).optional(), program: anything.optional(),
    uses, compared: z.array(z.string()), points: counts.optional(),
  })).min(1),
  estimate: z.record(z.string(), prior),
  states: z.array(z.object({ name: z.string(), condition: z.string(), tests: z.array(z.int().min(0)).min(1), prior })),
  correlations: z.array(z.object({ between: z.tuple([z.string(), z.string()]), coefficient: finite })),
  fixed: numbers,
  responses: uses,
  afterStop: z.enum(["hold", "reject"]),
  seed: z.int().min(0),
  samples: z.int().min(1),
  design: z.enum(["random", "latin-hypercube", "sobol"]),
  engine: z.string(),
  documents: z.record(z.string(), z.object({ file: z.string(), sha256: z.string() })).optional(),
  hash: z.string(),
  /** What the model answered when the estimator was trained. */
  answers: z.array(z.array(finite)),
});

/** What a study asks, without what was measured: enough to simulate its tests and to understand an estimator that was trained for them. Plain JSON. */
export type StudyProblem = z.infer<typeof problemSchema>;

export function problemOf(resolved: ResolvedStudy): StudyProblem {
  const { name, study, task, space, samples, design, engineId, documents, hash } = resolved;
  return {
    name, model: study.model, options: { ...study.options },
    tests: study.observations.map(({ id, test: { protocol, conditions, axis, drives, program } }, t) => ({
      id, protocol, conditions: { ...conditions }, axis: [...axis],
      ...(drives ? { drives: Object.fromEntries(Object.entries(drives).map(([drive, values]) => [drive, [...values]])) } : {}),
      ...(program ? { program: { ...program } } : {}),
      uses: { ...study.uses[t] }, compared: [...task.responses[t]!], ...(task.points ? { points: [...task.points[t]!] } : {}),
    })),
    estimate: { ...study.estimate },
    states: study.states.map((state) => ({ ...state, tests: [...state.tests] })),
    correlations: study.correlations.map(({ between: [a, b], coefficient }) => ({ between: [a, b], coefficient })),
    fixed: { ...study.fixed }, responses: { ...study.responses }, afterStop: study.afterStop, seed: study.seed,
    samples, design, engine: engineId, ...(documents ? { documents: { ...documents } } : {}), hash,
    answers: thinned(probe(resolved.model, task, space)),
  };
}

/**
 * A study from its problem: one whose tests have no measurements and whose estimators nobody chose.
 * @throws InputError `data-unreadable` for what is no problem, `unknown-id` for a model that the app does not have, `trained-estimator-mismatch` for one that answers otherwise than it did.
 */
export function resolveProblem(app: App, value: unknown, where: string): ResolvedStudy {
  const { data: problem, error } = problemSchema.safeParse(value);
  if (!problem) throw new InputError("data-unreadable", { where, what: `what it was trained for cannot be read (${error.issues[0]!.path.join(".")}: ${error.issues[0]!.message})`, expected: "a file that inversa train wrote", next: "Train it again with this version of Inversa" });
  const model = placed(where, () => app.models.get(problem.model));
  const { name, tests, samples, design, engine, documents, hash } = problem;
  const study: Study = {
    model: model.id,
    options: placed(where, () => readSettings(model.options, problem.options, `options of ${model.id}`)),
    observations: tests.map(({ id, protocol, conditions, axis, drives, program }) => ({ id, test: testOf({ protocol, conditions, axis, drives, program }), responses: {} })),
    estimate: problem.estimate as Study["estimate"],
    states: problem.states as Study["states"],
    correlations: problem.correlations,
    fixed: problem.fixed,
    responses: problem.responses as Study["responses"],
    uses: tests.map((test) => test.uses) as Study["uses"],
    afterStop: problem.afterStop,
    seed: problem.seed,
  };
  return placed(where, () => {
    const space = parameterSpace(model, study.estimate, study.correlations, study.fixed, { states: study.states, tests: study.observations.map(({ test }) => test) });
    const points = tests.every((test) => test.points) ? { points: tests.map((test) => test.points!) } : {};
    const task = taskOf(study, space, { perTest: tests.map(({ compared }) => compared), ...points });
    const answers = probe(model, task, space);
    requireSameModel(model, problem.answers, thinned(answers), where);
    return { name, study, model, readings: [], ...(documents ? { documents } : {}), task, space, blocks: blocksOf(task, study.uses), estimators: [], samples, design, engineId: engine, hash, answers: hashOf(answers) };
  });
}

function testOf({ protocol, conditions, axis, drives, program }: { protocol: string; conditions: Record<string, number>; axis: number[]; drives: Record<string, number[]> | undefined; program: Record<string, unknown> | undefined }): Test {
  return {
    protocol, conditions, axis: Float64Array.from(axis),
    ...(drives ? { drives: Object.fromEntries(Object.entries(drives).map(([drive, values]) => [drive, Float64Array.from(values)])) } : {}),
    ...(program ? { program } : {}),
  };
}

/** Points of each answer that are kept: enough to know a model again by. */
const mostPoints = 40;

const thinned = (answers: ReturnType<typeof probe>): number[][] =>
  answers.map(({ curves }) => {
    const points = Math.min(mostPoints, curves.length);
    return Array.from({ length: points }, (_, i) => Number(curves[Math.floor((i * curves.length) / points)]));
  });

/** Machines may differ in the last digits; other equations differ in the first. */
function requireSameModel({ id }: ForwardModel, then: readonly (readonly number[])[], now: readonly (readonly number[])[], where: string): void {
  const alike = (curve: readonly number[], other: readonly number[] = []): boolean => {
    const margin = 1e-6 * Math.max(...curve.map(Math.abs));
    return curve.length === other.length && curve.every((value, i) => Math.abs(value - other[i]!) <= margin);
  };
  if (then.length !== now.length || !then.every((curve, d) => alike(curve, now[d]))) throw new InputError("trained-estimator-mismatch", { where, what: `${id} answers otherwise than when this estimator was trained`, expected: "the model that it was trained on", next: "Train it again" });
}
