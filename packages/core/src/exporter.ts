import type { Estimate, MeasuredCurve } from "./estimate.ts";
import type { Estimator } from "./estimator.ts";
import type { ForwardModel } from "./model.ts";
import type { Settings, SettingsOf } from "./settings.ts";

/** A file as an exporter gives it. Who asked writes it to disk, sends it or shows it. */
export interface ExportedFile {
  /** Name without folder. */
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly mediaType: string;
}

/** What an exporter made of an estimate. */
export interface Exported {
  readonly files: readonly ExportedFile[];
  /** What the user should know before using the files: an approximation, a choice left open. What holds for the estimate in any format ({@link cautions}) is not repeated here. */
  readonly remarks: readonly string[];
}

export interface ExportRequest<S extends Settings = Settings> {
  readonly estimate: Estimate;
  /** The estimate's model as the app holds it; absent where it does not, and then only exporters for `any` model are asked. */
  readonly model?: ForwardModel;
  /** The app's estimators by the ids that estimates carry, for formats that name them. */
  readonly estimators: Readonly<Record<string, Pick<Estimator, "name" | "source">>>;
  readonly settings: SettingsOf<S>;
}

/** Hands an estimate on to another program or to a reader. Pure: no clock, no files, no network; the same request gives the same bytes. */
export interface Exporter<S extends Settings = Settings> {
  readonly id: string;
  /** The program or format: "Abaqus". */
  readonly name: string;
  readonly about: string;
  /** Where the target's syntax is known from and how sure that is. */
  readonly source: string;
  /** Ids of the models whose parameters it can write. */
  readonly models: readonly string[] | "any";
  /** Models that a user may expect here and that have no form in the target: why, and what to do instead. A sentence without a full stop. */
  readonly refuses?: Readonly<Record<string, string>>;
  readonly settings: S;
  /** @throws InputError `export-unsupported` where this estimate (its options, its tests) has no form in the target. */
  write(request: ExportRequest<S>): Exported | Promise<Exported>;
}

/** Keeps the settings' types for the author and erases them for the registry. */
export const defineExporter = <const S extends Settings>(exporter: Exporter<S>): Exporter => exporter as unknown as Exporter;

/** A value for every parameter of the model: estimated, held fixed, or the model's default. */
export function parameterValues({ parameters, fixed }: Pick<Estimate, "parameters" | "fixed">, model?: Pick<ForwardModel, "parameters">): Readonly<Record<string, number>> {
  const defaults = Object.entries(model?.parameters ?? {}).flatMap(([name, quantity]) => (quantity.default === undefined ? [] : [[name, quantity.default] as const]));
  return { ...Object.fromEntries(defaults), ...fixed, ...Object.fromEntries(parameters.flatMap(({ name, value, state }) => (state ? [] : [[name, value]]))) };
}

/** Conditions of a test as the model was run with them: the stated ones, and estimated states in their place. */
export function conditionValues({ parameters }: Pick<Estimate, "parameters">, { id, conditions }: Pick<MeasuredCurve, "id" | "conditions">): Readonly<Record<string, number>> {
  const states = parameters.flatMap(({ state, value }) => (state?.observations.includes(id) ? [[state.condition, value] as const] : []));
  return { ...conditions, ...Object.fromEntries(states) };
}

/** Why the values of an estimate should not be used without a thought, in any format: one sentence each, without a full stop. */
export function cautions({ parameters, diagnostics }: Pick<Estimate, "parameters" | "diagnostics">): readonly string[] {
  return [
    ...(diagnostics.converged ? [] : [`the estimation did not converge: ${diagnostics.message}`]),
    ...(diagnostics.reliable ? [] : ["the curves with these values miss the data by far more than the noise: neither values nor intervals are to be used as they are"]),
    ...parameters.filter(({ identified }) => !identified).map(({ name, value, note }) => `do not rely on ${name} = ${Number(value.toPrecision(4))}: ${note ?? "the data do not determine it"}`),
  ];
}
