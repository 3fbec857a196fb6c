import { InputError, readSettings, type Estimate, type Observation, type Run, type SavedInverse } from "@inversa/core";
import { z } from "zod";
import { askedStudy } from "./asked-study.ts";
import type { App } from "../app/app.ts";
import { polisher } from "../estimate/answer.ts";
import { estimateDocument } from "../estimate/estimate-document.ts";
import { learnedEstimator } from "../study/choice.ts";
import { unpacked } from "../store/kept-inverse.ts";
import { askTrained, wholeRow } from "../estimate/learned-answer.ts";
import { measuredRow, objectiveOf } from "../judgement/objective.ts";
import { placed } from "../study/placed.ts";
import { type EstimatorChoice, type ResolvedStudy, secondStep } from "../study/resolve-study.ts";
import { anything, finite, type SecondStep } from "../study/study-schema.ts";
import { resolveProblem } from "../training/study-problem.ts";
import { readFacts, requireWhole, restored } from "../training/trained-file.ts";
import { restoreTrained, type KeptFacts, type TrainedEstimator } from "../training/trained-estimator.ts";

/** One set of measured tests that a trained estimator is asked about. */
export interface Asked {
  readonly observations: readonly Observation[];
  /** Whether the model is run with the answer and held against the data; true unless given. */
  readonly verify?: boolean;
  /** Whether the predicted curves get 95 % bands; false, so that the answer comes at once, unless given. */
  readonly bands?: boolean;
  /** A direct estimator that starts from the trained one's answer; as in a study file. It runs the model, so it takes as long as that does. */
  readonly then?: SecondStep;
}

/** What became of one of several questions; one that cannot be answered costs the others nothing. */
export type Answered<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly error: unknown };

/** A trained estimator opened from its file: it needs neither the study nor the data that it was trained for, only its model. */
export interface OpenTrained {
  readonly trained: TrainedEstimator;
  /** The study that it was trained for; nothing is measured in it. */
  readonly resolved: ResolvedStudy;
  /** Answers many at once; each answer is the one that it would get alone. */
  estimate(asked: readonly Asked[], run: Omit<Run, "seed">): Promise<readonly Answered<Estimate>[]>;
  dispose(): void;
}

/**
 * Opens what `trainStudy` kept.
 * @param where What the user calls it, for messages.
 * @throws InputError `data-unreadable` for a file that is none, `unknown-id` for a model or an estimator that the app does not have, `trained-estimator-mismatch` for a model that has changed.
 */
export async function openTrained(app: App, saved: SavedInverse, where: string): Promise<OpenTrained> {
  const { facts } = unpacked<Partial<KeptFacts>>(saved);
  const resolved = resolveProblem(app, facts.problem, where);
  const estimator = placed(where, () => learnedEstimator(app, saved.estimator));
  const { settings } = readFacts(factsSchema, facts, where);
  const choice = { id: estimator.id, settings: placed(where, () => readSettings(estimator.settings, settings, `settings of ${estimator.id}`)) };
  const trained = await restored(where, () => restoreTrained(estimator, resolved, choice, saved));
  requireWhole(trained, { columns: resolved.space.dimension, blocks: resolved.blocks }, where);
  return { trained, resolved, estimate: (asked, run) => estimateAll(app, resolved, trained, asked, { ...run, seed: resolved.study.seed }), dispose: () => trained.inverse.dispose?.() };
}

const shares = z.record(z.string(), finite.nullable());
/** What answers make use of; the file may come from anywhere. */
const factsSchema = z.object({
  settings: anything,
  training: z.object({
    samples: finite, heldOut: finite, seconds: finite, summary: z.string(), history: z.array(z.object({ epoch: finite, loss: finite.nullable(), validationLoss: finite.nullable().optional() })),
    failures: z.object({ count: finite, byReason: shares }), coverage95: shares, accuracy: z.record(z.string(), shares),
  }),
  plugins: z.record(z.string(), z.string()),
});

async function estimateAll(app: App, resolved: ResolvedStudy, trained: TrainedEstimator, asked: readonly Asked[], run: Run): Promise<readonly Answered<Estimate>[]> {
  const began = performance.now();
  const prepared = asked.map((one) => attempt(() => {
    const { asTrained, asMeasured, warnings } = askedStudy(resolved, one.observations);
    return { ...one, ...choiceOf(app, trained, one), asMeasured, warnings, row: wholeRow(asTrained, measuredRow(asTrained), trained.id) };
  }));
  const findings = askTrained(trained, prepared.flatMap((one) => (one.ok ? [one.answer.row] : [])));
  let next = 0;
  const answers: Answered<Estimate>[] = [];
  for (const one of prepared) {
    if (!one.ok) {
      answers.push(one);
      continue;
    }
    const finding = findings[next++]!;
    const { asMeasured, choice, warnings, verify = true, bands = false } = one.answer;
    try {
      const first = { ...finding, warnings: [...warnings, ...finding.warnings] };
      const objective = verify ? objectiveOf(asMeasured) : undefined;
      const polished = objective && choice.then !== undefined ? await polisher(app, choice.then, choice.thenSettings, asMeasured)(first, objective, run) : undefined;
      const answer = await estimateDocument(app, asMeasured, choice, { first, trained, began, ...(polished ? { polished } : {}), ...(objective ? { objective } : {}) }, bands ? {} : { bandDraws: 0, keptDraws: 0 }, run);
      answers.push({ ok: true, answer });
    } catch (error) {
      run.signal.throwIfAborted();
      answers.push({ ok: false, error });
    }
  }
  return answers;
}

/** @throws InputError for a second step that there is not, or that is to run a model which is not to be run. */
function choiceOf(app: App, { choice }: TrainedEstimator, { then, verify }: Asked): { readonly choice: EstimatorChoice } {
  if (then === undefined) return { choice };
  if (verify === false) throw new InputError("request-invalid", { where: "then", what: "the second step runs the model, and `verify` is false", expected: "either of them", next: "Leave `verify` out" });
  return { choice: { ...choice, ...placed("then", () => secondStep(app, then)) } };
}

function attempt<T>(work: () => T): Answered<T> {
  try {
    return { ok: true, answer: work() };
  } catch (error) {
    return { ok: false, error };
  }
}
