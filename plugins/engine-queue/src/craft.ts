import { type Engine, InputError, type SimulationSession } from "@inversa/core";
import { packed, type RowsAnswer, type RowsWanted, type TrainingAnswer, unpacked } from "./parcel.ts";
import { trainInThread } from "./train-in-thread.ts";
import type { Abilities, SimulationWork, TrainingWork, Work } from "./work.ts";

/** An answer to a chunk as it is sent, and what computing it took. */
export interface Made {
  readonly payload: Buffer;
  readonly seconds: number;
}

/** How the chunks of one run are done here; several at once. */
export interface Craft {
  /**
   * @param last Whether nobody will try it again: then it is worth finding out which row it is.
   * @throws the signal's reason; an Error when it cannot be done (a thread that dies), which others may try.
   */
  make(payload: Buffer, last: boolean, signal: AbortSignal, progress: (text: string) => void): Promise<Made>;
  close(): Promise<void>;
}

/** @param engine Simulates on the threads of this machine. @param threads Of one chunk: 1, or 0 to stay in the thread that asks. */
export const openCraft = (work: Work, able: Abilities, engine: Engine, threads: 0 | 1): Craft => (work.kind === "simulate" ? simulating(work, able, engine, threads) : training(work, able));

/** A session of one thread for each chunk at work, so that a model that takes its thread down takes nothing else with it. */
function simulating({ task }: SimulationWork, { origin }: Abilities, engine: Engine, threads: 0 | 1): Craft {
  const idle: SimulationSession[] = [];
  let closed = false;
  const columns = task.columns.length;
  const open = async (theta: Float64Array, signal: AbortSignal): Promise<SimulationSession> => {
    const session = await engine.open(task, origin, { threads });
    // A thread's start is not the chunk's time.
    await session.simulate(theta.slice(0, columns), 1, signal).catch(() => {});
    return session;
  };
  return {
    make: async (payload, last, signal) => {
      const { theta, rows } = unpacked<RowsWanted>(payload);
      const session = idle.pop() ?? await open(theta, signal);
      const began = performance.now();
      const answer = (made: RowsAnswer): Made => {
        if (closed) void session.close();
        else idle.push(session);
        return { payload: packed(made), seconds: (performance.now() - began) / 1000 };
      };
      try {
        const { curves, outcomes } = await session.simulate(theta, rows, signal);
        return answer({ value: { curves, outcomes } });
      } catch (error) {
        if (error instanceof InputError) return answer({ refused: { code: error.code, mistake: error.mistake } });
        await session.close().catch(() => {});
        signal.throwIfAborted();
        throw last && rows > 1 ? new Error(`${(error as Error).message}${await culprit(engine, task, origin, theta, rows, threads, signal)}`, { cause: error }) : error;
      }
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(idle.splice(0).map((session) => session.close()));
    },
  };
}

/** Simulates row by row until one goes wrong by itself. */
async function culprit(engine: Engine, task: SimulationWork["task"], origin: Abilities["origin"], theta: Float64Array, rows: number, threads: 0 | 1, signal: AbortSignal): Promise<string> {
  const columns = task.columns.length;
  const session = await engine.open(task, origin, { threads });
  try {
    for (let row = 0; row < rows; row++) {
      const one = theta.slice(row * columns, (row + 1) * columns);
      const survived = await session.simulate(one, 1, signal).then(() => true, () => false);
      signal.throwIfAborted();
      if (survived) continue;
      const names = task.columns.map((column) => ("parameter" in column ? column.parameter : column.condition));
      return ` (at ${names.map((name, j) => `${name} = ${one[j]}`).join(", ")})`;
    }
    return " (each of its samples alone goes well)";
  } finally {
    await session.close().catch(() => {});
  }
}

function training(work: TrainingWork, { origin }: Abilities): Craft {
  return {
    make: async (_, __, signal, progress) => {
      const { answer, seconds } = await trainInThread(origin.modules, work, signal, (told) => progress(JSON.stringify(told)));
      return { payload: packed(answer satisfies TrainingAnswer), seconds };
    },
    close: async () => {},
  };
}
