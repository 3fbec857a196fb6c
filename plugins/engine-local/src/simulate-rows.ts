import type { Outcome, SimulatedRows, Simulator } from "@inversa/core";

/** Curves and outcomes that grow as rows are simulated. */
export interface RowsInProgress {
  readonly curves: Float64Array;
  readonly outcomes: (Outcome & { row: number })[];
}

/** Simulates the rows from `first` up to (not including) `end`; a failed row is left at zeros, whatever the model had written into it. */
export function simulateRows(simulator: Simulator, theta: Float64Array, columns: number, first: number, end: number, into: RowsInProgress): void {
  const { width } = simulator;
  for (let row = first; row < end; row++) {
    const outcome = simulator.run(theta.subarray(row * columns, (row + 1) * columns), into.curves, row * width);
    if (!outcome.ok) into.curves.fill(0, row * width, (row + 1) * width);
    if (outcome.status !== "reached") into.outcomes.push({ ...outcome, row });
  }
}

/** All rows at once. */
export function simulateAll(simulator: Simulator, theta: Float64Array, columns: number, rows: number): SimulatedRows {
  const into: RowsInProgress = { curves: new Float64Array(rows * simulator.width), outcomes: [] };
  simulateRows(simulator, theta, columns, 0, rows, into);
  return into;
}
