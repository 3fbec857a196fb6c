import { zipSync } from "fflate";
import { crc32 } from "../src/crc32.ts";
import type { TrueRow } from "./cell.ts";

/*
 * The truth as each cycler writes it: its names, its units, its sign, its clock. Written from the descriptions of the formats, not from the reader.
 */
type Writer = (rows: readonly TrueRow[]) => Uint8Array;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const lines = (...all: readonly string[]): Uint8Array => utf8(`${all.join("\r\n")}\r\n`);
const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
/** hh:mm:ss.mmm */
const clock = (seconds: number): string => `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${(seconds % 60).toFixed(3).padStart(6, "0")}`;
const date = (seconds: number): string => new Date(Date.UTC(2024, 4, 20, 10, 0, 0) + seconds * 1e3).toISOString().slice(0, 19).replace("T", " ");
const letter = { rest: "R", charge: "C", discharge: "D" } as const;

export const bdfMachine: Writer = (rows) => lines(
  "test_time_second,voltage_volt,current_ampere,unix_time_second,cycle_count,step_count,step_time_second,temperature_t1_celsius",
  ...rows.map((r) => [r.time, r.voltage, -r.current, 1.7e9 + r.time, r.cycle, r.step, r.stepTime, r.celsius].join(",")),
);

export const bdfLabels: Writer = (rows) => lines(
  "Test Time / h,Voltage / mV,Current / mA,Cycle Count / 1,Step Count / 1,Step Time / s,Temperature T1 / degC",
  ...rows.map((r) => [r.time / 3600, (r.voltage * 1e3).toFixed(2), (-r.current * 1e3).toFixed(2), r.cycle, r.step, r.stepTime, r.celsius].join(",")),
);

export const maccorTab: Writer = (rows) => lines(
  "Today's Date:\t20 May 2024\tDate of Test:\t20 May 2024, 10:00:00 AM", "    Filename:\ttruth\tTester Channel:\t1", "Procedure:\ttruth.000\tDescription:",
  "Rec#\tCyc#\tStep\tTestTime\tStepTime\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\tDPt Time\tAux #1\t Units\tAux #2\t Units",
  ...rows.map((r, i) => [i + 1, r.cycle, r.step, `  0d ${clock(r.time)}`, `  0d ${clock(r.stepTime)}`, r.charge.toFixed(6), 0, Math.abs(r.current), r.voltage, letter[r.state], 1, "05/20/2024 10:00:00", -2501.7, " C  ", r.celsius, " C  "].join("\t")),
);

export const maccorComma: Writer = (rows) => lines(
  "Rec,Cycle C,Step,Test Time [Sec],Step Time [Sec],Capacity [Ah],Energy [Wh],Current [A],Voltage [V],State,DPT Time",
  ...rows.map((r, i) => [i + 1, r.cycle, r.step, r.time, r.stepTime, r.charge.toFixed(6), 0, Math.abs(r.current), r.voltage, letter[r.state], "20-May-24 10:00:00 AM"].join(",")),
);

export const arbinNew: Writer = (rows) => lines(
  "Data Point,Date Time,Test Time (s),Step Time (s),Cycle Index,Step Index,Current (A),Voltage (V),Charge Capacity (Ah),Discharge Capacity (Ah),Aux_Temperature_1 (C)",
  ...rows.map((r, i) => [i + 1, `\t05/20/2024 ${clock(36_000 + (r.time % 50_000))}`, r.time, r.stepTime, r.cycle, r.step, -r.current, r.voltage, r.chargeIn, r.chargeOut, r.celsius].join(",")),
);

export const arbinOld: Writer = (rows) => lines(
  "Data_Point,Test_Time(s),Date_Time,Step_Time(s),Step_Index,Cycle_Index,Current(A),Voltage(V),Charge_Capacity(Ah),Discharge_Capacity(Ah),Internal_Resistance(Ohm)",
  ...rows.map((r, i) => [i + 1, r.time, date(r.time), r.stepTime, r.step, r.cycle, -r.current, r.voltage, r.chargeIn, r.chargeOut, 0].join(",")),
);

