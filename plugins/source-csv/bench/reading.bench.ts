import { defineProtocol, readSettings } from "@inversa/core";
import { csv } from "../src/index.ts";

const protocol = defineProtocol({
  id: "shearing", name: "Shearing", about: "A curve of two columns.",
  conditions: {}, axis: { name: "strain", unit: "1", startsAtZero: true, about: "strain" }, responses: { stress: { unit: "kPa", about: "stress" } },
});

/** Rows a second through the whole importer, for a file with decimal commas. */
export default async (): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> => {
  const rows = 100_000;
  const text = `strain [%];stress [kPa]\n${Array.from({ length: rows }, (_, i) => `${((15 * i) / rows).toFixed(5)};${((500 * i) / (i + rows / 10)).toFixed(3)}`.replaceAll(".", ",")).join("\n")}\n`;
  const file = { name: "long.csv", bytes: new TextEncoder().encode(text) };
  const settings = readSettings(csv.settings, {}, "settings of csv");
  const rates: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await csv.read([file], { protocols: [protocol], settings });
    rates.push((1000 * rows) / (performance.now() - start));
  }
  return [{ name: "reading a long file", unit: "rows/s", median: rates.toSorted((a, b) => a - b)[2]!, note: `${rows} rows of two columns` }];
};
