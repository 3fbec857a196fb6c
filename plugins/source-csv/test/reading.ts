import { readSettings, type FileReading } from "@inversa/core";
import { asking, type Asked, soil } from "../../../tests/table-readings.ts";
import { csv } from "../src/index.ts";

export * from "../../../tests/table-readings.ts";

const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === "string" ? new TextEncoder().encode(content) : content);

/** Reads one file, perhaps with others beside it, as an app does. */
export async function read(content: string | Uint8Array, { name = "CD-100kPa.csv", settings = {}, conditions, protocols = soil, beside = {} }: Asked = {}): Promise<FileReading> {
  const files = [{ name, bytes: bytesOf(content) }, ...Object.entries(beside).map(([file, text]) => ({ name: file, bytes: bytesOf(text) }))];
  const request = { protocols, settings: readSettings(csv.settings, settings, "settings of csv"), ...(conditions ? { conditions } : {}) };
  return (await csv.read(files, request as never))[0]!;
}

export const { readOne, refusal } = asking(read);
