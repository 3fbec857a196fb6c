import { InputError, type Run, type SimulationSession } from "@inversa/core";
import type { SampleDraw } from "./draw-samples.ts";
import type { KeptPieces } from "./kept-pieces.ts";
import { type Piece, simulatePiece } from "./simulate-piece.ts";

/** Samples `first` up to, not including, `end`. */
export interface SampleRange {
  readonly first: number;
  readonly end: number;
}

/** How much is lost when a run is interrupted, in seconds of one thread's work, unless the session wishes otherwise. */
const usualSeconds = 0.25;
const firstPiece = 32;
/** Bytes of curves that one piece may hold. */
const largestPiece = 32 * 2 ** 20;

/**
 * Simulates all samples of a range that are not kept yet, as many pieces at once as the session can work on. How samples are cut into pieces follows the clock; what a sample
 * becomes does not depend on it.
 * @returns All pieces by first sample.
 * @throws the signal's reason; InputError `simulation-failed`. Finished pieces are kept before it throws.
 */
export async function simulateAll(session: SimulationSession, draw: SampleDraw, { first: start, end }: SampleRange, columns: number, width: number, kept: KeptPieces, run: Run): Promise<readonly Piece[]> {
  const pieces = [...kept.found];
  const gaps = gapsBetween(pieces, start, end);
  const samples = end - start;
  const missing = gaps.reduce((sum, [from, to]) => sum + to - from, 0);
  const failure = new AbortController();
  const signal = AbortSignal.any([run.signal, failure.signal]);
  const started = performance.now();
  let size = firstPiece;
  let fresh = 0;
  let freshFailures = 0;
  const report = (): void => {
    const seconds = (performance.now() - started) / 1000;
    run.progress({ stage: "simulate", done: samples - missing + fresh, total: samples, values: { ...(fresh > 0 && seconds > 0 ? { rate: fresh / seconds } : {}), failed: freshFailures } });
  };
  const next = (): readonly [number, number] | undefined => {
    const gap = gaps[0];
    if (!gap) return undefined;
    const fair = Math.ceil((missing - fresh) / (2 * session.parallelism));
    const rows = Math.max(1, Math.min(size, fair, Math.floor(largestPiece / (8 * width)), gap[1] - gap[0]));
    const first = gap[0];
    gap[0] += rows;
    if (gap[0] === gap[1]) gaps.shift();
    return [first, rows];
  };
  let lanes = 0;
  const lane = async (): Promise<void> => {
    while (lanes <= session.parallelism) {
      const range = next();
      if (!range) return;
      signal.throwIfAborted();
      const [first, rows] = range;
      const { piece, seconds } = await simulatePiece(session, draw, columns, width, first, rows, signal);
      size = Math.max(1, Math.min(4 * size, Math.round(((session.callSeconds ?? usualSeconds) * rows) / Math.max(seconds, 1e-4))));
      await kept.keep(piece);
      pieces.push(piece);
      fresh += rows;
      freshFailures += piece.failed.length;
      refuseHopeless(fresh, freshFailures);
      report();
      staff();
    }
  };
  const ended = Promise.withResolvers<void>();
  /** As many lanes as the session can work on by now. */
  const staff = (): void => {
    while (lanes < session.parallelism && gaps.length > 0 && !signal.aborted) {
      lanes += 1;
      void lane().catch((error: unknown) => failure.abort(error)).finally(() => {
        lanes -= 1;
        if (lanes === 0) ended.resolve();
      });
    }
    if (lanes === 0) ended.resolve();
  };
  report();
  staff();
  await ended.promise;
  if (fresh < missing) throw signal.reason;
  return pieces.sort((a, b) => a.first - b.first);
}

function gapsBetween(pieces: readonly Piece[], start: number, end: number): [number, number][] {
  const gaps: [number, number][] = [];
  let at = start;
  for (const { first, rows } of pieces) {
    if (first > at) gaps.push([at, first]);
    at = first + rows;
  }
  if (at < end) gaps.push([at, end]);
  return gaps;
}

/** Ends a run early whose failures will be more than half beyond doubt; the exact share is judged at the end. */
function refuseHopeless(done: number, failed: number): void {
  if (failed > 3 * done && failed + done >= 200) refuseFailures(done, failed, {});
}

/** @throws InputError `simulation-failed` when more than half of the simulations failed. */
export function refuseFailures(done: number, failed: number, byReason: Readonly<Record<string, number>>): void {
  if (failed <= done) return;
  const reasons = Object.entries(byReason).map(([reason, count]) => `${count} ${reason}`).join(", ");
  throw new InputError("simulation-failed", {
    what: `${failed} of ${failed + done} simulations failed${reasons ? ` (${reasons})` : ""}: a training set from what is left would not stand for the priors`,
    expected: "priors under which more than half of the simulations have a solution",
    next: "Narrow the priors towards parameter sets that the model can simulate over the whole axis",
  });
}
