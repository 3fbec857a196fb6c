import { z } from "zod";
import { anything, estimatorChoice, finite, section } from "../study/study-schema.ts";

const points = z.union([z.array(finite).min(2), section({ from: finite, to: finite, points: z.int().min(2).max(10_000) })]);

/** Columns that hold one curve, in order: their names, or the first and the last of numbered ones. */
const series = section({
  columns: z.union([z.string().regex(/^.+\.\..+$/, "a first and a last column, such as v00..v24"), z.array(z.string()).min(1)]),
  unit: z.string().default("1"),
  about: z.string().optional(),
});

/** A curve as estimators get it: a series as it was recorded, or as a function of another series. */
const input = z.union([z.string(), section({ series: z.string(), along: z.string(), at: points })]);

/** A file that holds measured pairs of curves and targets, in place of a forward model. */
export const pairsSchema = section({
  inversa: z.literal(1),
  name: z.string().optional(),
  pairs: section({
    files: z.array(z.string().min(1)).min(1),
    source: z.string().optional(),
    settings: anything.optional(),
    /** Columns that name a row. */
    id: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
    /** Column of what rows have in common: the cell, the specimen, the borehole. */
    group: z.string().optional(),
    /** Which rows count: numbers within a range, or one of some values. */
    where: z.record(z.string(), z.union([section({ min: finite.optional(), max: finite.optional() }), z.array(z.union([z.string(), finite])).min(1)])).default({}),
  }),
  series: z.record(z.string(), series),
  inputs: z.array(input).min(1),
  targets: z.record(z.string(), section({ column: z.string(), unit: z.string().default("1"), scale: z.enum(["linear", "log"]).default("linear"), about: z.string().optional() })),
  estimators: z.array(z.union([z.string(), estimatorChoice])).min(1),
  evaluation: section({
    /** Share of the rows that a random split tests on. */
    share: z.number().gt(0).lt(1).default(0.3),
    /** Random splits that are tried. */
    repeats: z.int().min(0).max(1000).default(5),
    /** Folds of the cross-validation whose errors give the intervals. */
    folds: z.int().min(2).max(100).default(5),
  }).prefault({}),
  /** Where estimators are trained. */
  engine: z.string().optional(),
  seed: z.int().min(0).default(1),
});

export type PairsFile = z.infer<typeof pairsSchema>;
