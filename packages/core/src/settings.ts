import { closest, InputError } from "./errors.ts";

/** Declarations of what a user may set: the options of a model, the settings of an estimator or an importer. Data, so that a page can draw a form from it. */
export type Setting = NumberSetting | OptionalNumberSetting | ChoiceSetting | FlagSetting | TextSetting | DocumentSetting | ListSetting | GroupSetting;

export interface NumberSetting {
  readonly kind: "number";
  readonly default: number;
  readonly optional?: never;
  readonly bounds: readonly [number, number];
  readonly integer?: true;
  readonly unit?: string;
  /** Where a search for better settings looks; absent where the setting is no matter of accuracy. */
  readonly tuning?: { readonly range: readonly [number, number]; readonly scale?: "linear" | "log" };
  /** How long a training works: more is better and takes longer in proportion. A search gives poor candidates little of it, and does not vary it otherwise. At most one setting of an estimator. */
  readonly effort?: true;
  readonly about: string;
}
/** A number that may be left out; nothing stands for it then. */
export interface OptionalNumberSetting extends Omit<NumberSetting, "default" | "optional" | "tuning" | "effort"> { readonly default?: never; readonly optional: true; readonly tuning?: never; readonly effort?: never }
export interface ChoiceSetting<C extends string = string> {
  readonly kind: "choice";
  readonly default: C;
  readonly choices: Readonly<Record<C, string>>;
  /** The choices that a search for better settings tries. */
  readonly tuning?: readonly C[];
  readonly about: string;
}
export interface FlagSetting {
  readonly kind: "flag";
  readonly default: boolean;
  /** Whether a search for better settings tries both. */
  readonly tuning?: true;
  readonly about: string;
}
export interface TextSetting { readonly kind: "text"; readonly default: string; readonly about: string }
/** A description that is either built in and known by its name, or a JSON document of the user's. Where people name a file instead, the app puts the file's contents there. */
export interface DocumentSetting {
  readonly kind: "document";
  /** One of `builtIn`. */
  readonly default: string;
  /** Names, each with a sentence. */
  readonly builtIn: Readonly<Record<string, string>>;
  /** Throws an InputError that says what is wrong with the document; returns what its user should know, one sentence each without a full stop. */
  readonly check: (document: JsonDocument) => readonly string[];
  readonly about: string;
}
export type JsonDocument = Readonly<Record<string, unknown>>;
export interface ListSetting<S extends Setting = Setting> {
  readonly kind: "list";
  readonly of: S;
  readonly default: readonly SettingValue<S>[];
  /** How many items a search for better settings tries; what `of` lets it vary is the same in all of them. */
  readonly tuning?: { readonly lengths: readonly [number, number] };
  readonly about: string;
}
export interface GroupSetting<F extends Settings = Settings> { readonly kind: "group"; readonly fields: F; readonly about: string }

export type Settings = { readonly [name: string]: Setting };

/** The value that a declaration admits. */
export type SettingValue<S extends Setting> =
  S extends { kind: "number"; optional: true } ? number | undefined
  : S extends { kind: "number" } ? number
  : S extends { kind: "choice"; choices: infer C } ? keyof C & string
  : S extends { kind: "flag" } ? boolean
  : S extends { kind: "text" } ? string
  : S extends { kind: "document" } ? string | JsonDocument
  : S extends { kind: "list"; of: infer E extends Setting } ? readonly SettingValue<E>[]
  : S extends { kind: "group"; fields: infer F extends Settings } ? SettingsOf<F>
  : never;

/** The validated values of declared settings. */
export type SettingsOf<S extends Settings> = { readonly [K in keyof S]: SettingValue<S[K]> };

/** A number in an inclusive range. */
export function number(declaration: Omit<NumberSetting, "kind">): NumberSetting;
export function number(declaration: Omit<OptionalNumberSetting, "kind">): OptionalNumberSetting;
export function number(declaration: Omit<NumberSetting, "kind"> | Omit<OptionalNumberSetting, "kind">): NumberSetting | OptionalNumberSetting {
  return { kind: "number", ...declaration } as NumberSetting | OptionalNumberSetting;
}
/** One of several named ways, each with a sentence that says what it does. */
export const choice = <C extends string>(declaration: { readonly default: NoInfer<C>; readonly choices: Readonly<Record<C, string>>; readonly tuning?: readonly NoInfer<C>[]; readonly about: string }): ChoiceSetting<C> => ({ kind: "choice", ...declaration });
/** Yes or no. */
export const flag = (declaration: Omit<FlagSetting, "kind">): FlagSetting => ({ kind: "flag", ...declaration });
/** Free text. */
export const text = (declaration: Omit<TextSetting, "kind">): TextSetting => ({ kind: "text", ...declaration });
/** Something built in, by its name, or a JSON document. */
export const document = (declaration: Omit<DocumentSetting, "kind">): DocumentSetting => ({ kind: "document", ...declaration });
/** Any number of values of one kind; a single name or number may be given without the brackets of a list. */
export const list = <S extends Setting>(declaration: Omit<ListSetting<S>, "kind">): ListSetting<S> => ({ kind: "list", ...declaration });
/** Several settings under one name; each field's default holds where it is left out. */
export const group = <F extends Settings>(declaration: Omit<GroupSetting<F>, "kind">): GroupSetting<F> => ({ kind: "group", ...declaration });

