import type { Inference } from "@inversa/core";

/** Whether a cycler charged, discharged or rested, as it says itself; `unknown` where it says something else (a control step, a message). */
export const states = { rest: 0, discharge: 1, charge: -1, unknown: 2 } as const;
export type State = (typeof states)[keyof typeof states];

/** Numbers that a cycler logs or is told, with the units in which readers hand them over. `chargeIn` and `chargeOut` count up while charging and discharging, `charge` in either, `netCharge` is the first less the second. */
export const series = {
  testTime: "s", stepTime: "s", clock: "s", voltage: "V", current: "A", power: "W", temperature: "K", ambient: "K", charge: "C", chargeIn: "C", chargeOut: "C", netCharge: "C", step: "1", cycle: "1",
} as const;
export type SeriesName = keyof typeof series;

/** What the maker of a cycler says about the sign of current; the data decide in the end. */
export type Convention = "charge-positive" | "discharge-positive" | "unsigned" | "unknown";

/** One test as its file holds it: units are those of {@link series}, signs, clocks and gaps (NaN) are still the file's. */
export interface RawRecord {
  /** Who wrote the file, for people: "Maccor text export". */
  readonly vendor: string;
  /** Name of the test within its file; empty where the file holds only one. */
  readonly label: string;
  readonly rows: number;
  readonly columns: Readonly<Partial<Record<SeriesName, Float64Array>>>;
  readonly state?: Int8Array;
  readonly convention: Convention;
  /** Where a row stands in the file: "line 123", "record 7". */
  readonly place: (row: number) => string;
  readonly notes: readonly Inference[];
  readonly warnings: readonly string[];
}

export const kelvin = 273.15;

/** Whether a thermometer on a cell can read this many kelvin; open thermocouples read -2500 °C, missing ones -273.15. */
export const isTemperature = (value: number): boolean => value > kelvin - 80 && value < kelvin + 300;
export const coulombPerAh = 3600;

/** What the words of a step or state column mean, in the languages and abbreviations of cyclers; undefined where they mean none of the three. */
export function stateOf(words: string): State | undefined {
  const word = words.normalize("NFKC").trim().toLowerCase();
  if (word === "") return undefined;
  if (/^(d|dis|dch|dchg|dch\d*)$|disch|dchg|discharg|entlad|放电|_dis\b/.test(word)) return states.discharge;
  if (/^(c|cha|chg|chr)$|charg|\bchg\b|_chg|chg_|laden|充电/.test(word)) return states.charge;
  if (/^(r|p|s|o)$|rest|pau|ocv|idle|open.?circuit|静置|搁置|暂停|wait|ruhe/.test(word)) return states.rest;
  return undefined;
}
