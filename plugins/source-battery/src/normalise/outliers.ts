import { shown } from "@inversa/tables";
import { isTemperature, kelvin, type RawRecord } from "../raw.ts";
import { counted, keepRows, noted } from "./rows.ts";

/** A voltage that leaves its neighbours by more than this for a few readings, while they agree, is a fault of the cycler. */
const spike = 0.2;
/** More readings than this are not a spike. */
const longestSpike = 3;

/** Leaves out rows without voltage or current, and a few readings of the voltage that no cell can have made. */
export function withoutOutliers(raw: RawRecord): RawRecord {
  const { voltage, current } = raw.columns as { readonly voltage: Float64Array; readonly current: Float64Array };
  const empty: number[] = [];
  const wild: number[] = [];
  let largest = 0;
  for (const value of current) if (Math.abs(value) > largest) largest = Math.abs(value);
  for (let row = 0; row < raw.rows; row++) {
    if (!Number.isFinite(voltage[row]!) || !Number.isFinite(current[row]!)) empty.push(row);
    else {
      const length = spikeAt(voltage, current, row, 0.05 * largest + 1e-9);
      for (let i = 0; i < length; i++) wild.push(row + i);
      row += Math.max(0, length - 1);
    }
  }
  const dropped = new Set([...empty, ...wild]);
  const warnings = [
    ...(empty.length > 0 ? [`${counted(empty, raw.place)} left out: no voltage or no current`] : []),
    ...(wild.length > 0 ? [`${counted(wild, raw.place)} left out: the voltage jumps to ${shown(voltage[wild[0]!]!)} V and back to what it was, while the current does not change`] : []),
  ];
  return noted(keepRows(raw, (row) => !dropped.has(row)), { warnings });
}

/** How many readings from here on lie off on one side, before the voltage is back where it was. */
function spikeAt(voltage: Float64Array, current: Float64Array, row: number, steady: number): number {
  const before = voltage[row - 1];
  if (before === undefined || !(Math.abs(voltage[row]! - before) > spike)) return 0;
  const side = Math.sign(voltage[row]! - before);
  for (let length = 1; length <= longestSpike; length++) {
    const after = voltage[row + length];
    if (after === undefined || !(Math.abs(current[row + length - 1]! - current[row - 1]!) < steady)) return 0;
    const apart = Math.abs(voltage[row + length - 1]! - before);
    if (Math.abs(after - before) < 0.25 * apart && Math.abs(after - before) < spike) return Math.abs(current[row + length]! - current[row - 1]!) < steady ? length : 0;
    if ((after - before) * side <= spike) return 0;
  }
  return 0;
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
