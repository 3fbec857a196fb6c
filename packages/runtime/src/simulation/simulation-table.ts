import { type ForwardModel, layoutOf, type SimulationTask, type Table } from "@inversa/core";
import { Field, FixedSizeList, Float64, makeData, RecordBatch, Schema, Struct, Table as ArrowTable, tableFromIPC, tableToIPC } from "apache-arrow";
import type { ParameterSpace } from "../space/parameter-space.ts";

/** Draws and their curves, with words about them. */
export interface SimulationTable {
  /** n x P, in the parameters' units. */
  readonly theta: Table;
  /** n x D. */
  readonly curves: Table;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Columns of a table: their names and units. */
export interface SimulationColumns {
  readonly parameters: readonly { readonly name: string; readonly unit: string }[];
  readonly curves: readonly { readonly name: string; readonly unit: string; readonly offset: number; readonly length: number }[];
}

/** One column an unknown, one a curve (`test id/response`). */
export function columnsOf(model: ForwardModel, task: SimulationTask, { names, quantities }: Pick<ParameterSpace, "names" | "quantities">, testIds: readonly string[]): SimulationColumns {
  return {
    parameters: names.map((name, j) => ({ name, unit: quantities[j]!.unit })),
    curves: layoutOf(task).blocks.map(({ test, response, offset, length }) => ({
      name: `${testIds[test]}/${response}`,
      unit: model.simulations.find((simulation) => simulation.protocol.id === task.tests[test]!.protocol)!.protocol.responses[response]!.unit,
      offset,
      length,
    })),
  };
}

/**
 * Writes a table as an Arrow IPC file, which pandas, polars and others read: a float64 column for each parameter and a FixedSizeList<float64> column for each curve.
 * Equal contents give equal bytes.
 */
export function encodeSimulations({ parameters, curves: blocks }: SimulationColumns, { theta, curves, metadata }: SimulationTable): Uint8Array {
  const n = theta.rows;
  const unit = (value: string): Map<string, string> => new Map([["unit", value]]);
  const fields: Field[] = [];
  const children = [];
  for (const [p, { name, unit: code }] of parameters.entries()) {
    const values = Float64Array.from({ length: n }, (_, i) => theta.data[i * theta.columns + p]!);
    fields.push(new Field(name, new Float64(), false, unit(code)));
    children.push(makeData({ type: new Float64(), length: n, nullCount: 0, data: values }));
  }
  for (const { name, unit: code, offset, length } of blocks) {
    const values = new Float64Array(n * length);
    for (let i = 0; i < n; i++) values.set(curves.data.subarray(i * curves.columns + offset, i * curves.columns + offset + length), i * length);
    const type = new FixedSizeList(length, new Field("item", new Float64(), false));
    fields.push(new Field(name, type, false, unit(code)));
    children.push(makeData({ type, length: n, nullCount: 0, child: makeData({ type: new Float64(), length: n * length, nullCount: 0, data: values }) }));
  }
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  const batch = new RecordBatch(schema, makeData({ type: new Struct(fields), length: n, nullCount: 0, children }));
  return tableToIPC(new ArrowTable(schema, [batch]), "file");
}

const magic = "ARROW1";

/** What a table says of itself; undefined when the bytes are not an Arrow file, or cut short. */
export function metadataOf(bytes: Uint8Array): Readonly<Record<string, string>> | undefined {
  const ends = [bytes.subarray(0, magic.length), bytes.subarray(-magic.length)];
  if (ends.some((end) => new TextDecoder().decode(end) !== magic)) return undefined;
  try {
    return Object.fromEntries(tableFromIPC(bytes).schema.metadata);
  } catch {
    return undefined;
  }
}

/**
 * Undefined when the bytes are not a table of such columns: damaged, cut short, or of something else. Columns are told by their place and length: what they are called
 * follows the names of the tests, which people change, and what they hold is said by the hash in the metadata.
 */
export function decodeSimulations({ parameters, curves: blocks }: SimulationColumns, bytes: Uint8Array): SimulationTable | undefined {
  let table: ArrowTable;
  try {
    table = tableFromIPC(bytes);
  } catch {
    return undefined;
  }
  const { fields } = table.schema;
  if (fields.length !== parameters.length + blocks.length) return undefined;
  if (blocks.some(({ length }, b) => (fields[parameters.length + b]!.type as Partial<FixedSizeList>).listSize !== length)) return undefined;
  const n = table.numRows;
  const width = blocks.reduce((sum, { length }) => sum + length, 0);
  const theta = new Float64Array(n * parameters.length);
  const curves = new Float64Array(n * width);
  let row = 0;
  for (const { data } of table.batches) {
    const numbers = (column: number, nested: boolean, length: number): Float64Array | undefined => {
      const values: unknown = nested ? data.children[column]?.children[0]?.values : data.children[column]?.values;
      return values instanceof Float64Array && values.length >= data.length * length ? values : undefined;
    };
    for (let p = 0; p < parameters.length; p++) {
      const values = numbers(p, false, 1);
      if (!values) return undefined;
      for (let i = 0; i < data.length; i++) theta[(row + i) * parameters.length + p] = values[i]!;
    }
    for (const [b, { offset, length }] of blocks.entries()) {
      const values = numbers(parameters.length + b, true, length);
      if (!values) return undefined;
      for (let i = 0; i < data.length; i++) curves.set(values.subarray(i * length, (i + 1) * length), (row + i) * width + offset);
    }
    row += data.length;
  }
  return { theta: { rows: n, columns: parameters.length, data: theta }, curves: { rows: n, columns: width, data: curves }, metadata: Object.fromEntries(table.schema.metadata) };
}
