import { shown } from "@inversa/tables";
import { isTemperature, kelvin, type RawRecord } from "../raw.ts";
import { counted, keepRows, noted } from "./rows.ts";

/** A voltage that leaves its neighbours by more than this for a single reading, while they agree, is a fault of the cycler. */
const spike = 0.2;

/** Leaves out rows without voltage or current, and single readings of the voltage that no cell can have made. */
export function withoutOutliers(raw: RawRecord): RawRecord {
  const { voltage, current } = raw.columns as { readonly voltage: Float64Array; readonly current: Float64Array };
  const empty: number[] = [];
  const wild: number[] = [];
  const n = raw.rows;
  const largest = current.reduce((most, v) => (Math.abs(v) > most ? Math.abs(v) : most), 0);
  for (let row = 0; row < n; row++) {
    if (!Number.isFinite(voltage[row]!) || !Number.isFinite(current[row]!)) empty.push(row);
    else if (row > 0 && row < n - 1) {
      const [before, here, after] = [voltage[row - 1]!, voltage[row]!, voltage[row + 1]!];
      const apart = Math.min(Math.abs(here - before), Math.abs(here - after));
      const steady = Math.abs(current[row]! - current[row - 1]!) < 0.05 * largest + 1e-9 && Math.abs(current[row + 1]! - current[row]!) < 0.05 * largest + 1e-9;
      if (apart > spike && Math.sign(here - before) === Math.sign(here - after) && Math.abs(after - before) < 0.25 * apart && steady) wild.push(row);
    }
  }
  const dropped = new Set([...empty, ...wild]);
  const warnings = [
    ...(empty.length > 0 ? [`${counted(empty, raw.place)} left out: no voltage or no current`] : []),
    ...(wild.length > 0 ? [`${counted(wild, raw.place)} left out: the voltage jumps to ${shown(voltage[wild[0]!]!)} V for a single reading between ${shown(voltage[wild[0]! - 1]!)} V and ${shown(voltage[wild[0]! + 1]!)} V`] : []),
  ];
  return noted(keepRows(raw, (row) => !dropped.has(row)), { warnings });
}

/** Readings that no thermometer on a cell can have made become gaps; a column of nothing else is left out. */
export function withoutOpenThermometers(raw: RawRecord): RawRecord {
  let out = raw;
  for (const name of ["temperature", "ambient"] as const) {
    const values = out.columns[name];
    if (!values) continue;
    const bad = values.filter((v) => !Number.isNaN(v) && !isTemperature(v));
    const sound = values.reduce((count, v) => count + (isTemperature(v) ? 1 : 0), 0);
    const { [name]: _, ...others } = out.columns;
    const reading = bad.length > 0 ? ` (${shown(bad[0]! - kelvin)} °C: open thermocouple?)` : "";
    if (sound === 0) out = noted({ ...out, columns: others }, { warnings: bad.length > 0 ? [`${name === "ambient" ? "ambient temperature" : "temperature"} is not used: none of its readings is one${reading}`] : [] });
    else if (bad.length > 0) out = noted({ ...out, columns: { ...others, [name]: values.map((v) => (isTemperature(v) ? v : Number.NaN)) } }, { warnings: [`${bad.length} readings of the ${name === "ambient" ? "ambient " : ""}temperature are gaps${reading}`] });
  }
  return out;
}
