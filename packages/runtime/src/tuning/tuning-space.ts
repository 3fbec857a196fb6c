import type { Setting, Settings } from "@inversa/core";
import type { SearchAxis } from "@inversa/numerics";

/** One setting that a search varies: an axis of the search, and how its numbers become values. */
export interface TunedSetting {
  /** `learningRate`; `hidden.length` for the number of items of a list, `hidden[].units` for what is the same in all of them. */
  readonly name: string;
  readonly axis: SearchAxis;
  readonly valueAt: (coordinate: number) => number | string | boolean;
  readonly coordinateOf: (value: unknown) => number;
}

/** What may vary of an estimator's settings, as its declarations say (`tuning`). */
export interface TuningSpace {
  /** Complete settings from which the search starts: those of the study. */
  readonly base: Readonly<Record<string, unknown>>;
  readonly tuned: readonly TunedSetting[];
  /** The settings of a point; what does not vary is as in `base`. */
  settings(point: Float64Array): Readonly<Record<string, unknown>>;
  /** The nearest point to settings; what a list's items do not share is taken from its first. */
  point(settings: Readonly<Record<string, unknown>>): Float64Array;
  /** Of complete settings those that vary, by name. */
  varied(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, number | string | boolean>>;
  /** The setting that says how long a training works, with its full value. */
  readonly effort?: { readonly name: string; readonly full: number };
}

export function tuningSpace(declared: Settings, base: Readonly<Record<string, unknown>>): TuningSpace {
  const tuned = Object.entries(declared).flatMap(([name, setting]) => axesOf(setting, name));
  const effort = Object.entries(declared).find(([, setting]) => setting.kind === "number" && setting.effort)?.[0];
  return {
    base, tuned,
    varied: (settings) => Object.fromEntries(tuned.map(({ name }) => [name, valueIn(settings, name) as number | string | boolean])),
    settings: (point) => {
      const chosen = Object.fromEntries(tuned.map(({ name, valueAt }, d) => [name, valueAt(point[d]!)]));
      return Object.fromEntries(Object.entries(declared).map(([name, setting]) => [name, varied(setting, base[name], name, chosen)]));
    },
    point: (settings) => Float64Array.from(tuned, ({ name, coordinateOf }) => coordinateOf(valueIn(settings, name))),
    ...(effort === undefined ? {} : { effort: { name: effort, full: base[effort] as number } }),
  };
}

function axesOf(setting: Setting, name: string): readonly TunedSetting[] {
  switch (setting.kind) {
    case "number":
      return setting.tuning ? [numberAxis(name, setting.tuning.range, setting.tuning.scale === "log", setting.integer === true)] : [];
    case "choice":
      return setting.tuning ? [choiceAxis(name, setting.tuning)] : [];
    case "flag":
      return setting.tuning ? [choiceAxis(name, [false, true])] : [];
    case "group":
      return Object.entries(setting.fields).flatMap(([field, inner]) => axesOf(inner, `${name}.${field}`));
    case "list":
      return setting.tuning ? [numberAxis(`${name}.length`, setting.tuning.lengths, false, true), ...axesOf(setting.of, `${name}[]`)] : [];
    default:
      return [];
  }
}

function numberAxis(name: string, [min, max]: readonly [number, number], log: boolean, whole: boolean): TunedSetting {
  const [low, high] = log ? [Math.log(min), Math.log(max)] : whole ? [min - 0.5, max + 0.5] : [min, max];
  return {
    name,
    axis: { kind: "number" },
    valueAt: (coordinate) => {
      const at = low + coordinate * (high - low);
      const value = log ? Math.exp(at) : at;
      // Three figures are as many as anybody types, and more than matter.
      return Math.min(max, Math.max(min, whole ? Math.round(value) : Number(value.toPrecision(3))));
    },
    coordinateOf: (value) => {
      const inside = Math.min(max, Math.max(min, Number(value)));
      return ((log ? Math.log(inside) : inside) - low) / (high - low);
    },
  };
}

const choiceAxis = (name: string, choices: readonly (string | boolean)[]): TunedSetting => ({
  name,
  axis: { kind: "choice", size: choices.length },
  valueAt: (coordinate) => choices[coordinate]!,
  // A value that is not tried stands as the first.
  coordinateOf: (value) => Math.max(0, choices.indexOf(value as string | boolean)),
});

/** A setting's value with what varies in it put in. */
function varied(setting: Setting, value: unknown, name: string, chosen: Readonly<Record<string, unknown>>): unknown {
  if (Object.hasOwn(chosen, name)) return chosen[name];
  if (setting.kind === "group") {
    const given = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(setting.fields).map(([field, inner]) => [field, varied(inner, given[field], `${name}.${field}`, chosen)]));
  }
  if (setting.kind === "list" && setting.tuning) {
    const items = (value as readonly unknown[]).length > 0 ? (value as readonly unknown[]) : setting.default;
    return Array.from({ length: chosen[`${name}.length`] as number }, (_, i) => varied(setting.of, items[i] ?? items.at(-1), `${name}[]`, chosen));
  }
  return value;
}

/** The value under a name such as `hidden[].units`. */
function valueIn(settings: Readonly<Record<string, unknown>>, name: string): unknown {
  let value: unknown = settings;
  for (const key of name.replaceAll("[]", ".0").split(".")) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return value;
}

/** Only what differs from the declared defaults: what a study file has to say. */
export function withoutDefaults(declared: Settings, settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => {
    const setting = declared[name]!;
    if (setting.kind === "group") {
      const inner = withoutDefaults(setting.fields, value as Readonly<Record<string, unknown>>);
      return Object.keys(inner).length > 0 ? [[name, inner]] : [];
    }
    if (JSON.stringify(value) === JSON.stringify(setting.default)) return [];
    const { kind } = setting;
    return [[name, kind === "list" && setting.of.kind === "group" ? (value as readonly Readonly<Record<string, unknown>>[]).map((item) => withoutDefaults((setting.of as { readonly fields: Settings }).fields, item)) : value]];
  }));
}
