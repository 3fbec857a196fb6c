import { InputError, type Estimate, type Observation, type Run, type SavedInverse } from "@inversa/core";
import { askedStudy } from "./asked-study.ts";
import type { App } from "./app.ts";
import { estimateDocument } from "./estimate-document.ts";
import { learnedEstimator } from "./choice.ts";
import { unpacked } from "./kept-inverse.ts";
import { askTrained, wholeRow } from "./learned-answer.ts";
import { measuredRow, objectiveOf } from "./objective.ts";
import { placed } from "./placed.ts";
import type { ResolvedStudy } from "./resolve-study.ts";
import { resolveProblem } from "./study-problem.ts";
import { restoreTrained, type KeptFacts, type TrainedEstimator } from "./trained-estimator.ts";

/** One set of measured tests that a trained estimator is asked about. */
export interface Asked {
  readonly observations: readonly Observation[];
  /** Whether the model is run with the answer and held against the data; true unless given. */
  readonly verify?: boolean;
  /** Draws behind the 95 % bands of the predicted curves; 0, so that the answer comes at once, unless given. */
  readonly bandDraws?: number;
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
  const { facts: { problem, settings } } = unpacked<Partial<KeptFacts>>(saved);
  const resolved = resolveProblem(app, problem, where);
  const estimator = placed(where, () => learnedEstimator(app, saved.estimator));
  const trained = await restoreTrained(estimator, resolved, { id: estimator.id, settings }, saved).catch((cause: unknown) => {
    throw cause instanceof InputError ? cause.within(where) : new InputError("data-unreadable", { where, what: "its contents do not belong together", expected: "a file that inversa train wrote" }, { cause });
  });
  return { trained, resolved, estimate: (asked, run) => estimateAll(app, resolved, trained, asked, { ...run, seed: resolved.study.seed }), dispose: () => trained.inverse.dispose?.() };
}

async function estimateAll(app: App, resolved: ResolvedStudy, trained: TrainedEstimator, asked: readonly Asked[], run: Run): Promise<readonly Answered<Estimate>[]> {
  const began = performance.now();
  const prepared = asked.map((one) => attempt(() => {
    const { asTrained, asMeasured, warnings } = askedStudy(resolved, one.observations);
    return { ...one, asMeasured, warnings, row: wholeRow(asTrained, measuredRow(asTrained), trained.id) };
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
    const { asMeasured, warnings, verify = true, bandDraws = 0 } = one.answer;
    try {
      const first = { ...finding, warnings: [...warnings, ...finding.warnings] };
      const answer = await estimateDocument(app, asMeasured, trained.choice, { first, trained, began, ...(verify ? { objective: objectiveOf(asMeasured) } : {}) }, { bandDraws }, run);
      answers.push({ ok: true, answer });
    } catch (error) {
      run.signal.throwIfAborted();
      answers.push({ ok: false, error });
    }
  }
  return answers;
}

function attempt<T>(work: () => T): Answered<T> {
  try {
    return { ok: true, answer: work() };
  } catch (error) {
    return { ok: false, error };
  }
}
