import type { ErrorCode, Mistake, SavedInverse, SimulatedRows } from "@inversa/core";
import { deserialize, serialize } from "node:v8";

/** Rows that one chunk of a simulation asks for. */
export interface RowsWanted {
  readonly theta: Float64Array;
  readonly rows: number;
}

/** An answer, or a user's mistake taken apart, or what a mistake of the program said: the same everywhere, so that trying again is no use. */
export type Answer<T> = { readonly value: T } | { readonly refused: { readonly code: ErrorCode; readonly mistake: Mistake } } | { readonly broke: string };
export type RowsAnswer = Answer<SimulatedRows>;
export type TrainingAnswer = Answer<SavedInverse>;

/** Data with its arrays as bytes, as Node copies them between threads; never code. */
export const packed = (value: unknown): Buffer => serialize(value);

export const unpacked = <T>(bytes: Uint8Array): T => deserialize(bytes) as T;
