import { defineProtocol, readSettings } from "@inversa/core";
import { writeXlsx } from "hucre/xlsx";
import { xlsx } from "../src/index.ts";

const protocol = defineProtocol({
  id: "shearing", name: "Shearing", about: "A curve of two columns.",
  conditions: {}, axis: { name: "strain", unit: "1", startsAtZero: true, about: "strain" }, responses: { stress: { unit: "kPa", about: "stress" } },
});

/** Rows a second through the whole importer. */
export default async (): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> => {
  const rows = 50_000;
  const readings = Array.from({ length: rows }, (_, i) => [(15 * i) / rows, (500 * i) / (i + rows / 10)]);
  const file = { name: "long.xlsx", bytes: await writeXlsx({ sheets: [{ name: "long", rows: [["strain [%]", "stress [kPa]"], ...readings] }] }) };
  const settings = readSettings(xlsx.settings, {}, "settings of xlsx");
  const rates: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await xlsx.read([file], { protocols: [protocol], settings });
    rates.push((1000 * rows) / (performance.now() - start));
  }
  return [{ name: "reading a long workbook", unit: "rows/s", median: rates.toSorted((a, b) => a - b)[2]!, note: `${rows} rows of two columns` }];
};
