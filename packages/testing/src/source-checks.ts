import { InputError, readSettings, type DataSource, type Protocol } from "@inversa/core";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Files that no importer can make sense of. */
const nonsense: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ["empty", new Uint8Array()],
  ["zeros", new Uint8Array(512)],
  ["prose", bytes("Dear all,\nplease find attached the results.\nRegards\n")],
  ["header only", bytes("a,b,c\n")],
  ["binary", Uint8Array.from({ length: 997 }, (_, i) => (i * 167 + 13) % 256)],
];

/** The promises of an importer; each throws when broken. */
export const sourceChecks: readonly { readonly promise: string; readonly check: (source: DataSource, protocols: readonly Protocol[]) => Promise<void> }[] = [
  { promise: "has settings whose defaults are allowed", check: async (source) => void readSettings(source.settings, {}, source.id) },
  { promise: "is as sure of a file the second time as the first, between 0 and 1", check: async (source) => {
    for (const [name, content] of nonsense) {
      const file = { name: `${name}${source.extensions[0] ?? ""}`, bytes: content };
      const sure = source.recognise(file);
      if (!(sure >= 0 && sure <= 1) || source.recognise(file) !== sure) throw new Error(`recognise gave ${sure} for ${name}`);
    }
  } },
  { promise: "refuses nonsense with words and never with a crash", check: async (source, protocols) => {
    const settings = readSettings(source.settings, {}, source.id);
    for (const [name, content] of nonsense) {
      const file = { name: `${name}${source.extensions[0] ?? ""}`, bytes: content };
      const answer = await source.read([file], { protocols, settings }).then((readings) => readings, (error: unknown) => error);
      if (answer instanceof InputError) continue;
      if (Array.isArray(answer) && answer.every((reading) => reading.observations.length === 0)) continue;
      throw new Error(`${name}: ${answer instanceof Error ? String(answer) : "it found observations in nonsense"}`);
    }
  } },
];
