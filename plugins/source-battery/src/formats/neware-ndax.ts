import type { SourceFile } from "@inversa/core";
import { unzip } from "../unzip.ts";
import { quoted, unreadable } from "@inversa/tables";
import { coulombPerAh, kelvin, states, type RawRecord, type SeriesName, type State } from "../raw.ts";
import { pagesOf, type Pages } from "./neware-pages.ts";

/** Step types by number. */
const kinds: Readonly<Record<number, State>> = {
  1: states.charge, 3: states.charge, 7: states.charge, 9: states.charge, 27: states.charge,
  2: states.discharge, 8: states.discharge, 10: states.discharge, 19: states.discharge, 20: states.discharge, 26: states.discharge,
  4: states.rest, 13: states.rest, 22: states.rest,
};

/** Versions of .ndc whose records are laid out as below. In 11, voltages are in 0.1 mV and currents in mA; from 17 on, records of times and steps are longer. */
const layouts: Readonly<Record<number, { readonly volts: number; readonly amperes: number; readonly coulombs: number; readonly time: number; readonly step: number }>> = {
  11: { volts: 1e-4, amperes: 1e-3, coulombs: 1e-3, time: 55, step: 37 },
  14: { volts: 1, amperes: 1, coulombs: coulombPerAh, time: 55, step: 37 },
  17: { volts: 1, amperes: 1, coulombs: coulombPerAh, time: 100, step: 100 },
};

/** The layout that was held against files of cyclers. */
const confirmed = 14;

const advice = "Export it as CSV from BTSDA, which Inversa reads";

function open(bytes: Uint8Array, part: string, slot: (layout: (typeof layouts)[number]) => number, file: string): Pages {
  return pagesOf(bytes, (version) => {
    const layout = layouts[version];
    if (!layout) throw unreadable(`${file}, ${part}`, `its version is ${version}`, `version ${Object.keys(layouts).join(", ")}`, advice);
    return slot(layout);
  }, `${file}, ${part}`);
}

/**
 * Neware's archives: XML beside pages of binary records. Charging is positive. Voltage and current are stored for every record, times only where the interval between
 * records changes; those between lie evenly, which is how Neware's own program shows them.
 */
export function readNdax({ name, bytes }: SourceFile): readonly RawRecord[] {
  const parts = unzip(bytes, (part) => /\.(ndc|xml)$/i.test(part), name);
  const data = parts.get("data.ndc");
  const run = parts.get("data_runInfo.ndc");
  const step = parts.get("data_step.ndc");
  if (!data || !run || !step) throw unreadable(name, `it lacks ${["data.ndc", "data_runInfo.ndc", "data_step.ndc"].filter((part) => !parts.has(part)).join(", ")}`, "an archive as BTS 8 writes it", advice);
  const readings = open(data, "data.ndc", () => 8, name);
  const layout = layouts[readings.version]!;
  const rows = readings.records.length;
  const voltage = Float64Array.from(readings.records, (at) => readings.view.getFloat32(at, true) * layout.volts);
  const current = Float64Array.from(readings.records, (at) => readings.view.getFloat32(at + 4, true) * layout.amperes);
  const kinds = stepsOf(open(step, "data_step.ndc", (l) => l.step, name));
  const times = timesOf(open(run, "data_runInfo.ndc", (l) => l.time, name), rows, layout.coulombs);
  const columns: Partial<Record<SeriesName, Float64Array>> = { voltage, current, stepTime: times.stepTime, clock: times.clock, step: times.step, chargeIn: times.chargeIn, chargeOut: times.chargeOut };
  columns.cycle = times.step.map((n) => kinds[n - 1]?.cycle ?? Number.NaN);
  const auxiliary = temperatureOf(parts, rows, name);
  if (auxiliary.values) columns.temperature = auxiliary.values;
  const battery = /\bRemark Value="([^"]*)"/.exec(textOf(parts.get("Step.xml")))?.[1];
  return [{
    vendor: "Neware .ndax",
    label: "",
    rows,
    columns,
    state: Int8Array.from(times.step, (n) => kinds[n - 1]?.state ?? states.unknown),
    convention: "charge-positive",
    place: (row) => `record ${row + 1}`,
    notes: [
      ...(battery ? [{ what: `cell ${quoted(battery)}`, because: "remark in Step.xml" }] : []),
      ...(times.filled > 0 ? [{ what: `times of ${times.filled} of ${rows} records`, because: "the file stores times where the interval changes; those between lie evenly" }] : []),
    ],
    warnings: [...(readings.version === confirmed ? [] : [`layout ${readings.version} is read as others describe it (NewareNDA), and no file of it has been at hand: hold a few records against BTSDA, or export the test as CSV`]), ...auxiliary.warnings],
  }];
}

