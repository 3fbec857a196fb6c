import { InputError, type InputBlock } from "@inversa/core";
import { curveName, inputCurves, type PairRows } from "./pairs.ts";
import type { PairsFile } from "./pairs-schema.ts";

/** One row as it is sent, without a file: its series by the names of the study. */
export interface SentRow {
  readonly id?: string | undefined;
  readonly group?: string | undefined;
  readonly series: Readonly<Record<string, readonly number[]>>;
}

/**
 * Rows that were sent, as if they had been read from a file.
 * @param blocks Of the rows trained on.
 * @throws InputError `request-invalid` for a series that is missing or has other points.
 */
export function sentRows(file: PairsFile, blocks: readonly InputBlock[], sent: readonly SentRow[]): PairRows {
  const columns = blocks.reduce((sum, { length }) => sum + length, 0);
  const data = new Float64Array(sent.length * columns);
  for (const [i, { series }] of sent.entries()) {
    const read = (name: string): readonly number[] => {
      if (series[name]) return series[name];
      throw new InputError("request-invalid", { where: `rows.${i}.series`, what: `there is no "${name}"`, expected: `${[...new Set(file.inputs.flatMap((input) => (typeof input === "string" ? [input] : [input.series, input.along])))].join(", ")}` });
    };
    for (const [k, curve] of inputCurves(file, read).entries()) {
      const { offset, length } = blocks[k]!;
      if (curve.length !== length) throw new InputError("request-invalid", { where: `rows.${i}.series`, what: `${curveName(file.inputs[k]!)} has ${curve.length} points`, expected: `${length}, as in the rows trained on` });
      data.set(curve, i * columns + offset);
    }
  }
  const targets = Object.keys(file.targets).length;
  return {
    ids: sent.map(({ id }, i) => id ?? `row ${i + 1}`), groups: sent.map(({ group = "" }) => group),
    set: { inputs: { rows: sent.length, columns, data }, targets: { rows: sent.length, columns: targets, data: new Float64Array(sent.length * targets).fill(Number.NaN) } },
  };
}
