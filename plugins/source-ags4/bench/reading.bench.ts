import { readSettings } from "@inversa/core";
import { drainedTriaxial } from "@inversa/soil";
import { ags4 } from "../src/index.ts";

const row = (...cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(",");
const group = (name: string, headings: readonly string[], units: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row("GROUP", name), row("HEADING", ...headings), row("UNIT", ...units), row("TYPE", ...headings.map(() => "X")), ...rows.map((cells) => row("DATA", ...cells))].join("\r\n");

/** Rows of logged readings a second, through the whole importer. */
export default async (): Promise<Array<{ name: string; unit: string; median: number; note?: string }>> => {
  const [tests, readings] = [60, 1000];
  const ids = Array.from({ length: tests }, (_, t) => `BH${t}`);
  const logged = ids.flatMap((id) => Array.from({ length: readings }, (_, i) => {
    const strain = i / 100;
    return [id, "1", "Shearing", strain.toFixed(3), (strain / 10).toFixed(3), (100 + (300 * strain) / (strain + 1)).toFixed(1), "100.0"];
  }));
  const text = [
    group("TREG", ["LOCA_ID", "TREG_TYPE"], ["", ""], ids.map((id) => [id, "CD"])),
    group("TRET", ["LOCA_ID", "TRET_TESN", "TRET_CONP"], ["", "", "kPa"], ids.map((id) => [id, "1", "100"])),
    group("TREL", ["LOCA_ID", "TRET_TESN", "TREL_STGD", "TREL_EZES", "TREL_EPES", "TREL_SZE", "TREL_SRE"], ["", "", "", "%", "%", "kPa", "kPa"], logged),
  ].join("\r\n\r\n");
  const file = { name: "site.ags", bytes: new TextEncoder().encode(text) };
  const settings = readSettings(ags4.settings, {}, "settings of ags4");
  const rates: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await ags4.read([file], { protocols: [drainedTriaxial], settings });
    rates.push((1000 * tests * readings) / (performance.now() - start));
  }
  return [{ name: "reading a site's logged readings", unit: "rows/s", median: rates.toSorted((a, b) => a - b)[2]!, note: `${tests} tests of ${readings} readings` }];
};
