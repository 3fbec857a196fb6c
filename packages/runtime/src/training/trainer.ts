import type { Inverse, Run, TrainingSet } from "@inversa/core";
import type { App } from "../app/app.ts";
import { learnedEstimator } from "../study/choice.ts";
import type { EstimatorChoice } from "../study/resolve-study.ts";

/** A trained network and what training it took, without the time that it waited for its turn. */
export interface Fitted {
  readonly inverse: Inverse;
  readonly seconds: number;
}

/** Where learned estimators are trained: on the engine, where it trains, else in this thread. The numbers are the same. */
export interface Trainer {
  /** How many trainings it can work on at once; it may change. */
  readonly parallelism: number;
  /** @throws InputError `unknown-id`, `estimator-incompatible`, and what the estimator throws; the signal's reason when interrupted. */
  fit(choice: EstimatorChoice, set: TrainingSet, run: Run): Promise<Fitted>;
  close(): Promise<void>;
}

/** @param engineId The engine of a study. @throws What the engine throws when it cannot be reached. */
export async function openTrainer(app: App, engineId: string): Promise<Trainer> {
  const session = app.engines.has(engineId) ? await app.engines.get(engineId).openTraining?.(app.origin) : undefined;
  if (!session) return { parallelism: 1, fit: (choice, set, run) => fitHere(app, choice, set, run), close: async () => {} };
  return {
    get parallelism() { return session.parallelism; },
    fit: async (choice, set, run) => {
      const estimator = learnedEstimator(app, choice.id);
      run.signal.throwIfAborted();
      const settings = choice.settings as Readonly<Record<string, unknown>>;
      const arithmetic = await estimator.arithmetic?.(settings as never);
      const { saved, seconds } = await session.train({ estimator: estimator.id, settings, set, ...(arithmetic === undefined ? {} : { arithmetic }) }, run);
      return { inverse: await estimator.load(saved), seconds };
    },
    close: () => session.close(),
  };
}

async function fitHere(app: App, choice: EstimatorChoice, set: TrainingSet, run: Run): Promise<Fitted> {
  const began = performance.now();
  const inverse = await learnedEstimator(app, choice.id).fit(set, choice.settings as never, run);
  return { inverse, seconds: (performance.now() - began) / 1000 };
}
