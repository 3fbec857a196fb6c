import type { Classical } from "./classical.ts";
import { InputError } from "./errors.ts";
import type { ConditionsOf, DrivesOf, ProgramOf, Protocol, ResponsesOf, Series } from "./protocol.ts";
import type { Quantities, Quantity } from "./quantity.ts";
import type { Settings, SettingsOf } from "./settings.ts";

/** Why a curve ends before the last point of its axis. */
export const stopReasons = ["failure", "tension", "cut-off", "depleted", "saturated", "no-solution"] as const;
export type StopReason = (typeof stopReasons)[number];
export type Status = "reached" | StopReason;

/** What a model returns when a curve ends early: the series up to the last computed point, and why. */
export class Stopped<R = Readonly<Record<string, Series>>> {
  readonly reason: StopReason;
  readonly message: string;
  readonly responses: R;
  /** The responses at the very point where the curve ended, between two points of the axis. */
  readonly end: Readonly<Partial<Record<keyof R, number>>> | undefined;
  constructor(reason: StopReason, message: string, responses: R, end?: Readonly<Partial<Record<keyof R, number>>>) {
    this.reason = reason;
    this.message = message;
    this.responses = responses;
    this.end = end;
  }
}

/**
 * Ends a curve early. The series hold what was computed (shorter than the axis, or NaN from the first missing point on).
 * @param message A sentence with the numbers that matter: `deviator stress reached its limit of 208 kPa at 14.8 % axial strain`.
 * @param end The responses where the curve ended (the strength itself, not the last point before it); studies that hold a failed specimen's state hold these.
 */
export const stop = <R extends Readonly<Record<string, Series>>>(reason: StopReason, message: string, responses: R, end?: Readonly<Partial<Record<keyof R, number>>>): Stopped<R> => new Stopped(reason, message, responses, end);

/** A model's answer for one protocol, names erased. */
export interface Simulation {
  readonly protocol: Protocol;
  /** Names of the responses this model computes; all of the protocol's unless the model says otherwise. */
  readonly run: (
    parameters: Readonly<Record<string, number>>,
    conditions: Readonly<Record<string, number>>,
    axis: Float64Array,
    more: More,
  ) => Readonly<Record<string, Series>> | Stopped;
  /** The same answer with its derivatives, from models that know them. */
  readonly sensitivities?: (
    parameters: Readonly<Record<string, number>>,
    conditions: Readonly<Record<string, number>>,
    axis: Float64Array,
    more: More & { readonly of: readonly string[]; readonly ofConditions: readonly string[] },
  ) => Sensitivities;
}

/** What a simulation is given besides parameters, conditions and axis. */
export interface More {
  readonly options: Readonly<Record<string, unknown>>;
  readonly drives: Readonly<Record<string, Float64Array>>;
  readonly program: Readonly<Record<string, unknown>>;
}

/** A model's answer to one test together with its derivatives with respect to parameters. */
export interface Sensitivities<R = Readonly<Record<string, Series>>> {
  /** What `run` returns for the same input. */
  readonly answer: R | Stopped<R>;
  /** For each parameter asked for: the derivative of each response at the computed points, in the response's unit over the parameter's. */
  readonly by: Readonly<Record<string, R>>;
  /** The same for conditions of the test (an unknown initial state); those that are left out are found by differences. */
  readonly byConditions?: Readonly<Record<string, R>>;
  /** Where the answer stopped and names its end: the derivatives of the responses there, by parameters and conditions. Zero where absent (a cut-off voltage depends on nothing). */
  readonly endBy?: Readonly<Record<string, Readonly<Partial<Record<keyof R, number>>>>>;
}

/** What the options, such as the description of a cell, say of a parameter. */
export interface Expectation {
  /** What holds where an optional parameter is left out; absent where no single number does (a function of concentration). */
  readonly value?: number;
  /** The range to expect; the prior unless a study says otherwise. */
  readonly plausible?: readonly [min: number, max: number];
}

