import { InputError } from "@inversa/core";

export interface BatchLimits {
  /** Questions of one batch. */
  readonly most: number;
  /** Questions that may wait. */
  readonly waiting: number;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Asks about many questions at once where many come at once: what comes while a batch is under way makes up the next one, so that nobody waits for company.
 * @param ask Answers in the order of the questions.
 * @returns Asks one question. @throws InputError `server-busy`, and what `ask` throws.
 */
export function microBatches<Question, Answer>(ask: (questions: readonly Question[]) => Promise<readonly Answer[]>, { most, waiting }: BatchLimits): (question: Question) => Promise<Answer> {
  const queue: Waiting<Question, Answer>[] = [];
  let busy = false;

  const work = async (): Promise<void> => {
    busy = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, most);
      try {
        const answers = await ask(batch.map(({ question }) => question));
        for (const [i, { answer }] of batch.entries()) answer(answers[i]!);
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    busy = false;
  };

  return (question) => {
    if (queue.length >= waiting) return Promise.reject(new InputError("server-busy", { what: `${queue.length} requests wait for this estimator already`, expected: `fewer than ${waiting}`, next: "Try again later; the Retry-After header says when" }));
    return new Promise((answer, fail) => {
      queue.push({ question, answer, fail });
      if (!busy) void work();
    });
  };
}
