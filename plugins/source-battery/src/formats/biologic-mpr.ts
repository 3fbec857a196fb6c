import type { SourceFile } from "@inversa/core";
import { coulombPerAh, kelvin, type RawRecord, type SeriesName } from "../raw.ts";
import { unreadable } from "@inversa/tables";
import { bytesOf, columnStorage, flagColumns, meaning, type Storage } from "./biologic-columns.ts";

export const mprMagic = "BIO-LOGIC MODULAR FILE";

interface Module { readonly name: string; readonly version: number; readonly start: number; readonly end: number }

const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));

/** Modules follow each other: a marker, names of 10 and 25 letters, the length, the version and a date. Newer files put `ffffffff` before the length and an empty word behind it. */
function modulesOf(bytes: Uint8Array, view: DataView, file: string): readonly Module[] {
  const modules: Module[] = [];
  let at = ascii(bytes, 0, 60).indexOf("MODULE");
  while (at >= 0 && at + 65 <= bytes.length) {
    if (ascii(bytes, at, 6) !== "MODULE") throw unreadable(file, `byte ${at + 1} should begin a module and does not`, "an undamaged .mpr file", "Copy or export it again");
    const long = view.getUint32(at + 41, true) === 0xffffffff;
    const length = view.getUint32(at + (long ? 45 : 41), true);
    const start = at + (long ? 65 : 57);
    const version = view.getUint32(at + (long ? 53 : 45), true);
    if (start + length > bytes.length) throw unreadable(file, `module "${ascii(bytes, at + 6, 10).trim()}" ends ${start + length - bytes.length} bytes behind the end of the file`, "a complete .mpr file", "Copy it again after the measurement has ended");
    modules.push({ name: ascii(bytes, at + 6, 10).trim(), version, start, end: start + length });
    at = start + length;
  }
  return modules;
}

/** Where the records of a data module begin, by version. */
const dataOffset: Readonly<Record<number, number>> = { 0: 100, 2: 405, 3: 406, 10: 1007, 11: 1007 };

interface Layout { readonly points: number; readonly width: number; readonly first: number; readonly fields: ReadonlyMap<number, { readonly offset: number; readonly storage: Storage }>; readonly skipped: readonly number[] }

/** @throws InputError `data-unreadable` where a column is unknown and its width does not follow from the module's length. */
function layoutOf(view: DataView, module: Module, file: string): Layout {
  const points = view.getUint32(module.start, true);
  const count = view.getUint8(module.start + 4);
  const listed = module.start + (module.version >= 10 ? 6 : 5);
  const ids = Array.from({ length: count }, (_, i) => (module.version === 0 ? view.getUint8(listed + i) : view.getUint16(listed + 2 * i, true)));
  const known = dataOffset[module.version];
  if (known === undefined) throw unreadable(file, `its data are of version ${module.version}`, `version ${Object.keys(dataOffset).join(", ")}`, "Export it as text (.mpt) from EC-Lab");
  const room = points === 0 ? 0 : (module.end - module.start - known) / points;
  const unknown = ids.filter((id) => !flagColumns.has(id) && !columnStorage.has(id));
  const sure = ids.reduce((sum, id, i) => sum + (flagColumns.has(id) ? (ids.findIndex((other) => flagColumns.has(other)) === i ? 1 : 0) : bytesOf[columnStorage.get(id) ?? "u1"] * (columnStorage.has(id) ? 1 : 0)), 0);
  const left = room - sure;
  const next = "Export it as text (.mpt) from EC-Lab, which Inversa reads whatever the columns";
  const fits = unknown.length === 0 ? left === 0 : unknown.length === 1 && (left === 1 || left === 2 || left === 4 || left === 8);
  if (points > 0 && !fits) {
    const what = unknown.length > 0 ? `column number ${unknown.join(", ")} is not known, and the width of ${unknown.length > 1 ? "these columns" : "it"} does not follow from the file` : `its ${points} records take ${room} bytes each, though their columns take ${sure}`;
    throw unreadable(file, what, "columns that Inversa knows", next);
  }
  const fields = new Map<number, { readonly offset: number; readonly storage: Storage }>();
  let offset = 0;
  let flagged = false;
  for (const id of ids) {
    if (flagColumns.has(id)) {
      if (!flagged) offset += 1;
      flagged = true;
      continue;
    }
    const storage = columnStorage.get(id);
    if (storage && !fields.has(id)) fields.set(id, { offset, storage });
    offset += storage ? bytesOf[storage] : left;
  }
  return { points, width: offset, first: module.start + known, fields, skipped: unknown };
}

