import { conversion, isConvertible, isKnownUnit } from "@inversa/core";

/** Spellings that mean one thing only with their case (`s`, `V`) and those where people do not care about it (`KPA`). The right side is UCUM. */
const exact: Readonly<Record<string, readonly string[]>> = {
  "-": ["1"], "–": ["1"], "—": ["1"], "%": ["%"], "‰": ["[ppth]"], "°": ["deg"],
  C: ["Cel", "C"], K: ["K"], V: ["V"], A: ["A"], W: ["W"], J: ["J"], N: ["N"], m: ["m"], s: ["s"], h: ["h"], d: ["d"], g: ["g"], "\"": ["[in_i]"],
  mA: ["mA"], mV: ["mV"], mW: ["mW"], kW: ["kW"], ms: ["ms"], Ω: ["Ohm"], kg: ["kg", "kgf"], "Mg/m3": ["g/cm3"], "t/m3": ["g/cm3"],
};

const anyCase: Readonly<Record<string, string>> = {
  pct: "%", percent: "%", percentage: "%", prozent: "%", procent: "%", pourcent: "%", 百分比: "%", 百分数: "%", permille: "[ppth]", ppm: "[ppm]", microstrain: "[ppm]", με: "[ppm]",
  dec: "1", decimal: "1", "m/m": "1", "mm/mm": "1", dimensionless: "1", 无量纲: "1", 小数: "1",
  pa: "Pa", hpa: "hPa", kpa: "kPa", mpa: "MPa", gpa: "GPa", 帕: "Pa", 千帕: "kPa", 兆帕: "MPa", bar: "bar", mbar: "mbar", atm: "atm",
  psi: "[psi]", "lbf/in2": "[psi]", "lb/in2": "[psi]", "n/mm2": "N/mm2", "kn/m2": "kN/m2", "knm-2": "kN/m2", "kgf/cm2": "kgf/cm2", "kg/cm2": "kgf/cm2", ksc: "kgf/cm2",
  "t/m2": "tf/m2", "tf/m2": "tf/m2", "tonf/m2": "tf/m2", psf: "[psf]", "lbf/ft2": "[psf]", "lb/ft2": "[psf]", ksf: "[ksf]", "kip/ft2": "[ksf]", "kips/ft2": "[ksf]", tsf: "[tsf]", "ton/ft2": "[tsf]", "tons/ft2": "[tsf]",
  sec: "s", secs: "s", second: "s", seconds: "s", 秒: "s", min: "min", mins: "min", minute: "min", minutes: "min", 分: "min", 分钟: "min",
  hr: "h", hrs: "h", hour: "h", hours: "h", 小时: "h", day: "d", days: "d", 天: "d",
  amp: "A", amps: "A", ampere: "A", volt: "V", volts: "V", watt: "W", watts: "W", ohm: "Ohm", ohms: "Ohm", ah: "A.h", "a.h": "A.h", mah: "mA.h", "ma.h": "mA.h", wh: "W.h", "w.h": "W.h",
  "°c": "Cel", degc: "Cel", celsius: "Cel", kelvin: "K", deg: "deg", degree: "deg", degrees: "deg", rad: "rad",
  mm: "mm", cm: "cm", μm: "um", um: "um", in: "[in_i]", inch: "[in_i]", inches: "[in_i]", kn: "kN", lbf: "[lbf_av]", kg: "kg",
  "w/m2": "W/m2", "wm-2": "W/m2", "mj/m2/d": "MJ/(m2.d)", "mj/m2/day": "MJ/(m2.d)", "mjm-2d-1": "MJ/(m2.d)", "kwh/m2/d": "kW.h/(m2.d)", "kwh/m2/day": "kW.h/(m2.d)",
  cm2: "cm2", mm2: "mm2", m2: "m2", cm3: "cm3", cc: "cm3", ml: "mL", m3: "m3", mm3: "mm3",
};

/** What a spelling of a unit may mean, as UCUM codes; empty when it is not a unit. */
export function unitsSpelled(text: string): readonly string[] {
  const written = text.trim();
  if (isKnownUnit(written) && !Object.hasOwn(exact, written)) return [written];
  const plain = written.normalize("NFKC").replace(/[\s^*]/g, "").replaceAll("·", ".").replaceAll("²", "2").replaceAll("³", "3");
  if (Object.hasOwn(exact, plain)) return exact[plain]!;
  const lower = plain.toLowerCase();
  return Object.hasOwn(anyCase, lower) ? [anyCase[lower]!] : [];
}

/** The unit that a spelling means where values in `wanted` are expected; undefined when it is no such unit. */
export const unitFor = (text: string, wanted: string): string | undefined => unitsSpelled(text).find((code) => isConvertible(code, wanted));

/** Values in one unit turned into another; a new array. */
export function converted(values: Float64Array, from: string, to: string): Float64Array {
  if (from === to) return values.slice();
  const { factor, offset } = conversion(from, to);
  // Percent to decimal as a division: 0.526 / 100 is the double nearest to 0.00526, 0.526 * 0.01 is not.
  const divisor = Math.round(1 / factor);
  if (offset === 0 && factor < 1 && Math.abs(divisor * factor - 1) < 1e-12) return values.map((v) => v / divisor);
  return values.map((v) => v * factor + offset);
}

/** One value in the unit wanted; undefined where the spelling is no such unit. Pure numbers need no unit. */
export function inUnit(value: number, spelled: string, wanted: string): number | undefined {
  const code = spelled === "" && wanted === "1" ? wanted : unitFor(spelled, wanted);
  return code === undefined ? undefined : converted(Float64Array.of(value), code, wanted)[0];
}
