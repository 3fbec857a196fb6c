import { InputError, readSettings, type FileReading } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { writeXlsx, type CellValue, type WriteSheet } from "hucre/xlsx";
import { readFileSync } from "node:fs";
import { xlsx } from "../src/index.ts";

export interface Asked {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, number>>;
}

const protocols = [drainedTriaxial, undrainedTriaxial, oedometer, isotropicCompression, constantPTriaxial];

/** Reads one file as an app does. */
export async function read(name: string, bytes: Uint8Array, { settings = {}, conditions }: Asked = {}): Promise<FileReading> {
  const request = { protocols, settings: readSettings(xlsx.settings, settings, "settings of xlsx"), ...(conditions ? { conditions } : {}) };
  return (await xlsx.read([{ name, bytes }], request as never))[0]!;
}

export async function refusal(name: string, bytes: Uint8Array, asked: Asked = {}): Promise<InputError> {
  const error: unknown = await read(name, bytes, asked).then(() => new Error("the file was read"), (e: unknown) => e);
  if (error instanceof InputError) return error;
  throw error;
}

/** A workbook of the tests' own. */
export const workbook = (...sheets: readonly (Omit<WriteSheet, "rows"> & { readonly rows: readonly (readonly CellValue[])[] })[]): Promise<Uint8Array> => writeXlsx({ sheets: sheets as unknown as WriteSheet[] });

/** Workbooks that other programs have written; see files/README.md. */
export const fileOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`files/${name}`, import.meta.url)));

/** Percent, percent, kPa. */
export const curve: readonly (readonly [number, number, number])[] = [
  [0, 0, 0], [0.05, 0.0484, 20.37], [0.1, 0.0573, 25.45], [0.25, 0.1515, 38.12], [0.5, 0.219, 44.44], [1.25, 0.559, 61.96], [2.5, 1.0262, 87.8], [5, 1.6718, 129.16], [10, 2.2492, 182.88], [15, 2.1225, 208.98],
];
export const usual = ["Axial strain (%)", "Volumetric strain (%)", "Deviator stress (kPa)"] as const;
export const inDecimals = (k: 0 | 1): readonly number[] => curve.map((row) => row[k] / 100);