/** Parameters that are usually estimated together. */
export interface Preset {
  readonly parameters: readonly string[];
  /** One sentence: when to take it. */
  readonly about: string;
}

/** Parameters + one test -> response curves; pure. */
export interface ForwardModel {
  /** `domain/name`, stored with every result; never reused for other equations. */
  readonly id: string;
  readonly name: string;
  /** One sentence: when to use it. */
  readonly about: string;
  /** Where the equations come from. */
  readonly source: string;
  /** Key order is the layout of theta. */
  readonly parameters: Quantities;
  readonly options: Settings;
  /** Relations between parameters: a sentence that says why this set means nothing, or undefined. */
  readonly invalid?: (parameters: Readonly<Record<string, number>>) => string | undefined;
  /** What these options say of parameters; shown to people, and the source of priors. */
  readonly expectations?: (options: Readonly<Record<string, unknown>>) => Readonly<Record<string, Expectation>>;
  /** The options under which the same equations are solved more finely; undefined where these are the finest. Every estimate is solved again with them, to see what the numerics hide. */
  readonly finer?: (options: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> | undefined;
  /** Named choices of what to estimate; the first is proposed. */
  readonly presets?: Readonly<Record<string, Preset>>;
  /** How the field finds the parameters by hand: a start for estimators, and a check on them. */
  readonly classical?: Classical;
  readonly simulations: readonly Simulation[];
}

/** Parameters as a model sees them: defaults filled in, optional ones possibly absent. */
export type Values<Q extends Quantities> = { readonly [K in keyof Q]: Q[K] extends { readonly optional: true } ? number | undefined : number };
/** Rejects names that the protocol does not have; missing ones are allowed (not every model computes every response). */
type OnlyKnown<R, Known> = { readonly [K in keyof R]: K extends keyof Known ? R[K] : never };

/** A parameter as the options leave it: `held` is what holds where an optional one is left out. */
export type OptedQuantity = Quantity & { readonly held?: number };

/** A model's parameters with what its options say of them. @param options Validated. */
export function quantitiesUnder(model: Pick<ForwardModel, "parameters" | "expectations">, options: Readonly<Record<string, unknown>>): Readonly<Record<string, OptedQuantity>> {
  const expected = model.expectations?.(options) ?? {};
  return Object.fromEntries(Object.entries(model.parameters).map(([name, quantity]) => {
    const { value, plausible } = expected[name] ?? {};
    const [min, max] = quantity.bounds;
    const range = plausible && ([Math.max(min, plausible[0]), Math.min(max, plausible[1])] as const);
    return [name, { ...quantity, ...(value === undefined ? {} : { held: value }), ...(range && range[0] < range[1] ? { plausible: range } : {}) }];
  }));
}

/** Declares how the model simulates one protocol. The parameter, condition, drive and response names are checked by the compiler. */
export type On<Q extends Quantities, O extends Settings> = <P extends Protocol, R extends ResponsesOf<P>>(
  protocol: P,
  run: (
    parameters: Values<Q>,
    conditions: ConditionsOf<P>,
    axis: Float64Array,
    more: { readonly options: SettingsOf<O>; readonly drives: DrivesOf<P>; readonly program: ProgramOf<P> },
  ) => (R & OnlyKnown<R, P["responses"]>) | Stopped<R & OnlyKnown<R, P["responses"]>>,
  derivatives?: {
    /** Answers as `run` does and adds the derivatives with respect to the parameters named in `of`, all in one solution. */
    readonly sensitivities: (
      parameters: Values<Q>,
      conditions: ConditionsOf<P>,
      axis: Float64Array,
      more: { readonly options: SettingsOf<O>; readonly drives: DrivesOf<P>; readonly program: ProgramOf<P>; readonly of: readonly (keyof Q & string)[]; readonly ofConditions: readonly (keyof P["conditions"] & string)[] },
    ) => Sensitivities<ResponsesOf<P>>;
  },
) => Simulation;

export interface ForwardModelDeclaration<Q extends Quantities, O extends Settings> {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly source: string;
  readonly parameters: Q;
  readonly options?: O;
  readonly invalid?: (parameters: Values<Q>) => string | undefined;
  readonly expectations?: (options: SettingsOf<O>) => { readonly [K in keyof Q]?: Expectation };
  readonly finer?: (options: SettingsOf<O>) => SettingsOf<O> | undefined;
  readonly presets?: Readonly<Record<string, { readonly parameters: readonly (keyof Q & string)[]; readonly about: string }>>;
  readonly classical?: Classical<keyof Q & string>;
  readonly simulations: (on: On<Q, O>) => readonly Simulation[];
}

/**
 * Turns equations and declarations into a forward model. Importing or defining a model has no effect beyond the value returned.
 * @throws InputError `model-invalid` when the declaration contradicts itself.
 */
// eslint-disable-next-line typescript/no-empty-object-type
export function defineForwardModel<const Q extends Quantities, const O extends Settings = {}>(declaration: ForwardModelDeclaration<Q, O>): ForwardModel {
  const on: On<Q, O> = (protocol, run, derivatives) => ({
    protocol,
    run: run as unknown as Simulation["run"],
    ...(derivatives ? { sensitivities: derivatives.sensitivities as unknown as NonNullable<Simulation["sensitivities"]> } : {}),
  });
  const { simulations, invalid, classical, options, expectations, finer, ...rest } = declaration;
  const model: ForwardModel = {
    ...rest,
    options: options ?? {},
    ...(invalid ? { invalid: invalid as unknown as NonNullable<ForwardModel["invalid"]> } : {}),
    ...(expectations ? { expectations: expectations as NonNullable<ForwardModel["expectations"]> } : {}),
    ...(finer ? { finer: finer as NonNullable<ForwardModel["finer"]> } : {}),
    ...(classical ? { classical: classical as Classical } : {}),
    simulations: simulations(on),
  };
  checkModel(model);
  return model;
}

function checkModel(model: ForwardModel): void {
  const wrong = (what: string, expected: string): never => {
    throw new InputError("model-invalid", { where: `model ${model.id}`, what, expected });
  };
  if (!/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(model.id)) wrong(`the id "${model.id}" is not usable`, `"domain/name" in lower case, for example "soil/duncan-chang-eb"`);
  if (model.simulations.length === 0) wrong("it simulates no protocol", "at least one on(protocol, ...)");
  for (const [name, { bounds, plausible, default: value, scale }] of Object.entries(model.parameters)) {
    const [min, max] = bounds;
    if (!(min < max)) wrong(`the bounds of ${name} are empty: ${min} to ${max}`, "a lower bound below the upper one");
    if (plausible && !(plausible[0] >= min && plausible[1] <= max && plausible[0] < plausible[1])) wrong(`the plausible range of ${name} is not inside its bounds`, `a range within ${min} to ${max}`);
    if (value !== undefined && !(value >= min && value <= max)) wrong(`the default of ${name}, ${value}, is outside its bounds`, `a value from ${min} to ${max}`);
    if (scale === "log" && !(min > 0)) wrong(`${name} has a logarithmic scale and a lower bound of ${min}`, "a positive lower bound");
  }
  for (const [name, { parameters }] of Object.entries(model.presets ?? {})) {
    const unknown = parameters.find((parameter) => !Object.hasOwn(model.parameters, parameter));
    if (unknown !== undefined) wrong(`the preset "${name}" names "${unknown}", which is no parameter`, `some of ${Object.keys(model.parameters).join(", ")}`);
  }
  const ids = model.simulations.map((s) => s.protocol.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) wrong(`it simulates "${twice}" twice`, "one simulation a protocol");
}
