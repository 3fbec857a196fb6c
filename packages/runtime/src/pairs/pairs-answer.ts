import { InputError } from "@inversa/core";
import type { Inference } from "../calibration/calibrate.ts";
import { targetValue, type PairRows, type PairsAsked } from "./pairs.ts";
import { rowOf } from "../space/interval.ts";
import type { TrainedOnPairs } from "./pairs-train.ts";

/** What a trained estimator says of one row. */
export interface PairAnswer {
  readonly id: string;
  readonly group: string;
  readonly targets: Readonly<Record<string, { readonly value: number; readonly interval95: readonly [number, number]; readonly unit: string; readonly measured?: number }>>;
  /** Distance to the nearest training row over the largest usual one; above 1 the row is unlike everything trained on. */
  readonly strangeness: number;
}

/** Answers to the rows of a file. */
export interface PairsAnswer {
  readonly schema: 1;
  readonly name: string;
  readonly estimator: string;
  readonly rows: readonly PairAnswer[];
  readonly training: { readonly rows: number; readonly seconds: number; readonly summary: string };
  /** How the intervals were found. */
  readonly uncertainty: string;
  readonly warnings: readonly string[];
}

/**
 * Answers rows of curves with targets and their 95 % intervals.
 * @param rows Read by the same file of pairs, from any files; targets may be missing there.
 * @throws InputError `trained-estimator-mismatch` for rows of another length.
 */
export const answerPairs = (pairs: PairsAsked, trained: TrainedOnPairs, rows: PairRows): PairsAnswer => answerEach(pairs, trained, [requireFitting(pairs, rows)])[0]!;

/** @returns The rows. @throws InputError `trained-estimator-mismatch` for rows of another length than those trained on. */
export function requireFitting({ set: { blocks } }: PairsAsked, rows: PairRows): PairRows {
  const width = blocks.reduce((sum, { length }) => sum + length, 0);
  if (rows.set.inputs.columns === width) return rows;
  throw new InputError("trained-estimator-mismatch", { where: "the rows", what: `they have ${rows.set.inputs.columns} numbers each`, expected: `${width}, as those trained on` });
}

/** Answers several questions at once, each of some rows; each row gets what it would get alone. */
export function answerEach(pairs: PairsAsked, trained: TrainedOnPairs, asked: readonly PairRows[]): readonly PairsAnswer[] {
  const [first] = asked;
  if (!first) return [];
  const rows = asked.reduce((sum, { ids }) => sum + ids.length, 0);
  const { columns } = first.set.inputs;
  const data = new Float64Array(rows * columns);
  const starts = asked.map((_, k) => asked.slice(0, k).reduce((sum, { ids }) => sum + ids.length, 0));
  for (const [k, { set }] of asked.entries()) data.set(set.inputs.data, starts[k]! * columns);
  const inferred = trained.calibration.inferAll({ rows, columns, data });
  return asked.map((one, k) => answerOf(pairs, trained, one, inferred.slice(starts[k], starts[k]! + one.ids.length)));
}

function answerOf(pairs: PairsAsked, { id, calibration, familiarity, training }: TrainedOnPairs, rows: PairRows, inferred: readonly Inference[]): PairsAnswer {
  const answers = rows.ids.map((name, i): PairAnswer => {
    const inputs = rowOf(rows.set.inputs, i);
    const { value, interval } = inferred[i]!;
    const truth = rowOf(rows.set.targets, i);
    const targets = Object.fromEntries(pairs.targets.map((target, j) => {
      const back = (coordinate: number): number => targetValue(target, coordinate);
      return [target.name, { value: back(value[j]!), interval95: [back(interval.lower[j]!), back(interval.upper[j]!)] as const, unit: target.unit, ...(Number.isNaN(truth[j]!) ? {} : { measured: back(truth[j]!) }) }];
    }));
    return { id: name, group: rows.groups[i]!, targets, strangeness: familiarity.check(inputs).distance };
  });
  const strange = answers.filter(({ strangeness }) => strangeness > 1);
  const warnings = strange.length === 0 ? [] : [`${strange.length} of ${answers.length} rows are unlike every row trained on (first: ${strange[0]!.id}, ${strange[0]!.strangeness.toFixed(1)} times the usual distance); their intervals may be too narrow`];
  return { schema: 1, name: pairs.name, estimator: id, rows: answers, training: { rows: training.rows, seconds: training.seconds, summary: training.summary }, uncertainty: calibration.about, warnings };
}
