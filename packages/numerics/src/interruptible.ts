import type { Breather } from "./breather.ts";
import type { LeastSquaresProblem } from "./least-squares-problem.ts";
import type { Matrix } from "./matrix.ts";

const pause = Symbol("pause");

/** How many times longer than its repetition a stretch of new work lasts at least. */
const worthwhile = 4;

/** Asks for one answer of the model: `compute` fills `out` and says whether there is one. */
export type Ask = (out: Float64Array, compute: () => boolean) => boolean;

/**
 * Runs synchronous work that gives way to the event loop between two answers of the model, even in the middle of a Jacobian.
 *
 * The work must be a deterministic function of the answers it gets. So it is unwound when a rest is due and started again afterwards,
 * the answers so far served from memory: the result does not depend on when it rested, and only the cheap part is repeated. Where that part is not so
 * cheap (thousands of measured points), the work goes on for longer at a stretch, so that what is repeated stays a small share and every stretch gets further.
 * @throws the signal's reason when the work was interrupted
 */
export async function resumable<T>(work: (ask: Ask) => T, rests: Breather): Promise<T> {
  const answers: (Float64Array | undefined)[] = [];
  for (let rested = false; ; rested = true) {
    const began = performance.now();
    const known = answers.length;
    let asked = 0;
    const ask: Ask = (out, compute) => {
      if (asked === known && rested) rests.grant(worthwhile * (performance.now() - began));
      if (asked === answers.length) {
        if (rests.due()) throw pause;
        answers.push(compute() ? out.slice() : undefined);
      } else {
        const earlier = answers[asked];
        if (earlier) out.set(earlier);
      }
      return answers[asked++] !== undefined;
    };
    try {
      return work(ask);
    } catch (error) {
      if (error !== pause) throw error;
    }
    await rests.rest();
  }
}

/**
 * A minimisation of a least-squares problem as {@link resumable} work.
 * @throws the signal's reason when the work was interrupted
 */
export const interruptible = <T>(problem: LeastSquaresProblem, work: (problem: LeastSquaresProblem) => T, rests: Breather): Promise<T> =>
  resumable((ask) => {
    const { jacobian } = problem;
    return work({
      ...problem,
      evaluate: (x, out) => ask(out, () => problem.evaluate(x, out)),
      ...(jacobian ? { jacobian: (x: Float64Array, out: Matrix) => ask(out.data, () => jacobian(x, out)) } : {}),
    });
  }, rests);