/**
 * BioLogic's binary files. Oxidation is positive, which charges a cell whose positive electrode is the working electrode. Where no current is stored, it is the charge
 * that passed since the record before, over the time that passed.
 * @throws InputError `data-unreadable` for damaged files, impedance spectra and columns of unknown width.
 */
export function readMpr({ name, bytes }: SourceFile): readonly RawRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = modulesOf(bytes, view, name).find((module) => module.name === "VMP data");
  if (!data) throw unreadable(name, "it holds settings but no measured data", "a .mpr file of a measurement that has run");
  const layout = layoutOf(view, data, name);
  const { points, fields } = layout;
  const column = (id: number): Float64Array | undefined => {
    const field = fields.get(id);
    return field && Float64Array.from({ length: points }, (_, i) => valueAt(view, layout.first + i * layout.width + field.offset, field.storage));
  };
  const time = column(meaning.time);
  const voltage = column(meaning.voltage) ?? column(meaning.meanVoltage) ?? column(meaning.meanVoltageLater);
  if (!time || !voltage) throw unreadable(name, `it holds no ${time ? "voltage" : "time"}${fields.has(32) ? " but frequencies: it is an impedance spectrum" : ""}`, "a measurement with time, voltage and current");
  const increment = column(meaning.chargeIncrement) ?? column(meaning.chargeIncrementOfStep);
  const stored = column(meaning.current) ?? column(meaning.meanCurrent) ?? column(meaning.meanCurrentSingle);
  if (!stored && !increment) throw unreadable(name, "it holds neither current nor charge", "a measurement with time, voltage and current", "Open-circuit measurements tell nothing about the parameters of a cell");
  const current = stored?.map((mA) => mA / 1e3) ?? currentFrom(increment!, time);
  const temperature = column(meaning.temperature)?.map((celsius) => celsius + kelvin);
  const net = column(meaning.netCharge)?.map((mAh) => (mAh / 1e3) * coulombPerAh);
  const columns: Partial<Record<SeriesName, Float64Array>> = { testTime: time, voltage, current };
  const cycle = column(meaning.cycle) ?? column(meaning.fullCycle);
  const step = column(meaning.sequence);
  if (temperature) columns.temperature = temperature;
  if (cycle) columns.cycle = cycle;
  if (step) columns.step = step;
  if (net) columns.netCharge = net;
  return [{
    vendor: "BioLogic .mpr",
    label: "",
    rows: points,
    columns,
    convention: "charge-positive",
    place: (row) => `record ${row + 1}`,
    notes: stored ? [] : [{ what: "current worked out from the charge that passed between records", because: "the file stores no current" }],
    warnings: layout.skipped.length > 0 ? [`column number ${layout.skipped.join(", ")} is not known and is not used`] : [],
  }];
}

/** Mean currents since the record before, in A. Where no time passed (the first record, and the first of a step), that of the record behind it. */
function currentFrom(increment: Float64Array, time: Float64Array): Float64Array {
  const current = increment.map((mAh, i) => (i > 0 && time[i]! > time[i - 1]! ? (mAh * 3.6) / (time[i]! - time[i - 1]!) : Number.NaN));
  for (let i = current.length - 2; i >= 0; i--) if (Number.isNaN(current[i]!)) current[i] = current[i + 1]!;
  return current;
}

function valueAt(view: DataView, at: number, storage: Storage): number {
  switch (storage) {
    case "u1": return view.getUint8(at);
    case "u2": return view.getUint16(at, true);
    case "u4": return view.getUint32(at, true);
    case "f4": return view.getFloat32(at, true);
    case "f8": return view.getFloat64(at, true);
  }
}
