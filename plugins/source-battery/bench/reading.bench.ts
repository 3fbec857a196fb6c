import { cycling } from "@inversa/battery";
import { readSettings } from "@inversa/core";
import { battery } from "../src/index.ts";

/** Rows a second through the whole importer, for a table of a cycler with step clocks: a rest and a discharge again and again. */
export default async (): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> => {
  const rows = 100_000;
  const line = (i: number): string => {
    const step = Math.floor(i / 5000);
    const t = i % 5000;
    const current = step % 2 === 0 ? 0 : -1;
    return [i + 1, i, t, step + 1, 1 + (step >> 1), current, (3.9 + 0.05 * current - (current ? 1e-4 * t : 0)).toFixed(5), 0, current ? (t / 3600).toFixed(6) : 0].join(",");
  };
  const text = `Data_Point,Test_Time(s),Step_Time(s),Step_Index,Cycle_Index,Current(A),Voltage(V),Charge_Capacity(Ah),Discharge_Capacity(Ah)\n${Array.from({ length: rows }, (_, i) => line(i)).join("\n")}\n`;
  const file = { name: "long.csv", bytes: new TextEncoder().encode(text) };
  const settings = readSettings(battery.settings, {}, "settings of battery");
  const rates: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await battery.read([file], { protocols: [cycling], settings, conditions: { initialSoc: 1 } });
    rates.push((1000 * rows) / (performance.now() - start));
  }
  return [{ name: "reading a cycler's file", unit: "rows/s", median: rates.toSorted((a, b) => a - b)[2]!, note: `${rows} rows of nine columns, ${Math.round(file.bytes.length / 1e6)} MB` }];
};