const basytecWords = { rest: "PAU", charge: "CHA", discharge: "DCH" } as const;
export const basytecTwoRows: Writer = (rows) => lines(
  "", "", "Measurement ID,6314", "Battery Name,truth", "Circuit,MCCD_1", "Program,1 - truth", "",
  "Step,Status,Step Time,Prog Time,Cycle,Cycle Level,Voltage,Current,AhAccu,Watt,LogTempPositive,LogTempMid,", "[],[],[ss.xxx],[ss.xxx],[],[],[V],[A],[Ah],[Watt],[T1],[T1],",
  ...rows.map((r) => `${[r.step, basytecWords[r.state], r.stepTime, r.time, r.cycle, 0, r.voltage, -r.current, (r.state === "discharge" ? -1 : 1) * r.charge, 0, r.celsius + 1, r.celsius].join(",")},`),
);

export const basytecOneRow: Writer = (rows) => lines(
  "~Resultfile from BaSyTec Battery Test System", "~Date and Time of Data Converting: 20.05.2024 10:00:00", "~Name of Test: truth",
  "~Time[h]\tDataSet\tDateTime\tt-Step[h]\tLine\tCommand\tU[V]\tI[A]\tAh[Ah]\tT1[°C]\tCyc-Count",
  ...rows.map((r, i) => [r.time / 3600, i + 1, "20.05.2024 10:00:00", r.stepTime / 3600, r.step, r.state === "rest" ? "Pause" : r.state === "charge" ? "Charge" : "Discharge", r.voltage, -r.current, r.chargeIn - r.chargeOut, r.celsius, r.cycle].join("\t")),
);

export const pecCsv: Writer = (rows) => lines(
  "Request Year:,2026", "Test:,25195", "TestRegime Name:,truth", "Start Time:,01/06/2026 17:46:49", "Operator Instructions:,",
  "Test,Cell,Step,Instruction Name,Cycle,Total Time (Hours in hh:mm:ss.xxx),Load On Time (Hours in hh:mm:ss.xxx),Step Time (Seconds),Real Time,Voltage (V),Current (A),Charge Capacity (mAh),Discharge Capacity (mAh),ReasonCode,Temp (°C),",
  ...rows.map((r) => `${[25195, 1, r.step, r.state === "rest" ? "Idle" : r.state === "charge" ? "I Charge" : "I Disch.", r.cycle, clock(r.time), clock(0), r.stepTime, `05/20/2024 ${clock(36_000).slice(0, 8)}`, r.voltage, -r.current, r.chargeIn * 1e3, r.chargeOut * 1e3, 0, r.celsius].join(",")},`),
);

/** Latin-1, with a decimal comma. */
export const mpt: Writer = (rows) => {
  const header = ["EC-Lab ASCII FILE", "Nb header lines : 5                          ", "", "Electrode surface area : 0,001 cm²"];
  const heading = "mode\tox/red\terror\tcontrol changes\tNs changes\tcounter inc.\tNs\ttime/s\tEwe/V\t<I>/mA\t(Q-Qo)/mA.h\tTemperature/°C\tcycle number\t";
  const comma = (v: number): string => v.toExponential(12).replace(".", ",");
  const text = [...header, heading, ...rows.map((r) => ["1", "0", "0", "0", "0", "0", String(r.step), ...[r.time, r.voltage, -r.current * 1e3, (r.chargeIn - r.chargeOut) * 1e3, r.celsius, r.cycle].map(comma)].join("\t"))].join("\r\n");
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
};

const neware = { rest: "Rest", charge: "CC Chg", discharge: "CC DChg" } as const;
export const newareFlat: Writer = (rows) => lines(
  "DataPoint,Cycle Index,Step Index,Step Type,Time,Total Time,Current(mA),Voltage(V),Capacity(mAh),Chg. Cap.(mAh),DChg. Cap.(mAh),Date,T1(℃)",
  ...rows.map((r, i) => [i + 1, r.cycle, r.step, neware[r.state], clock(r.stepTime), clock(r.time), (-r.current * 1e3).toFixed(2), r.voltage, r.charge * 1e3, r.chargeIn * 1e3, r.chargeOut * 1e3, date(r.time), r.celsius].join(",")),
);

