import type { SavedInverse } from "@inversa/core";
import { z } from "zod";
import type { App } from "../app/app.ts";
import { learnedEstimator } from "../study/choice.ts";
import { unpacked } from "../store/kept-inverse.ts";
import { answerEach, answerPairs, type PairsAnswer, requireFitting } from "./pairs-answer.ts";
import { openPairsProblem, type OpenPairsProblem } from "./pairs-problem.ts";
import { sentRows, type SentRow } from "./pairs-sent.ts";
import { restoreTrainedPairs, type KeptPairsFacts, type TrainedOnPairs } from "./pairs-train.ts";
import type { PairRows } from "./pairs.ts";
import { placed } from "../study/placed.ts";
import { anything, finite } from "../study/study-schema.ts";
import { readFacts, requireWhole, restored } from "../training/trained-file.ts";

/** An estimator trained on measured pairs, opened from its file: it needs neither the study nor the pairs. */
export interface OpenTrainedPairs {
  readonly trained: TrainedOnPairs;
  readonly problem: OpenPairsProblem;
  /** @throws InputError `trained-estimator-mismatch` for rows of another length. */
  answer(rows: PairRows): PairsAnswer;
  /** Answers many questions at once, whose rows are `fitting`; each answer is the one that it would get alone. */
  answerEach(asked: readonly PairRows[]): readonly PairsAnswer[];
  /** The rows. @throws InputError `trained-estimator-mismatch` for rows of another length. */
  fitting(rows: PairRows): PairRows;
  /** Rows that were sent, as if they had been read. @throws InputError `request-invalid`. */
  rows(sent: readonly SentRow[]): PairRows;
  dispose(): void;
}

const factsSchema = z.object({
  settings: anything, plugins: z.record(z.string(), z.string()),
  training: z.object({ rows: finite, folds: finite, seconds: finite, summary: z.string(), heldOut: z.string() }),
});

/** Whether a file holds an estimator that was trained on measured pairs. */
export const isTrainedOnPairs = (saved: SavedInverse): boolean => unpacked<Partial<KeptPairsFacts>>(saved).facts.pairs !== undefined;

/**
 * Opens what `trainPairs` kept.
 * @param where What the user calls it, for messages.
 * @throws InputError `data-unreadable`, `unknown-id`.
 */
export async function openTrainedPairs(app: App, saved: SavedInverse, where: string): Promise<OpenTrainedPairs> {
  const { facts } = unpacked<Partial<KeptPairsFacts>>(saved);
  const problem = openPairsProblem(facts.pairs, where);
  const estimator = placed(where, () => learnedEstimator(app, saved.estimator));
  readFacts(factsSchema, facts, where);
  const trained = await restored(where, () => restoreTrainedPairs(estimator, problem, saved));
  requireWhole(trained, { columns: problem.targets.length, blocks: problem.set.blocks }, where);
  return {
    trained, problem,
    answer: (rows) => answerPairs(problem, trained, rows),
    answerEach: (asked) => answerEach(problem, trained, asked),
    fitting: (rows) => requireFitting(problem, rows),
    rows: (sent) => sentRows(problem.file, problem.set.blocks, sent),
    dispose: () => trained.inverse.dispose?.(),
  };
}
