import { closest, InputError } from "@inversa/core";

/** Things of one kind by id, each with the plugin that brought it. */
export interface Registry<T> {
  /**
   * The thing with this id. The last path segment is enough where it is unique: `duncan-chang-eb` finds `soil/duncan-chang-eb`.
   * @throws InputError `unknown-id` with the closest id and what exists.
   */
  get(id: string): T;
  all(): readonly T[];
  has(id: string): boolean;
  /** Name of the plugin that brought it. @throws InputError `unknown-id`. */
  pluginOf(id: string): string;
}

export interface RegistryEntry<T> {
  readonly value: T;
  readonly plugin: string;
}

const lastSegment = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/**
 * @param kind For messages: `model`, `estimator`.
 * @param variant Name of the app variant, for messages.
 */
export function registry<T extends { readonly id: string }>(kind: string, variant: string, entries: readonly RegistryEntry<T>[]): Registry<T> {
  const byId = new Map(entries.map((entry) => [entry.value.id, entry]));
  const find = (id: string): RegistryEntry<T> | undefined => {
    const exact = byId.get(id);
    if (exact) return exact;
    const short = entries.filter((entry) => lastSegment(entry.value.id) === id);
    return short.length === 1 ? short[0] : undefined;
  };
  const need = (id: string): RegistryEntry<T> => {
    const found = find(id);
    if (found) return found;
    const known = [...byId.keys()];
    const several = known.filter((candidate) => lastSegment(candidate) === id);
    const near = closest(id, [...known, ...known.map(lastSegment)]);
    throw new InputError("unknown-id", {
      what: several.length > 1 ? `"${id}" could be any of ${several.join(", ")}` : `there is no ${kind} "${id}" in ${variant}`,
      expected: known.length > 0 ? `one of ${known.join(", ")}` : `a ${kind}; this app variant has none`,
      ...(near && several.length < 2 ? { next: `Did you mean "${known.find((candidate) => candidate === near || lastSegment(candidate) === near)}"?` } : {}),
    });
  };
  const values = entries.map((entry) => entry.value);
  return { get: (id) => need(id).value, all: () => values, has: (id) => find(id) !== undefined, pluginOf: (id) => need(id).plugin };
}
