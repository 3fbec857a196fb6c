import { defineProtocol, InputError, type FileReading, type Observation, type Protocol } from "@inversa/core";
import { constantPTriaxial, drainedTriaxial, isotropicCompression, oedometer, undrainedTriaxial } from "@inversa/soil";

/* What tests of importers of tables share: kinds of test, a drained test as text, and how one asks and what one is told. */

/** Every kind of soil test, as an app would hand them to the importer. */
export const soil: readonly Protocol[] = [drainedTriaxial, undrainedTriaxial, oedometer, isotropicCompression, constantPTriaxial];

/** A protocol of another domain: time as axis, a prescribed history, no signs to tell. */
export const cycling = defineProtocol({
  id: "cycling", name: "Current-driven cycling", about: "A cell under a prescribed current.",
  conditions: { ambientTemperature: { unit: "K", bounds: [200, 400], default: 298.15, aliases: ["temperature", "T_amb"], about: "temperature of the surroundings" } },
  drives: { current: { unit: "A", aliases: ["I", "current"], about: "current, discharge positive" } },
  axis: { name: "time", unit: "s", aliases: ["t", "time", "test time"], about: "time" },
  responses: { voltage: { unit: "V", aliases: ["U", "voltage", "cell voltage"], about: "voltage" } },
});

export interface Asked {
  readonly name?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, number>>;
  readonly protocols?: readonly Protocol[];
  readonly beside?: Readonly<Record<string, string>>;
}

/** Ways to ask, over one way to read a file. */
export function asking<Content>(read: (content: Content, asked?: Asked) => Promise<FileReading>) {
  const readOne = async (content: Content, asked: Asked = {}): Promise<Observation> => {
    const { observations } = await read(content, asked);
    if (observations.length !== 1) throw new Error(`expected one observation, got ${observations.length}`);
    return observations[0]!;
  };
  /** The mistake with which a file is refused. */
  const refusal = async (content: Content, asked: Asked = {}): Promise<InputError> => {
    try {
      await read(content, asked);
    } catch (error) {
      if (error instanceof InputError) return error;
      throw error;
    }
    throw new Error("the file was read");
  };
  return { readOne, refusal };
}

/** What the user is told, as one text. */
export const told = (reading: FileReading): string => reading.inferred.map((i) => `${i.what} <- ${i.because}`).join("\n");

/** A drained test as percent and kPa: contraction first, then dilation; five figures, so that no number is ambiguous. */
export const drainedRows: readonly (readonly [number, number, number])[] = [
  [0, 0, 0], [0.05, 0.0484, 20.37], [0.1, 0.0573, 25.45], [0.25, 0.1515, 38.12], [0.5, 0.219, 44.44], [1.25, 0.559, 61.96], [2.5, 1.0262, 87.8], [5, 1.6718, 129.16], [10, 2.2492, 182.88], [15, 2.1225, 208.98],
];

/** The rows as text under the given headings. */
export const table = (headings: readonly string[], rows: readonly (readonly number[])[] = drainedRows, delimiter = ",", decimal = "."): string =>
  [headings.join(delimiter), ...rows.map((row) => row.map((v) => String(v).replace(".", decimal)).join(delimiter))].join("\n");

export const usual = ["eps_a [%]", "eps_v [%]", "q [kPa]"] as const;

/** The curve of an observation as plain lists, as {@link drained} has it. */
export const curveOf = ({ test, responses }: Observation): typeof drained => ({ axis: [...test.axis], volumetricStrain: [...(responses["volumetricStrain"] ?? [])], deviatorStress: [...(responses["deviatorStress"] ?? [])] });

/** The observation that {@link drainedRows} must give. */
export const drained = {
  axis: drainedRows.map(([a]) => a / 100),
  volumetricStrain: drainedRows.map(([, v]) => v / 100),
  deviatorStress: drainedRows.map(([, , q]) => q),
};
