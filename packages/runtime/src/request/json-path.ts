import { InputError } from "@inversa/core";

/** A value inside a JSON document together with the path that leads to it (`$.tests[0].axis`), so that every complaint can name the place. */
export interface Place {
  readonly value: unknown;
  readonly path: string;
}

export const refuse = (place: Place, what: string, expected: string, next?: string): never => {
  throw new InputError("request-invalid", { where: place.path, what, expected, ...(next ? { next } : {}) });
};

/** What stands there, short enough for a message. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

export function asObject(place: Place, expected = "an object { ... }"): Readonly<Record<string, unknown>> {
  const { value } = place;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(place, value === undefined ? "it is missing" : `${show(value)} stands here`, expected);
  return value as Readonly<Record<string, unknown>>;
}

export const at = (place: Place, key: string | number): Place => ({
  value: (place.value as Record<string | number, unknown>)[key],
  path: typeof key === "number" ? `${place.path}[${key}]` : /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `${place.path}.${key}` : `${place.path}[${JSON.stringify(key)}]`,
});

export function asText(place: Place, expected: string): string {
  return typeof place.value === "string" && place.value !== "" ? place.value : refuse(place, place.value === undefined ? "it is missing" : `${show(place.value)} stands here`, expected);
}

export function asNumber(place: Place): number {
  return typeof place.value === "number" ? place.value : refuse(place, place.value === undefined ? "it is missing" : `${show(place.value)} stands here`, "a number");
}

export function asNumbers(place: Place, expected = "a list of numbers"): Float64Array {
  const { value } = place;
  if (!Array.isArray(value)) return refuse(place, value === undefined ? "it is missing" : `${show(value)} stands here`, expected);
  return Float64Array.from(value, (_, i) => asNumber(at(place, i)));
}

/** A record of numbers; `undefined` gives an empty one. */
export function asQuantities(place: Place): Readonly<Record<string, number>> {
  if (place.value === undefined) return {};
  return Object.fromEntries(Object.keys(asObject(place, "an object of names and numbers, for example { \"K\": 47 }")).map((name) => [name, asNumber(at(place, name))]));
}
