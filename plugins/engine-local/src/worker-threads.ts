import { InputError, type SimulatedRows, type SimulationSession, type SimulationTask } from "@inversa/core";
import { Piscina } from "piscina";
import type { Piece, PieceAnswer, WorkerStart } from "./worker.ts";

// Run from source the worker is TypeScript, built it is JavaScript; both lie beside this file.
const workerUrl = new URL(`./worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;

/**
 * Simulates on worker threads, one piece of rows a thread at a time. Idle workers do not keep the process alive; `close` ends them.
 * A worker that dies ends the session with an error: a piece that kills one thread would kill the next.
 */
export function openOnWorkerThreads(task: SimulationTask, modules: readonly string[], threads: number): SimulationSession {
  const start: WorkerStart = { task, modules };
  // As many workers as there may ever be, so that Piscina replaces one that was ended by an abort while others wait in its queue.
  const pool = new Piscina({ filename: workerUrl, minThreads: threads, maxThreads: threads, workerData: start });
  let stopped: Error | undefined;
  const waiting = new Set<(reason: Error) => void>();
  const stop = (reason: Error): void => {
    stopped ??= reason;
    for (const reject of waiting) reject(reason);
    waiting.clear();
  };
  // Without a listener a worker that fails before its first piece would end the process; without `stop` its pieces would wait for ever.
  pool.on("error", (cause: unknown) => stop(crash(task.model, cause)));

  return {
    parallelism: threads,
    simulate: async (theta, rows, signal): Promise<SimulatedRows> => {
      if (stopped) throw stopped;
      signal.throwIfAborted();
      const piece: Piece = { theta: theta.slice(0, rows * task.columns.length), rows };
      const ended = Promise.withResolvers<never>();
      waiting.add(ended.reject);
      try {
        const answer = (await Promise.race([pool.run(piece, { signal, transferList: [piece.theta.buffer as ArrayBuffer] }), ended.promise])) as PieceAnswer;
        if ("refused" in answer) throw new InputError(answer.refused.code, answer.refused.mistake);
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof InputError || error === stopped) throw error;
        const reason = crash(task.model, error);
        stop(reason);
        throw reason;
      } finally {
        waiting.delete(ended.reject);
      }
    },
    close: async () => {
      stop(new Error("the simulation session is closed"));
      await pool.destroy();
    },
  };
}

const crash = (model: string, cause: unknown): Error =>
  new Error(`a worker thread died while simulating ${model}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
