import { compileTask, InputError, type ErrorCode, type Mistake, type SimulatedRows, type SimulationTask, type Simulator } from "@inversa/core";
import { move, transferableSymbol, valueSymbol, workerData } from "piscina";
import { findModel } from "./find-model.ts";
import { simulateAll } from "./simulate-rows.ts";
import { markThread } from "./simulation-thread.ts";

/** What a worker is given when it starts: one pool serves one session, so the task travels once. */
export interface WorkerStart {
  readonly task: SimulationTask;
  readonly modules: readonly string[];
}

/** What a worker is given for each piece of work. */
export interface Piece {
  readonly theta: Float64Array;
  readonly rows: number;
}

/** An answer, or a user's mistake taken apart: structured cloning would lose its class and code. */
export type PieceAnswer = SimulatedRows | { readonly refused: { readonly code: ErrorCode; readonly mistake: Mistake } };

markThread();
let simulator: Promise<Simulator> | undefined;

/** Carried out in a worker thread; the curves are moved, not copied. */
export default async function simulatePiece({ theta, rows }: Piece): Promise<PieceAnswer> {
  const { task, modules } = workerData as WorkerStart;
  try {
    simulator ??= findModel(task.model, modules).then((model) => compileTask(model, task));
    const answer = simulateAll(await simulator, theta, task.columns.length, rows);
    return move({ [valueSymbol]: answer, [transferableSymbol]: [answer.curves.buffer] }) as unknown as SimulatedRows;
  } catch (error) {
    if (error instanceof InputError) return { refused: { code: error.code, mistake: error.mistake } };
    throw error;
  }
}
