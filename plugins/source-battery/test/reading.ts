import { InputError, prepareTest, readSettings, type FileReading, type Protocol, type SourceFile } from "@inversa/core";
import { cycling } from "@inversa/battery";
import { battery, readRecords, type BatterySettings, type CyclerRecord } from "../src/index.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const file = (name: string, content: Uint8Array | string): SourceFile => ({ name, bytes: typeof content === "string" ? utf8(content) : content });
export const settingsOf = (given: Readonly<Record<string, unknown>> = {}): BatterySettings => readSettings(battery.settings, given, "settings of battery") as unknown as BatterySettings;

export async function recordOf(name: string, content: Uint8Array | string, given: Readonly<Record<string, unknown>> = {}): Promise<CyclerRecord> {
  const records = await readRecords(file(name, content), settingsOf(given));
  if (records.length !== 1) throw new Error(`${records.length} records`);
  return records[0]!;
}

/** Reads one file and holds every observation against its protocol. */
export async function read(name: string, content: Uint8Array | string, given: Readonly<Record<string, unknown>> = {}, conditions?: Readonly<Record<string, number>>): Promise<FileReading> {
  const [reading] = await battery.read([file(name, content)], { protocols: [cycling as Protocol], settings: settingsOf(given) as never, ...(conditions ? { conditions } : {}) });
  for (const { test } of reading!.observations) prepareTest(cycling, test);
  return reading!;
}

export async function refusal(of: Promise<unknown>): Promise<InputError> {
  const error = await of.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof InputError)) throw new Error(`expected a question or a refusal, got ${String(error)}`);
  return error;
}
