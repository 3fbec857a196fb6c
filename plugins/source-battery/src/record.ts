import type { Inference } from "@inversa/core";

/** A stretch of a test in which the cycler did one thing. */
export interface Step {
  /** Number in the file, or counted from 1 where the file has none. */
  readonly number: number;
  readonly cycle: number | undefined;
  /** Rows from .. to - 1. */
  readonly from: number;
  readonly to: number;
  /** When it began, in s: by its own clock, otherwise halfway between the readings around. */
  readonly start: number;
  /** 1 discharge, -1 charge, 0 rest; 2 where the current changes its sign again and again. */
  readonly direction: -1 | 0 | 1 | 2;
  /** Charge that it took from the cell, in A·s (trapezoids between readings, the first reading's current back to the start). */
  readonly charge: number;
  /** Largest current, in A. */
  readonly peak: number;
}

/** One test as every cycler could have written it: time rises, current is positive on discharge, units are SI. */
export interface CyclerRecord {
  readonly vendor: string;
  readonly label: string;
  /** s, from the file's own zero; equal times are two readings around a jump. */
  readonly time: Float64Array;
  /** V */
  readonly voltage: Float64Array;
  /** A, positive on discharge. */
  readonly current: Float64Array;
  /** K; gaps are NaN. */
  readonly temperature: Float64Array | undefined;
  readonly ambient: Float64Array | undefined;
  readonly steps: readonly Step[];
  readonly place: (row: number) => string;
  readonly notes: readonly Inference[];
  readonly warnings: readonly string[];
}