/**
 * Checks what the user gave against the declarations and fills in the defaults.
 * @param where What is being set, for messages: `options of soil/duncan-chang-eb`.
 * @throws InputError `option-invalid` with the path of the offending key.
 */
export function readSettings<S extends Settings>(declared: S, given: unknown, where: string): SettingsOf<S> {
  if (given === undefined || given === null) given = {};
  if (typeof given !== "object" || Array.isArray(given)) throw invalid(where, `${show(given)} is not a set of settings`, "names with values");
  const values = given as Record<string, unknown>;
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(declared, name)) continue;
    const near = closest(name, Object.keys(declared));
    const names = Object.keys(declared);
    throw invalid(where, `there is no setting "${name}"`, names.length > 0 ? `one of ${names.join(", ")}` : "no settings here", near && `Did you mean "${near}"?`);
  }
  return Object.fromEntries(Object.entries(declared).map(([name, setting]) => [name, readSetting(setting, values[name], `${where}, ${name}`)])) as SettingsOf<S>;
}

function readSetting(setting: Setting, value: unknown, where: string): unknown {
  if (setting.kind === "group") return readSettings(setting.fields, value, where);
  if (value === undefined || (value === null && setting.kind === "number" && setting.optional)) return setting.default;
  switch (setting.kind) {
    case "number": {
      const [min, max] = setting.bounds;
      if (typeof value !== "number" || !(value >= min && value <= max) || (setting.integer && !Number.isInteger(value))) {
        throw invalid(where, `${show(value)} is not allowed`, `${setting.integer ? "a whole number" : "a number"} from ${min} to ${max}${setting.unit ? ` ${setting.unit}` : ""}`);
      }
      return value;
    }
    case "choice": {
      // Choices that look like numbers (a year, a pressure) come as numbers from files and command lines.
      if (typeof value === "number" && Object.hasOwn(setting.choices, String(value))) return String(value);
      if (typeof value !== "string" || !Object.hasOwn(setting.choices, value)) throw invalid(where, `${show(value)} is not a choice`, Object.keys(setting.choices).join(" or "));
      return value;
    }
    case "flag": {
      if (typeof value !== "boolean") throw invalid(where, `${show(value)} is neither true nor false`, "true or false");
      return value;
    }
    case "text": {
      if (typeof value !== "string") throw invalid(where, `${show(value)} is not text`, "text");
      return value;
    }
    case "document": {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        checkDocument(setting, value as JsonDocument, where);
        return value;
      }
      const names = Object.keys(setting.builtIn);
      if (typeof value === "string" && names.includes(value)) return value;
      const near = typeof value === "string" ? closest(value, names) : undefined;
      throw invalid(where, `${show(value)} is not built in`, `${names.join(", ")}, or the path of a JSON file`, near && `Did you mean "${near}"?`);
    }
    case "list": {
      const { of } = setting;
      // Names that look like numbers (a specimen, a stage) come as such from files and command lines.
      const item = (one: unknown, at: string): unknown => readSetting(of, of.kind === "text" && typeof one === "number" ? String(one) : one, at);
      if (typeof value === "string" || typeof value === "number") return [item(value, where)];
      if (!Array.isArray(value)) throw invalid(where, `${show(value)} is not a list`, "a list");
      return value.map((one, i) => item(one, `${where}[${i}]`));
    }
  }
}

/** What the user of a document should know. @throws InputError where something is wrong with it. */
export function checkDocument(setting: DocumentSetting, document: JsonDocument, where: string): readonly string[] {
  try {
    return setting.check(document);
  } catch (error) {
    throw error instanceof InputError ? error.within(where) : error;
  }
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

const invalid = (where: string, what: string, expected: string, next?: string): InputError => new InputError("option-invalid", { where, what, expected, ...(next ? { next } : {}) });
