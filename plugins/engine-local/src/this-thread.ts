import type { SimulatedRows, SimulationSession, Simulator } from "@inversa/core";
import { setImmediate as eventLoopTurn } from "node:timers/promises";
import { type RowsInProgress, simulateRows } from "./simulate-rows.ts";

/** How long the event loop may be kept from other work, in milliseconds. One row is never split. */
const slice = 15;

/** Simulates in this thread, in slices between which the event loop turns: progress is drawn, signals are heard. */
export function openInThisThread(simulator: Simulator, columns: number): SimulationSession {
  let closed = false;
  return {
    parallelism: 1,
    simulate: async (theta, rows, signal): Promise<SimulatedRows> => {
      if (closed) throw new Error("the simulation session is closed");
      signal.throwIfAborted();
      const into: RowsInProgress = { curves: new Float64Array(rows * simulator.width), outcomes: [] };
      let since = performance.now();
      for (let row = 0; row < rows; row++) {
        simulateRows(simulator, theta, columns, row, row + 1, into);
        if (performance.now() - since < slice) continue;
        await eventLoopTurn();
        signal.throwIfAborted();
        since = performance.now();
      }
      return into;
    },
    close: async () => {
      closed = true;
    },
  };
}
