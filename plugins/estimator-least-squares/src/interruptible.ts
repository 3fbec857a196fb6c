import type { LeastSquaresProblem, Matrix } from "@inversa/numerics";
import type { Breather } from "./breather.ts";

const pause = Symbol("pause");

/**
 * Runs a synchronous minimisation that gives way to the event loop between two calls of the model, even in the middle of a Jacobian.
 *
 * A minimisation is a deterministic function of the answers it gets. So it is unwound when a rest is due and started again afterwards,
 * the answers so far served from memory: the result does not depend on when it rested, and only the cheap part is repeated.
 * @throws the signal's reason when the work was interrupted
 */
export async function interruptible<T>(problem: LeastSquaresProblem, work: (problem: LeastSquaresProblem) => T, rests: Breather): Promise<T> {
  const answers: (Float64Array | undefined)[] = [];
  for (;;) {
    let asked = 0;
    const answer = (out: Float64Array, compute: () => boolean): boolean => {
      if (asked === answers.length) {
        if (rests.due()) throw pause;
        answers.push(compute() ? out.slice() : undefined);
      } else {
        const known = answers[asked];
        if (known) out.set(known);
      }
      return answers[asked++] !== undefined;
    };
    const { jacobian } = problem;
    const recorded: LeastSquaresProblem = {
      ...problem,
      evaluate: (x, out) => answer(out, () => problem.evaluate(x, out)),
      ...(jacobian ? { jacobian: (x: Float64Array, out: Matrix) => answer(out.data, () => jacobian(x, out)) } : {}),
    };
    try {
      return work(recorded);
    } catch (error) {
      if (error !== pause) throw error;
    }
    await rests.rest();
  }
}