const textOf = (bytes: Uint8Array | undefined): string => (bytes ? new TextDecoder("gb18030").decode(bytes) : "");

/** Cycle and type of each step in the order in which they ran. */
function stepsOf({ records, view, version }: Pages): readonly { readonly cycle: number; readonly state: State }[] {
  return records.flatMap((at) => {
    const number = view.getInt32(at + (version === 17 ? 33 : 4), true);
    return number === 0 ? [] : [{ cycle: view.getInt32(at, true) + 1, state: kinds[view.getUint8(at + 24)] ?? states.unknown }];
  });
}

/** Times, charges and step of every record: stored ones as they are, the others evenly between stored ones of the same step, or on by the last interval. */
function timesOf({ records, view }: Pages, rows: number, coulombs: number): Readonly<Record<"stepTime" | "clock" | "step" | "chargeIn" | "chargeOut", Float64Array>> & { readonly filled: number } {
  const blank = (): Float64Array => new Float64Array(rows).fill(Number.NaN);
  const out = { stepTime: blank(), clock: blank(), step: blank(), chargeIn: blank(), chargeOut: blank() };
  const known: number[] = [];
  const interval = new Float64Array(rows);
  let [ordinal, last] = [0, Number.NaN];
  for (const at of records) {
    const row = view.getInt32(at + 41, true) - 1;
    if (row < 0 || row >= rows) continue;
    const step = view.getInt32(at + 37, true);
    if (step !== last) ordinal++;
    last = step;
    // The step's own first record may be stored twice: at its start and when the first reading came. The later one is the reading.
    if (known.at(-1) !== row) known.push(row);
    out.stepTime[row] = view.getInt32(at, true) / 1e3;
    out.clock[row] = view.getInt32(at + 33, true) + view.getInt16(at + 45, true) / 1e3;
    out.chargeIn[row] = view.getFloat32(at + 5, true) * coulombs;
    out.chargeOut[row] = view.getFloat32(at + 9, true) * coulombs;
    out.step[row] = ordinal;
    interval[row] = view.getInt32(at + 29, true) / 1e3;
  }
  let filled = 0;
  for (let row = 0, k = -1; row < rows; row++) {
    if (known[k + 1] === row) {
      k++;
      continue;
    }
    const [before, after] = [known[k], known[k + 1]];
    if (before === undefined) continue;
    filled++;
    out.step[row] = out.step[before]!;
    const same = after !== undefined && out.step[after] === out.step[before];
    for (const name of ["stepTime", "clock"] as const) {
      const from = out[name][before]!;
      const each = same ? (out[name][after]! - from) / (after - before) : interval[before]!;
      out[name][row] = from + each * (row - before);
    }
  }
  return { ...out, filled };
}

/** The first auxiliary channel whose type is a temperature (103), in kelvin. */
function temperatureOf(parts: ReadonlyMap<string, Uint8Array>, rows: number, file: string): { readonly values?: Float64Array; readonly warnings: readonly string[] } {
  const names = [...parts.keys()].filter((part) => /^data_AUX_\d+_\d+_\d+\.ndc$/i.test(part)).sort((a, b) => channelOf(a) - channelOf(b));
  const channels = [...textOf(parts.get("TestInfo.xml")).matchAll(/<Aux\d+ [^>]*RealChlID="(\d+)"[^>]*ChlType="(\d+)"/g)];
  for (const [index, part] of names.entries()) {
    const type = channels.find(([, id]) => Number(id) === channelOf(part))?.[2] ?? channels[index]?.[2];
    if (type !== "103") continue;
    const { records, view, version } = open(parts.get(part)!, part, () => 4, file);
    if (version === 11) return { warnings: [`${part} is not used: temperatures of version 11 are not known`] };
    const values = new Float64Array(rows).fill(Number.NaN);
    for (const [row, at] of records.entries()) if (row < rows) values[row] = view.getFloat32(at, true) + kelvin;
    return { values, warnings: names.length > 1 ? [`${names.length} auxiliary channels; the temperature of the cell is taken from ${part}`] : [] };
  }
  return { warnings: [] };
}

const channelOf = (part: string): number => Number(/_AUX_(\d+)/i.exec(part)?.[1] ?? 0);
