import type { Channel, Inference } from "@inversa/core";
import type { Measured } from "./series.ts";
import { shown, unreadable } from "./questions.ts";
import type { TableSettings } from "./settings.ts";

/**
 * Brings measured strains to the natural (logarithmic) measure that kinds of test declare: a relative change e of a length or volume, compression positive, is
 * -ln(1 - e). Length, width and volume alike, so natural strains of one specimen add up. Strains that follow from others are derived afterwards.
 * @param series With signs and zeros settled.
 * @throws InputError `data-unreadable` for an engineering strain of 100 % and more, which nothing survives.
 */
export function naturalStrains(series: ReadonlyMap<string, Float64Array>, measured: ReadonlyMap<string, Measured>, settings: TableSettings, file: string): { readonly series: ReadonlyMap<string, Float64Array>; readonly inferred: readonly Inference[] } {
  const names = [...measured].flatMap(([name, { target }]) => ((target.channel as Channel).strain ? [name] : []));
  if (names.length === 0) return { series, inferred: [] };
  const what = names.join(" and ");
  if (settings.strainMeasure === "natural") {
    return { series, inferred: [{ what: `${what} as natural strain, as it stands`, because: "setting strainMeasure; set it to engineering where the laboratory divides by the initial length or volume" }] };
  }
  const out = new Map(series);
  for (const name of names) {
    const values = series.get(name)!;
    const beyond = values.find((e) => e >= 1);
    if (beyond !== undefined) throw unreadable(file, `${name} reaches ${shown(100 * beyond)} % of engineering strain`, "less than 100 %, at which nothing of the specimen is left", "Check the unit, or set strainMeasure to natural");
    out.set(name, values.map((e) => 0 - Math.log1p(-e)));
  }
  return { series: out, inferred: [{ what: `${what} turned from engineering into natural strain, -ln(1 - e)`, because: "setting strainMeasure" }] };
}
