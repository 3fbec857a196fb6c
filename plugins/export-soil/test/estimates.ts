import { readSettings, type Estimate, type Exported, type Exporter, type MeasuredCurve } from "@inversa/core";
import { exampleEstimate } from "@inversa/testing";
import { modelOf } from "./models.ts";

/** An estimate with chosen values, on tests with chosen conditions. */
export function estimateOf(id: string, values: Readonly<Record<string, number>>, tests: Readonly<Record<string, Readonly<Record<string, number>>>>, changes: Partial<Estimate> & { readonly protocol?: string } = {}): Estimate {
  const { protocol = "drained-triaxial", ...rest } = changes;
  const base = exampleEstimate(modelOf(id));
  const [template] = base.observations;
  const estimated = base.parameters.map((parameter) => ({ ...parameter, value: values[parameter.name] ?? parameter.value }));
  const fixed = Object.fromEntries(Object.entries(values).filter(([name]) => !estimated.some((parameter) => parameter.name === name)));
  const observations: readonly MeasuredCurve[] = Object.entries(tests).map(([name, conditions]) => ({ ...template!, id: name, protocol, conditions }));
  return { ...base, parameters: estimated, fixed, observations, ...rest };
}

export const written = async (exporter: Exporter, estimate: Estimate, settings: unknown = {}): Promise<Exported> =>
  exporter.write({ estimate, model: modelOf(estimate.model), estimators: {}, settings: readSettings(exporter.settings, settings, exporter.id) });

/** Text of the first file. */
export const textOf = async (...call: Parameters<typeof written>): Promise<string> => String((await written(...call)).files[0]!.content);

/** Lines without comments. */
export const commands = (text: string, sign: string): readonly string[] => text.split("\n").filter((line) => line !== "" && !line.startsWith(sign));
