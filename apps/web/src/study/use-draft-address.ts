import { useMemo } from "react";
import { useSearch } from "wouter";

/** What a person says of files where they do not say it themselves. */
export interface SaidOfFiles {
  readonly source?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, number>>;
}

/** What the address of a new study holds: everything until there is a study file. */
export interface DraftAddress extends SaidOfFiles {
  readonly files: readonly string[];
  /** What is said of single files, by their ids. */
  readonly apart: Readonly<Record<string, SaidOfFiles>>;
  readonly model?: string;
  readonly preset?: string;
  /** The kept study that is changed. */
  readonly from?: string;
}

/** A draft as the search part of an address; what is empty is left out, so that equal drafts have equal addresses. */
export function addressOf({ files, apart, source, settings = {}, conditions = {}, model, preset, from }: DraftAddress): string {
  const query = new URLSearchParams({ files: files.join(",") });
  const set = (key: string, value: string | undefined): void => { if (value !== undefined && value !== "") query.set(key, value); };
  const kept = Object.fromEntries(Object.entries(apart).filter(([id, said]) => files.includes(id) && Object.values(said).some((value) => value !== undefined && (typeof value !== "object" || Object.keys(value).length > 0))));
  set("source", source);
  set("settings", json(settings));
  set("conditions", json(conditions));
  set("apart", json(kept));
  set("model", model);
  set("preset", preset);
  set("from", from);
  return query.toString();
}

const json = (value: object): string => (Object.keys(value).length === 0 ? "" : JSON.stringify(value));

export function draftOf(search: string): DraftAddress {
  const query = new URLSearchParams(search);
  const [source, model, preset, from, settings, conditions] = [query.get("source"), query.get("model"), query.get("preset"), query.get("from"), parsed(query.get("settings")), parsed(query.get("conditions"))];
  return {
    files: (query.get("files") ?? "").split(",").filter((id) => id !== ""), apart: (parsed(query.get("apart")) ?? {}) as DraftAddress["apart"],
    ...(source === null ? {} : { source }), ...(settings === undefined ? {} : { settings }), ...(conditions === undefined ? {} : { conditions: conditions as Record<string, number> }),
    ...(model === null ? {} : { model }), ...(preset === null ? {} : { preset }), ...(from === null ? {} : { from }),
  };
}

/** An address that was cut off or changed by hand counts as far as it can be read. */
function parsed(text: string | null): Record<string, unknown> | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function useDraftAddress(): DraftAddress {
  const search = useSearch();
  return useMemo(() => draftOf(search), [search]);
}

/** What the API takes of a draft to read its files. */
export const readingRequest = ({ files, apart, source, settings, conditions }: DraftAddress): object => ({
  files, ...(source === undefined ? {} : { source }), ...(settings === undefined ? {} : { settings }), ...(conditions === undefined ? {} : { conditions }),
  ...(Object.keys(apart).length === 0 ? {} : { apart: Object.fromEntries(Object.entries(apart).filter(([id]) => files.includes(id))) }),
});
