import { InputError, readSettings, type FileReading } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";
import { gds } from "../src/index.ts";

/*
 * Files in GDSLAB's layout, of a test that was never made: a specimen of 100 x 50 mm that saturation leaves alone, consolidation shortens by 1 mm and by
 * 3000 mm3 of water, and shearing compresses. Everything GDSLAB works out refers to the initial specimen and counts from the start of the test.
 */

export const initial = { height: 100, diameter: 50, area: Math.PI * 25 ** 2 };
export const consolidated = { height: 99, volume: initial.area * 100 - 3000 };

/** Displacement since the start of shearing in mm, water out since then in mm3, excess pore pressure and deviator stress in kPa. */
export type Shear = readonly (readonly [d: number, water: number, u: number, q: number])[];
export const drained: Shear = [[0, 0, 0, 0], [0.1, 90, 0.2, 60.5], [0.5, 420, 0.4, 130.2], [1, 810, 0.3, 180.4], [3, 1700, 0.5, 260.8], [8, 2600, 0.4, 320.1], [14, 2500, 0.3, 331.7]];
export const undrained: Shear = [[0, 0, 0, 0], [0.1, 3, 21.5, 60.5], [0.5, 4, 48.25, 95.2], [1, 2, 60.75, 110.4], [3, 5, 78.5, 121.8], [8, 4, 90.25, 126.1], [14, 6, 93.5, 127.7]];

/** What the reader must make of a shearing: natural strains of the consolidated specimen. */
export const expected = (shear: Shear): { readonly axis: number[]; readonly volumetricStrain: number[] } => ({
  axis: shear.map(([d]) => -Math.log(1 - d / consolidated.height)),
  volumetricStrain: shear.map(([, water]) => -Math.log(1 - water / consolidated.volume)),
});

const headings = [
  "Stage Number", "Time since start of test (s)", "Time since start of stage (s)", "Radial Pressure (kPa)", "Radial Volume (mm³)", "Back Pressure (kPa)", "Back Volume (mm³)", "Load Cell (kN)", "Pore Pressure (kPa)",
  "Axial Displacement (mm)", "Axial Force (kN)", "Axial Strain (%)", "Av Diameter Change (mm)", "Radial Strain (%)", "Axial Stress (kPa)", "Eff. Axial Stress (kPa)", "Eff. Radial Stress (kPa)", "Deviator Stress (kPa)",
  "Total Stress Ratio", "Eff. Stress Ratio", "Current Area (mm²)", "Shear Strain (%)", "Cambridge p (kPa)", "Eff. Cambridge p' (kPa)", "Max Shear Stress t (kPa)", "Volume Change (mm³)", "B Value", "Mean Stress s/Eff. Axial Stress 2", "Excess PWP (kPa)", "PWP Ratio",
] as const;

export interface Written {
  readonly shear?: Shear;
  /** Shearing in two stages, the second from this reading on. */
  readonly split?: number;
  readonly header?: Readonly<Record<string, string>>;
  /** "Head, " before the keys, a decimal comma. */
  readonly old?: boolean;
  readonly without?: readonly string[];
}

/** A whole file: saturation (1), B check (2), consolidation (3), shearing (4). */
export function gdsFile({ shear = drained, split = Infinity, header = {}, old = false, without = [] }: Written = {}): string {
  const keys = {
    "Test Type:": "", "Job reference:": "J-7", "Borehole:": "", "Sample Name:": "S1", "Depth:": "5", "Sample Date (dd/mm/yyyy):": "01/03/2024", "Description of Sample:": "made up", "Initial mass (g):": "400", "Initial dry mass (g):": "318.086", "Specific Gravity (kN/m³):": "2.7",
    "Initial Height (mm)": "100", "Initial Diameter (mm)": "50", "Ram Diameter": "20", "Membrane Thickness (mm):": "", "Side Drains Used (y/n):": "n", ...header,
  };
  const padding = Array.from({ length: Math.max(0, 57 - Object.keys(keys).length) }, (_, i) => [`Note ${i + 1}:`, ""]);
  const reading = (stage: number, t: number, cell: number, back: number, u: number, displacement: number, water: number, q: number): Readonly<Record<string, number>> => ({
    "Stage Number": stage, "Time since start of test (s)": 1000 * stage + t, "Time since start of stage (s)": t, "Radial Pressure (kPa)": cell, "Radial Volume (mm³)": 5, "Back Pressure (kPa)": back, "Back Volume (mm³)": 50_000 + water, "Load Cell (kN)": (q * initial.area) / 1e6, "Pore Pressure (kPa)": u,
    "Axial Displacement (mm)": displacement, "Axial Force (kN)": (q * initial.area) / 1e6, "Axial Strain (%)": displacement, "Av Diameter Change (mm)": 0, "Radial Strain (%)": 0, "Axial Stress (kPa)": cell + q, "Eff. Axial Stress (kPa)": cell + q - u, "Eff. Radial Stress (kPa)": cell - u, "Deviator Stress (kPa)": q,
    "Cambridge p (kPa)": cell + q / 3, "Eff. Cambridge p' (kPa)": cell + q / 3 - u, "Volume Change (mm³)": water, "Excess PWP (kPa)": u - 300,
  });
  const rows = [
    ...[0, 1, 2].map((i) => reading(1, 60 * i, 150 * i + 10, 150 * i, 150 * i, 0.2 * i, -2000 * i, 0)),
    ...[0, 1].map((i) => reading(2, 60 * i, 310 + 50 * i, 300, 300 + 48 * i, 0.4, -4000, 0)),
    ...[0, 1, 2].map((i) => reading(3, 60 * i, 400, 300, 340 - 20 * i, 0.4 + 0.5 * i, -4000 + 1500 * i, 0)),
    ...shear.map(([d, water, u, q], i) => reading(i < split ? 4 : 5, 60 * i, 400, 300, 300 + u, 1.4 + d, -1000 + water, q)),
  ];
  const kept = headings.filter((heading) => !without.includes(heading));
  const number = (value: number | undefined): string => String(value ?? 0).replace(".", old ? "," : ".");
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(",");
  return [...[...Object.entries(keys), ...padding].map(([key, value]) => line([`${old ? "Head, " : ""}${key}`, value!])), line(kept), ...rows.map((row) => line(kept.map((heading) => number(row[heading]))))].join("\r\n");
}

export interface Asked {
  readonly name?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, number>>;
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Reads a file in Latin-1, as GDSLAB writes it. */
export async function read(text: string, { name = "S1.csv", settings = {}, conditions }: Asked = {}): Promise<FileReading> {
  const protocols = [drainedTriaxial, undrainedTriaxial, oedometer, isotropicCompression, constantPTriaxial];
  return (await gds.read([{ name, bytes: latin1(text) }], { protocols, settings: readSettings(gds.settings, settings, "settings of gds"), ...(conditions ? { conditions } : {}) } as never))[0]!;
}

export async function refusal(text: string, asked: Asked = {}): Promise<InputError> {
  const error: unknown = await read(text, asked).then(() => new Error("the file was read"), (e: unknown) => e);
  if (error instanceof InputError) return error;
  throw error;
}

export const told = (reading: FileReading): string => reading.inferred.map((i) => `${i.what} <- ${i.because}`).join("\n");
