import { Stopped, type Sensitivities, type Simulation, type Status } from "./model.ts";
import type { Series } from "./protocol.ts";

/** One response of one test inside the row of numbers that a simulation of a task gives. */
export interface Block {
  readonly test: number;
  readonly response: string;
  readonly offset: number;
  readonly length: number;
}

/** How the simulation of one theta ended. */
export interface Outcome {
  /** Whether the row means something: false for theta without a meaning (to the model, or as a state of a specimen), without a solution, or stopped where stops are rejected. */
  readonly ok: boolean;
  /** The first status other than `reached` over the tests. */
  readonly status: Status | "invalid-parameters";
  readonly message?: string;
}

export const reached: Outcome = { ok: true, status: "reached" };

/** A test made ready to be simulated many times. */
export interface BoundTest {
  readonly simulation: Simulation;
  /** Why the conditions contradict each other now; absent where none of them varies, since the test has been judged then. */
  readonly contradiction?: () => string | undefined;
  readonly conditions: Record<string, number>;
  readonly axis: Float64Array;
  readonly more: Parameters<Simulation["run"]>[3];
  readonly blocks: readonly Block[];
}

/** Puts one test's curves into a row; what stands after their end as the task wants it. */
export function place(test: BoundTest, answer: ReturnType<Simulation["run"]>, afterStop: "hold" | "reject", out: Float64Array, offset: number): { readonly outcome: Outcome; readonly computed: number } {
  const stopped = answer instanceof Stopped;
  const series: Readonly<Record<string, Series>> = stopped ? answer.responses : answer;
  let computed = test.axis.length;
  for (const block of test.blocks) {
    const filled = fill(series[block.response], out, offset + block.offset, block.length);
    if (filled < block.length) computed = Math.min(computed, filled);
  }
  if (computed === test.axis.length && !stopped) return { outcome: reached, computed };
  const status = stopped ? answer.reason : "no-solution";
  const message = stopped ? answer.message : `no finite number at point ${computed + 1} of ${test.axis.length} and no reason given`;
  const failed = { outcome: { ok: false, status, message }, computed } as const;
  if (status === "no-solution" || afterStop === "reject") return failed;
  const end = stopped ? answer.end : undefined;
  for (const block of test.blocks) {
    if (block.length <= computed) continue;
    const last = end?.[block.response] ?? (computed > 0 ? out[offset + block.offset + computed - 1] : undefined);
    if (last === undefined) return failed;
    out.fill(last, offset + block.offset + computed, offset + block.offset + block.length);
  }
  return { outcome: { ok: true, status, message }, computed };
}

/** What belongs to another test moves nothing here. */
export function clear(test: BoundTest, out: Float64Array, column: number, columns: number): void {
  for (const { offset, length } of test.blocks) for (let i = offset; i < offset + length; i++) out[i * columns + column] = 0;
}

/** Puts the derivatives of one test's curves by one unknown into a column; after the end of a curve those of what is held there. */
export function placeDerivatives(
  test: BoundTest, { answer, endBy }: Sensitivities, series: Readonly<Record<string, Series>> | undefined, name: string, computed: number, out: Float64Array, column: number, columns: number,
): void {
  if (!series) throw new Error(`it gives no derivatives by ${name}`);
  const end = answer instanceof Stopped ? answer.end : undefined;
  for (const { response, offset, length } of test.blocks) {
    const values = series[response];
    const known = Math.min(computed, length);
    if ((values?.length ?? 0) < known) throw new Error(`it gives no derivatives of ${response} by ${name}`);
    for (let i = 0; i < known; i++) {
      if (!Number.isFinite(values![i]!)) throw new Error(`the derivative of ${response} by ${name} is not finite at point ${i + 1}`);
      out[(offset + i) * columns + column] = values![i]!;
    }
    const held = end?.[response] === undefined ? (known > 0 ? values![known - 1]! : 0) : (endBy?.[name]?.[response] ?? 0);
    for (let i = known; i < length; i++) out[(offset + i) * columns + column] = held;
  }
}

/** Copies the leading finite values; returns how many there were. */
function fill(values: Series | undefined, out: Float64Array, at: number, length: number): number {
  if (values === undefined) return 0;
  const n = Math.min(values.length, length);
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) return i;
    out[at + i] = value;
  }
  return n;
}
