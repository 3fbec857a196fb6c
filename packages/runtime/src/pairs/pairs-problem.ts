import { InputError } from "@inversa/core";
import { z } from "zod";
import { nameOf, targetsOf, type MeasuredPairs, type PairsAsked } from "./pairs.ts";
import { pairsSchema } from "./pairs-schema.ts";
import { finite } from "../study/study-schema.ts";

/** What stands in the file of an estimator that was trained on measured pairs. It may come from anywhere, so that all of it is checked. */
const problemSchema = z.object({
  file: pairsSchema,
  blocks: z.array(z.object({ offset: z.int().min(0), length: z.int().min(1), axis: z.array(finite) })).min(1),
  lower: z.array(finite),
  upper: z.array(finite),
  hash: z.string(),
});

/** What a study of measured pairs asks, without the pairs: enough to read new rows and to understand an estimator that was trained for them. Plain JSON. */
export type PairsProblem = z.infer<typeof problemSchema>;

export const pairsProblemOf = ({ file, set: { blocks, lower, upper }, hash }: MeasuredPairs): PairsProblem => ({
  file, blocks: blocks.map(({ offset, length, axis }) => ({ offset, length, axis: [...axis] })), lower: [...lower], upper: [...upper], hash,
});

/** A problem made ready for answers. */
export interface OpenPairsProblem extends PairsAsked {
  readonly file: PairsProblem["file"];
  readonly set: Pick<MeasuredPairs["set"], "blocks" | "lower" | "upper">;
  readonly hash: string;
}

/** @throws InputError `data-unreadable` for what is no problem. */
export function openPairsProblem(value: unknown, where: string): OpenPairsProblem {
  const { data: problem, error } = problemSchema.safeParse(value);
  if (!problem) throw new InputError("data-unreadable", { where, what: `what it was trained for cannot be read (${error.issues[0]!.path.join(".")}: ${error.issues[0]!.message})`, expected: "a file that inversa train wrote", next: "Train it again with this version of Inversa" });
  const { file, blocks, lower, upper, hash } = problem;
  return {
    file, name: nameOf(file), targets: targetsOf(file), hash,
    set: { blocks: blocks.map(({ axis, ...block }) => ({ ...block, axis: Float64Array.from(axis), noise: { relative: 0, absolute: 0 }, group: 0 })), lower: Float64Array.from(lower), upper: Float64Array.from(upper) },
  };
}
