import { InputError, type InputBlock } from "@inversa/core";
import type { z } from "zod";
import type { TrainedEstimator } from "./trained-estimator.ts";

const unreadable = (where: string, what: string, cause?: unknown): InputError => new InputError("data-unreadable", { where, what, expected: "a file that inversa train wrote" }, { cause });

/** What is kept beside the arrays; the file may come from anywhere. @throws InputError `data-unreadable`. */
export function readFacts<T>(schema: z.ZodType<T>, facts: unknown, where: string): T {
  const { data, error } = schema.safeParse(facts);
  if (error) throw unreadable(where, `its facts cannot be read (${error.issues[0]!.path.join(".")}: ${error.issues[0]!.message})`);
  return data;
}

/** @throws InputError `data-unreadable` for whatever an estimator throws of contents that it did not write. */
export async function restored<T>(where: string, restore: () => Promise<T>): Promise<T> {
  try {
    return await restore();
  } catch (cause) {
    throw cause instanceof InputError ? cause.within(where) : unreadable(where, "its contents do not belong together", cause);
  }
}

/**
 * Arrays that are too short would answer with nonsense.
 * @param asked What rows are like, and how many numbers are told of each.
 * @throws InputError `data-unreadable`.
 */
export function requireWhole({ inverse, calibration: { heldOut: { predictions, targets } }, saved }: Pick<TrainedEstimator, "inverse" | "calibration" | "saved">, asked: { readonly columns: number; readonly blocks: readonly InputBlock[] }, where: string): void {
  const width = asked.blocks.reduce((sum, { length }) => sum + length, 0);
  const [low, high, known] = ["low", "high", "known"].map((name) => saved.arrays[`familiarity/${name}`]?.length ?? 0) as [number, number, number];
  const whole = Number.isInteger(predictions.rows) && predictions.rows > 0 && predictions.data.length === targets.data.length && low === width && high === width && known > 0 && known % width === 0;
  const cause = whole ? mistakeIn(() => inverse.predict({ rows: 1, columns: width, data: new Float64Array(width) }).data.length === asked.columns) : "arrays";
  if (cause !== undefined) throw unreadable(where, "its arrays do not fit what it was trained for", cause);
}

/** Why something is not so; undefined where it is. */
function mistakeIn(check: () => boolean): unknown {
  try {
    return check() ? undefined : "an answer of another length";
  } catch (error) {
    return error;
  }
}