export const chineseHeading = "循环号,工步号,工步类型,时间(h:min:s.ms),电流(A),电压(V),充电容量(Ah),放电容量(Ah),温度(℃)";
const chinese = { rest: "搁置", charge: "恒流充电", discharge: "恒流放电" } as const;
/** Only a clock of the step; to be encoded as GBK. */
export const newareChinese = (rows: readonly TrueRow[]): string => [chineseHeading, ...rows.map((r) => [r.cycle, r.step, chinese[r.state], clock(r.stepTime), -r.current, r.voltage, r.chargeIn, r.chargeOut, r.celsius].join(","))].join("\r\n");

/** Cycles, steps and records in one table of three levels. */
export const newareLevels: Writer = (rows) => {
  const out = ["Cycle ID,Cap_Chg(mAh),Cap_DChg(mAh)", ",Step ID,Step Name,Step Time(h:min:s),Capacity(mAh)", ",,Record ID,Time(h:min:s.ms),Voltage(V),Current(mA),Temperature(°C),Capacity(mAh),Realtime"];
  for (const [i, r] of rows.entries()) {
    const before = rows[i - 1];
    if (before?.cycle !== r.cycle) out.push(`${r.cycle},0,0`);
    if (before?.step !== r.step) out.push(`,${r.step},${neware[r.state]},01:00:00,0`);
    out.push(`,,${i + 1},${clock(r.stepTime)},${r.voltage},${(-r.current * 1e3).toFixed(2)},${r.celsius},${r.charge * 1e3},${date(r.time)}`);
  }
  return lines(...out);
};

export const plainTable: Writer = (rows) => lines("time_s,current_A,voltage_V,temp_degC", ...rows.map((r) => [r.time, r.current, r.voltage, r.celsius].join(",")));

/** Charge since the record before stands in place of the current, as EC-Lab stores galvanostatic tests. */
export const mpr = (rows: readonly TrueRow[], more: { readonly unknown?: number; readonly withCurrent?: boolean } = {}): Uint8Array => {
  const ids = [1, 2, 3, 21, 31, 65, 131, 4, more.withCurrent === false ? 7 : 8, 6, 462, 24, ...(more.unknown ? [more.unknown] : [])];
  const width = 1 + 2 + 8 + (more.withCurrent === false ? 8 : 4) + 4 + 4 + 8 + (more.unknown ? 4 : 0);
  const body = new DataView(new ArrayBuffer(1007 + rows.length * width));
  body.setUint32(0, rows.length, true);
  body.setUint16(4, ids.length, true);
  for (const [i, id] of ids.entries()) body.setUint16(6 + 2 * i, id, true);
  for (const [i, r] of rows.entries()) {
    let at = 1007 + i * width;
    body.setUint8(at, 1);
    body.setUint16((at += 1), r.step, true);
    body.setFloat64((at += 2), r.time, true);
    at += 8;
    if (more.withCurrent === false) {
      const before = rows[i - 1];
      body.setFloat64(at, before ? (-r.current * (r.time - before.time)) / 3.6 : 0, true);
      at += 8;
    } else {
      body.setFloat32(at, -r.current * 1e3, true);
      at += 4;
    }
    body.setFloat32(at, r.voltage, true);
    body.setFloat32((at += 4), r.celsius, true);
    body.setFloat64((at += 4), r.cycle, true);
  }
  const data = new Uint8Array(body.buffer);
  return concat([utf8("BIO-LOGIC MODULAR FILE\u001a                         \0\0\0\0"), moduleOf("VMP Set", 10, new Uint8Array(64)), moduleOf("VMP data", 11, data), moduleOf("VMP LOG", 10, new Uint8Array(16))]);
};

