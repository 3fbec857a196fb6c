import { InputError, readSettings, type FileReading, type Protocol } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { ags4 } from "../src/index.ts";

/** Every kind of soil test, as an app would hand them to the importer. */
export const soil: readonly Protocol[] = [drainedTriaxial, undrainedTriaxial, oedometer, isotropicCompression, constantPTriaxial];

/** One group as a table: headings with unit and type, rows with one cell each. */
export interface Group {
  readonly name: string;
  readonly headings: readonly (readonly [heading: string, unit: string, type: string])[];
  readonly rows: readonly (readonly string[])[];
}

const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll("\"", "\"\"")}"`).join(",");

/** Groups as the text of an AGS4 file. */
export const write = (groups: readonly Group[], newline = "\r\n"): string =>
  groups.map(({ name, headings, rows }) => [
    ["GROUP", name], ["HEADING", ...headings.map(([heading]) => heading)], ["UNIT", ...headings.map(([, unit]) => unit)], ["TYPE", ...headings.map(([, , type]) => type)], ...rows.map((row) => ["DATA", ...row]),
  ].map(line).join(newline)).join(newline + newline) + newline;

export const tran: Group = { name: "TRAN", headings: [["TRAN_ISNO", "", "X"], ["TRAN_AGS", "", "X"]], rows: [["1", "4.1.1"]] };

const key = [["LOCA_ID", "", "ID"], ["SAMP_TOP", "m", "2DP"], ["SAMP_REF", "", "X"], ["SAMP_TYPE", "", "PA"], ["SAMP_ID", "", "ID"], ["SPEC_REF", "", "X"], ["SPEC_DPTH", "m", "2DP"]] as const;

/** One specimen's key cells: `BH1 U3 1`. */
export const specimen = (ref = "1", hole = "BH1"): readonly string[] => [hole, "4.50", "U3", "U", `${hole}-U3`, ref, "4.60"];

const units: Readonly<Record<string, readonly [unit: string, type: string]>> = {
  SPEC_DESC: ["", "X"], FILE_FSET: ["", "X"], TREG_TYPE: ["", "PA"], TREG_COH: ["kPa", "0DP"], TREG_PHI: ["deg", "1DP"], TREG_FCR: ["", "X"],
  TRET_TESN: ["", "X"], TRET_DDEN: ["Mg/m3", "2DP"], TRET_CONP: ["kPa", "0DP"], TRET_CELL: ["kPa", "0DP"], TRET_PWPI: ["kPa", "0DP"], TRET_BACK: ["kPa", "0DP"], TRET_STRN: ["%", "1DP"], TRET_DEVF: ["kPa", "0DP"],
  TRET_PWPF: ["kPa", "0DP"], TRET_STV: ["%", "2DP"], TRET_DRN: ["", "X"], TRET_IVR: ["", "3DP"], TRET_CVP: ["kPa", "0DP"], TRET_CRP: ["kPa", "0DP"], TRET_EP50: ["%", "2DP"], TRET_E50: ["MPa", "2DP"], TRET_VOLM: ["%", "1DP"],
  CONG_TYPE: ["", "PA"], CONG_IVR: ["", "3DP"], CONG_SPRS: ["kPa", "2SF"], CONS_INCN: ["", "X"], CONS_IVR: ["", "3DP"], CONS_INCF: ["kPa", "0DP"], CONS_INCE: ["", "3DP"],
  TRIG_TYPE: ["", "PA"], TRIT_TESN: ["", "X"], TRIT_CELL: ["kPa", "0DP"], TRIT_DEVF: ["kPa", "0DP"], TRIT_CU: ["kPa", "0DP"], LPDN_PDEN: ["Mg/m3", "XN"],
  TREL_MNUM: ["", "0DP"], TREL_STGN: ["", "0DP"], TREL_STGD: ["", "X"], TREL_EZES: ["%", "3DP"], TREL_EPES: ["%", "3DP"], TREL_SZE: ["kPa", "1DP"], TREL_SRE: ["kPa", "1DP"], TREL_SZT: ["kPa", "1DP"], TREL_CELL: ["kPa", "1DP"], TREL_PWP: ["kPa", "1DP"],
};

/** A group whose rows hang on a specimen; values by heading, the same ones in each row. */
export function group(name: string, rows: readonly (readonly [key: readonly string[], values: Readonly<Record<string, string>>])[]): Group {
  const headings = [...new Set(rows.flatMap(([, values]) => Object.keys(values)))];
  return { name, headings: [...key, ...headings.map((heading) => [heading, ...(units[heading] ?? ["", "X"])] as const)], rows: rows.map(([cells, values]) => [...cells, ...headings.map((heading) => values[heading] ?? "")]) };
}

/** A stage of a drained test on sand, as laboratories state it. */
export const drained = { TRET_TESN: "1", TRET_CONP: "100", TRET_CELL: "400", TRET_PWPI: "300", TRET_STRN: "9.5", TRET_DEVF: "301", TRET_STV: "-3.10", TRET_IVR: "0.656", TRET_EP50: "1.15", TRET_E50: "13.10" } as const;
export const undrained = { TRET_TESN: "1", TRET_CONP: "100", TRET_CELL: "400", TRET_PWPI: "300", TRET_STRN: "12.0", TRET_DEVF: "92", TRET_PWPF: "352", TRET_EP50: "1.00" } as const;

/** A file with one triaxial specimen. */
export const triaxial = (stages: readonly Readonly<Record<string, string>>[], general: Readonly<Record<string, string>> = {}, more: readonly Group[] = []): string =>
  write([tran, group("TREG", [[specimen(), { TREG_TYPE: "CD", ...general }]]), group("TRET", stages.map((stage) => [specimen(), stage] as const)), ...more]);

export interface Asked {
  readonly name?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, number>>;
  readonly protocols?: readonly Protocol[];
  readonly beside?: readonly string[];
}

export const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === "string" ? new TextEncoder().encode(content) : content);

export const requestOf = ({ settings = {}, conditions, protocols = soil, beside }: Asked) =>
  ({ protocols, settings: readSettings(ags4.settings, settings, "settings of ags4"), ...(conditions ? { conditions } : {}), ...(beside ? { beside } : {}) }) as never;

export const read = async (content: string | Uint8Array, asked: Asked = {}): Promise<FileReading> => (await ags4.read([{ name: asked.name ?? "site.ags", bytes: bytesOf(content) }], requestOf(asked)))[0]!;

/** The mistake with which a file is refused. */
export async function refusal(content: string | Uint8Array, asked: Asked = {}): Promise<InputError> {
  try {
    await read(content, asked);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the file was read");
}
