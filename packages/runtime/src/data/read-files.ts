import { type DataSource, type FileReading, InputError, type Protocol, readSettings, type SourceFile } from "@inversa/core";
import type { App } from "../app/app.ts";

export interface ReadFilesOptions {
  /** Id of the source; recognised file by file if left out. */
  readonly source?: string;
  /** Settings of the source. */
  readonly settings?: unknown;
  /** Conditions of every file; they win over everything inferred. */
  readonly conditions?: Readonly<Record<string, number>>;
  /** Kinds of test to look for; all of the app unless given. */
  readonly protocols?: readonly Protocol[];
}

/** What reading needs of an app. */
export type Readers = Pick<App, "sources" | "protocols">;

/**
 * Reads files that are open already, each with the source that recognises it best. The readings are in the order of the files.
 * @throws InputError `data-unreadable` when no source recognises a file, and what the source throws.
 */
export async function readFiles(app: Readers, files: readonly SourceFile[], options: ReadFilesOptions = {}): Promise<readonly FileReading[]> {
  const { protocols = app.protocols.all() } = options;
  const bySource = new Map<DataSource, SourceFile[]>();
  for (const file of files) {
    const source = sourceFor(app, file, options.source);
    bySource.set(source, [...(bySource.get(source) ?? []), file]);
  }
  const sources = [...bySource.keys()];
  const calls = [...bySource].map(([source, sourceFiles]) => ({
    source, sourceFiles,
    request: { protocols, settings: readSettings(source.settings, settingsFor(source, sources, options.settings), `settings of source ${source.id}`), beside: files.map(({ name }) => name), ...(options.conditions ? { conditions: options.conditions } : {}) },
  }));
  const described = (await Promise.all(calls.map(async ({ source, sourceFiles, request }) => (await source.describe?.(sourceFiles, request)) ?? []))).flat();
  const readings: FileReading[] = [];
  for (const { source, sourceFiles, request } of calls) {
    const own = described.filter(({ file }) => sourceFiles.some(({ name }) => name === file));
    readings.push(...(await source.read(sourceFiles, { ...request, ...(own.length > 0 ? { described: own } : {}) })));
  }
  const place = (reading: FileReading): number => files.findIndex((file) => file.name === reading.file);
  return withTwins(readings.sort((a, b) => place(a) - place(b)), files);
}

/** Where several sources share a call, each takes the settings that it has; a name that none of them has is everybody's mistake. */
function settingsFor(source: DataSource, all: readonly DataSource[], given: unknown): unknown {
  if (all.length < 2 || typeof given !== "object" || given === null || Array.isArray(given)) return given;
  const others = (name: string): boolean => all.some(({ settings }) => settings !== source.settings && Object.hasOwn(settings, name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(source.settings, name) || !others(name)));
}

/** @throws InputError `data-unreadable` when no source recognises the file, `unknown-id`. */
export const sourceFor = (app: Pick<App, "sources">, file: SourceFile, sourceId?: string): DataSource => (sourceId === undefined ? recognise(app, file) : app.sources.get(sourceId));

/** A test that was copied counts twice, and makes every interval narrower than the data allow. */
function withTwins(readings: readonly FileReading[], files: readonly SourceFile[]): readonly FileReading[] {
  const twinOf = (name: string): string | undefined => {
    // Files of one name lie in several folders: the last is the copy.
    const own = files.findLastIndex((file) => file.name === name);
    return files.slice(0, Math.max(0, own)).find((file) => sameBytes(file.bytes, files[own]!.bytes))?.name;
  };
  return readings.map((reading) => {
    const twin = reading.observations.length > 0 ? twinOf(reading.file) : undefined;
    return twin === undefined ? reading : { ...reading, warnings: [...reading.warnings, `it holds the same bytes as ${twin}: a test that counts twice makes the intervals too narrow; leave one out`] };
  });
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

function recognise(app: Pick<App, "sources">, file: SourceFile): DataSource {
  const ranked = app.sources.all().map((source) => ({ source, sure: source.recognise(file) })).sort((a, b) => b.sure - a.sure);
  const best = ranked[0];
  if (best && best.sure > 0) return best.source;
  if (file.bytes.length === 0) throw new InputError("data-unreadable", { where: file.name, what: "the file is empty", expected: "measured curves", next: "Look at the program that wrote it, or leave the file out" });
  const known = app.sources.all().map((source) => `${source.name} (${source.extensions.join(", ")})`);
  throw new InputError("data-unreadable", {
    where: file.name,
    what: "nothing in this app variant recognises what the file holds",
    expected: known.length > 0 ? `a file for ${known.join(" or ")}` : "a source; this app variant has none",
    next: "If you know how to read it, name the source in the study file or with --source",
  });
}
