import type { Channel, Inference, Protocol } from "@inversa/core";
import type { Measured } from "./series.ts";
import { quoted, shown, unreadable } from "./questions.ts";
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

/** From this strain on, engineering and natural strain differ by more than readings scatter (2.5 %). */
const telling = 0.05;
/** Printed digits and scatter leave a straight line this straight, as a share of its range. */
const straight = 1e-3;

/**
 * A strain that is read as natural and grows in proportion to the gauge beside it is a displacement over the first length: engineering strain.
 * @param gauges Everything that was measured, raw readings included.
 * @returns A warning for each such strain.
 */
export function engineeringBesideGauges(series: ReadonlyMap<string, Float64Array>, gauges: ReadonlyMap<string, Measured>, protocol: Protocol, settings: TableSettings): readonly string[] {
  if (settings.strainMeasure !== "natural") return [];
  return [...series].flatMap(([name, strain]) => {
    if (!(gauges.get(name)?.target.channel as Channel | undefined)?.strain) return [];
    const raw = (protocol.derivations ?? []).filter(({ gives }) => gives === name).flatMap(({ from }) => from.flatMap((source) => gauges.get(source) ?? []));
    const gauge = raw.find(({ target }) => target.kind === "recorded" && (target.channel as Channel).startsAtZero);
    const largest = strain.reduce((a, b) => Math.max(a, Math.abs(b) || 0), 0);
    if (!gauge || largest < telling || !areProportional(strain, gauge.values)) return [];
    return [`${name} grows in proportion to ${gauge.target.name} (${quoted(gauge.column.heading)}), so it is engineering strain, and it is read as natural: at its end ${shown(largest)} stands for ${shown(-Math.log1p(-largest))}; set strainMeasure to engineering`];
  });
}

/** Whether one series is a constant times the other, counted from the first reading of both. */
function areProportional(a: Float64Array, b: Float64Array): boolean {
  let [ab, bb, most] = [0, 0, 0];
  const first = a.findIndex((value, i) => Number.isFinite(value) && Number.isFinite(b[i]));
  const apart = (series: Float64Array, i: number): number => series[i]! - series[first]!;
  for (const i of a.keys()) {
    const [x, y] = [apart(a, i), apart(b, i)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    ab += x * y;
    bb += y * y;
    most = Math.max(most, Math.abs(x));
  }
  return bb > 0 && a.every((_, i) => !(Math.abs(apart(a, i) - (ab / bb) * apart(b, i)) > straight * most));
}
