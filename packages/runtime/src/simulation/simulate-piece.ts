import { InputError, type SimulationSession } from "@inversa/core";
import type { SampleDraw } from "./draw-samples.ts";

/** One simulation that failed and was replaced by a new draw. */
export interface FailedSample {
  readonly sample: number;
  readonly attempt: number;
  readonly theta: readonly number[];
  readonly status: string;
  readonly message?: string;
}

/** Samples `first` to `first + rows - 1`, all of them simulated. */
export interface Piece {
  readonly first: number;
  readonly rows: number;
  readonly theta: Float64Array;
  readonly curves: Float64Array;
  readonly failed: readonly FailedSample[];
}

/** After this many draws for one sample the prior and the model do not fit. */
const mostAttempts = 100;

/**
 * Simulates a run of samples; failed ones are drawn anew until all succeed. What a sample becomes depends on its number alone, not on the piece it is in.
 * @returns The piece, and what computing it took, in seconds of one thread.
 * @throws InputError `simulation-failed` when one sample fails again and again.
 */
export async function simulatePiece(session: SimulationSession, draw: SampleDraw, columns: number, width: number, first: number, rows: number, signal: AbortSignal): Promise<{ readonly piece: Piece; readonly seconds: number }> {
  const theta = new Float64Array(rows * columns);
  const curves = new Float64Array(rows * width);
  const failed: FailedSample[] = [];
  let seconds = 0;
  let open = Array.from({ length: rows }, (_, i) => i);
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt === mostAttempts) throw givenUp(mostAttempts, failed);
    const draws = new Float64Array(open.length * columns);
    open.forEach((row, i) => draws.set(draw(first + row, attempt), i * columns));
    const began = performance.now();
    const answer = await session.simulate(draws, open.length, signal);
    seconds += answer.seconds ?? (performance.now() - began) / 1000;
    const bad = new Map(answer.outcomes.filter((outcome) => !outcome.ok).map((outcome) => [outcome.row, outcome]));
    for (const [i, row] of open.entries()) {
      const drawn = draws.subarray(i * columns, (i + 1) * columns);
      const outcome = bad.get(i);
      if (outcome) failed.push({ sample: first + row, attempt, theta: [...drawn], status: outcome.status, ...(outcome.message !== undefined ? { message: outcome.message } : {}) });
      else {
        theta.set(drawn, row * columns);
        curves.set(answer.curves.subarray(i * width, (i + 1) * width), row * width);
      }
    }
    open = open.filter((_, i) => bad.has(i));
  }
  return { piece: { first, rows, theta, curves, failed }, seconds };
}

function givenUp(attempts: number, failed: readonly FailedSample[]): InputError {
  const last = failed.at(-1)!;
  return new InputError("simulation-failed", {
    what: `${attempts} draws in a row failed for one sample; the last with ${last.status}${last.message ? ` (${last.message})` : ""}`,
    expected: "priors under which the model mostly has a solution",
    next: "Narrow the priors, or look at the model with `inversa simulate`",
  });
}
