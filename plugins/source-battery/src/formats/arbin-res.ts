import type { SourceFile } from "@inversa/core";
import { coulombPerAh, kelvin, type RawRecord, type SeriesName } from "../raw.ts";
import { quoted, unreadable } from "@inversa/tables";

export const accessMagic = "Standard Jet DB";
const table = "Channel_Normal_Table";

type Cells = Readonly<Record<string, unknown>>;

/**
 * Arbin's .res files, which are Access databases. Charging is positive; capacities go on until the schedule resets them. A file may hold several tests.
 * @throws InputError `data-unreadable` for other databases and damaged ones.
 */
export async function readRes({ name, bytes }: SourceFile): Promise<readonly RawRecord[]> {
  // Node's own type of bytes, which the reader of databases works with.
  if (typeof Buffer === "undefined") throw unreadable(name, "it is an Access database, which a browser cannot read", "a file of a cycler as text", "Export the test as CSV from Arbin's MITS Pro, or give the file to inversa study new or to the page of a server");
  const { default: Database } = await import("mdb-reader");
  let rows: readonly Cells[];
  let tests: readonly Cells[];
  let auxiliary: readonly Cells[];
  try {
    const database = new Database(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const names = database.getTableNames();
    const rowsOf = (wanted: string, columns?: string[]): readonly Cells[] => (names.includes(wanted) ? (database.getTable(wanted).getData(columns ? { columns } : {}) as Cells[]) : []);
    if (!names.includes(table)) throw unreadable(name, `it is a database without a ${table}`, "a .res file of an Arbin cycler");
    rows = rowsOf(table, ["Test_ID", "Data_Point", "Test_Time", "Step_Time", "DateTime", "Step_Index", "Cycle_Index", "Current", "Voltage", "Charge_Capacity", "Discharge_Capacity"]);
    tests = rowsOf("Global_Table", ["Test_ID", "Test_Name"]);
    auxiliary = rowsOf("Auxiliary_Table").filter((row) => row["Data_Type"] === temperatureType && row["Auxiliary_Index"] === 0);
  } catch (error) {
    if (error instanceof Error && error.name === "InputError") throw error;
    throw unreadable(name, `its database cannot be read (${error instanceof Error ? error.message.slice(0, 160) : String(error)})`, "an undamaged .res file", "Copy or export it again");
  }
  const byTest = Map.groupBy(rows, (row) => Number(row["Test_ID"]));
  if (byTest.size === 0) throw unreadable(name, `its ${table} is empty`, "a test that has run");
  return [...byTest].map(([id, own]): RawRecord => {
    const sorted = own.toSorted((a, b) => Number(a["Data_Point"]) - Number(b["Data_Point"]));
    const test = String(tests.find((row) => Number(row["Test_ID"]) === id)?.["Test_Name"] ?? id);
    return { ...recordOf(sorted, auxiliary.filter((row) => Number(row["Test_ID"]) === id)), label: byTest.size > 1 ? test : "", notes: [{ what: `test ${quoted(test)}`, because: "Global_Table" }] };
  });
}

const temperatureType = 1;
const secondsPerDay = 86_400;

function recordOf(rows: readonly Cells[], auxiliary: readonly Cells[]): Omit<RawRecord, "label" | "notes"> {
  const column = (key: string, factor = 1): Float64Array => Float64Array.from(rows, (row) => (typeof row[key] === "number" ? row[key] * factor : Number.NaN));
  const columns: Partial<Record<SeriesName, Float64Array>> = {
    testTime: column("Test_Time"), stepTime: column("Step_Time"), clock: column("DateTime", secondsPerDay), step: column("Step_Index"), cycle: column("Cycle_Index"),
    current: column("Current"), voltage: column("Voltage"), chargeIn: column("Charge_Capacity", coulombPerAh), chargeOut: column("Discharge_Capacity", coulombPerAh),
  };
  if (auxiliary.length > 0) {
    const at = new Map(auxiliary.map((row) => [Number(row["Data_Point"]), Number(row["X"])]));
    columns.temperature = Float64Array.from(rows, (row) => (at.get(Number(row["Data_Point"])) ?? Number.NaN) + kelvin);
  }
  return { vendor: "Arbin .res", rows: rows.length, columns, convention: "charge-positive", place: (row) => `data point ${String(rows[row]!["Data_Point"])}`, warnings: [] };
}