function moduleOf(name: string, version: number, content: Uint8Array): Uint8Array {
  const head = new Uint8Array(65);
  head.set(utf8(`MODULE${name.padEnd(10)}${name.padEnd(25)}`));
  const view = new DataView(head.buffer);
  view.setUint32(41, 0xffffffff, true);
  view.setUint32(45, content.length, true);
  view.setUint32(53, version, true);
  head.set(utf8("20/05/24"), 57);
  return concat([head, content]);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Pages of 4096 bytes with slots of one size, a bit for each, and a checksum. */
function pages(kind: number, version: number, size: number, records: readonly ((view: DataView, at: number) => void)[]): Uint8Array {
  const slots = Math.floor(3960 / size);
  const count = Math.max(1, Math.ceil(records.length / slots));
  const out = new Uint8Array(4096 * (count + 1));
  const view = new DataView(out.buffer);
  view.setUint16(0, kind, true);
  view.setUint16(2, version, true);
  for (let p = 1; p <= count; p++) {
    const own = records.slice((p - 1) * slots, p * slots);
    const at = 4096 * p;
    view.setUint16(at, kind + 1, true);
    view.setUint16(at + 2, own.length, true);
    for (const [slot, write] of own.entries()) {
      out[at + 4 + (slot >> 3)]! |= 1 << (slot & 7);
      write(view, at + 132 + slot * size);
    }
    view.setUint32(at + 4092, crc32(out, at, at + 4092), true);
  }
  return out;
}

/** Times stand only where a step begins or ends, every 50th record, and where the interval between records changes, as BTS stores them. */
export const ndax = (rows: readonly TrueRow[], version: 11 | 14 = 14): Uint8Array => {
  const [volts, amperes, charge] = version === 11 ? [1e4, 1e3, 3600 * 1e3] : [1, 1, 1];
  const steps = rows.filter((r, i) => rows[i - 1]?.step !== r.step);
  const first = (i: number): boolean => rows[i - 1]?.step !== rows[i]!.step;
  const timed = [...rows.keys()].filter((i) => first(i) || [rows[i + 1]?.step, rows[i + 2]?.step].some((step) => step !== rows[i]!.step) || i % 50 === 0);
  const data = pages(1, version, 8, rows.map((r) => (view, at) => {
    view.setFloat32(at, r.voltage * volts, true);
    view.setFloat32(at + 4, -r.current * amperes, true);
  }));
  const run = pages(18, version, 55, timed.map((i) => (view, at) => {
    const r = rows[i]!;
    view.setInt32(at, Math.round(r.stepTime * 1e3), true);
    view.setFloat32(at + 5, r.chargeIn * charge, true);
    view.setFloat32(at + 9, r.chargeOut * charge, true);
    view.setInt32(at + 29, Math.round((r.time - (rows[i - 1]?.time ?? 0)) * 1e3), true);
    view.setInt32(at + 33, 1_716_199_200 + Math.floor(r.time), true);
    view.setInt32(at + 37, r.step, true);
    view.setInt32(at + 41, i + 1, true);
    view.setInt16(at + 45, Math.round((r.time % 1) * 1e3), true);
  }));
  const kinds = { rest: 4, charge: 1, discharge: 2 } as const;
  const step = pages(7, version, 37, steps.map((r) => (view, at) => {
    view.setInt32(at, r.cycle - 1, true);
    view.setInt32(at + 4, r.step, true);
    view.setUint8(at + 24, kinds[r.state]);
  }));
  const aux = pages(5, version, 4, rows.map((r) => (view, at) => view.setFloat32(at, r.celsius, true)));
  const info = "<root><config><TestInfo AuxCount=\"1\"><Aux1 AuxID=\"1\" RealChlID=\"9\" ChlType=\"103\" /></TestInfo></config></root>";
  return zipSync({ "data.ndc": data, "data_runInfo.ndc": run, "data_step.ndc": step, ...(version === 14 ? { "data_AUX_9_1_1.ndc": aux } : {}), "TestInfo.xml": utf8(info), "Step.xml": utf8("<root><Remark Value=\"truth\" /></root>") });
};
