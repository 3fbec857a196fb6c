import { InputError } from "./errors.ts";

/** Dimension of a unit, its factor to the dimension's base unit and, for temperatures, its offset: base = value * factor + offset. */
interface Unit { readonly dimension: string; readonly factor: number; readonly offset?: number }

const unit = (dimension: string, factor: number, offset?: number): Unit => offset === undefined ? { dimension, factor } : { dimension, factor, offset };

const psi = 6_894.757_293_168_361;

/** UCUM codes that Inversa knows, plus the spellings that laboratory files use. */
const units: Readonly<Record<string, Unit>> = {
  "1": unit("1", 1), "%": unit("1", 1e-2), "[ppth]": unit("1", 1e-3), "[ppm]": unit("1", 1e-6),
  deg: unit("angle", Math.PI / 180), rad: unit("angle", 1),
  Pa: unit("pressure", 1), hPa: unit("pressure", 1e2), kPa: unit("pressure", 1e3), MPa: unit("pressure", 1e6), GPa: unit("pressure", 1e9),
  bar: unit("pressure", 1e5), mbar: unit("pressure", 1e2), atm: unit("pressure", 101_325), "[psi]": unit("pressure", psi),
  "N/mm2": unit("pressure", 1e6), "kN/m2": unit("pressure", 1e3), "kgf/cm2": unit("pressure", 98_066.5),
  "tf/m2": unit("pressure", 9_806.65), "[psf]": unit("pressure", psi / 144), "[ksf]": unit("pressure", (1000 * psi) / 144), "[tsf]": unit("pressure", (2000 * psi) / 144),
  s: unit("time", 1), ms: unit("time", 1e-3), min: unit("time", 60), h: unit("time", 3600), d: unit("time", 86_400),
  A: unit("current", 1), mA: unit("current", 1e-3), V: unit("voltage", 1), mV: unit("voltage", 1e-3), Ohm: unit("resistance", 1),
  "A.h": unit("charge", 3600), "mA.h": unit("charge", 3.6), C: unit("charge", 1), W: unit("power", 1), mW: unit("power", 1e-3), kW: unit("power", 1e3), J: unit("energy", 1), "W.h": unit("energy", 3600),
  K: unit("temperature", 1), Cel: unit("temperature", 1, 273.15),
  m: unit("length", 1), cm: unit("length", 1e-2), mm: unit("length", 1e-3), um: unit("length", 1e-6), "[in_i]": unit("length", 0.0254),
  m2: unit("area", 1), cm2: unit("area", 1e-4), mm2: unit("area", 1e-6), m3: unit("volume", 1), cm3: unit("volume", 1e-6), mm3: unit("volume", 1e-9), mL: unit("volume", 1e-6),
  N: unit("force", 1), kN: unit("force", 1e3), kgf: unit("force", 9.806_65), "[lbf_av]": unit("force", 4.448_221_615_260_5), kg: unit("mass", 1), g: unit("mass", 1e-3),
  "mol/m3": unit("concentration", 1), "mol/L": unit("concentration", 1e3), "m2/s": unit("diffusivity", 1), "cm2/s": unit("diffusivity", 1e-4),
  "S/m": unit("conductivity", 1), "J/mol": unit("molar energy", 1), "W/(m2.K)": unit("heat transfer", 1), "W/m2": unit("irradiance", 1), "MJ/(m2.d)": unit("irradiance", 1e6 / 86_400), "kW.h/(m2.d)": unit("irradiance", 3.6e6 / 86_400), "J/K": unit("heat capacity", 1),
  "J/(kg.K)": unit("specific heat", 1), "kg/m3": unit("density", 1), "g/cm3": unit("density", 1e3), "1/K": unit("1/temperature", 1), "1/m": unit("1/length", 1), "V/K": unit("entropic coefficient", 1), "mol/(m2.s)": unit("molar flux", 1),
};

/** Whether Inversa can name and convert the UCUM code. */
export const isKnownUnit = (code: string): boolean => Object.hasOwn(units, code);

/** Whether values in one unit can be turned into the other. */
export const isConvertible = (from: string, to: string): boolean =>
  isKnownUnit(from) && isKnownUnit(to) && units[from]!.dimension === units[to]!.dimension;

/**
 * The linear map that turns values in `from` into values in `to`: value * factor + offset.
 * @throws InputError `unit-unknown` or `unit-mismatch`.
 */
export function conversion(from: string, to: string): { readonly factor: number; readonly offset: number } {
  for (const code of [from, to]) {
    if (!isKnownUnit(code)) throw new InputError("unit-unknown", { what: `Inversa does not know the unit "${code}"`, expected: `one of ${Object.keys(units).join(", ")}` });
  }
  const [a, b] = [units[from]!, units[to]!];
  if (a.dimension !== b.dimension) {
    throw new InputError("unit-mismatch", { what: `"${from}" (${a.dimension}) cannot be turned into "${to}" (${b.dimension})`, expected: `a unit of ${b.dimension}` });
  }
  return { factor: a.factor / b.factor, offset: ((a.offset ?? 0) - (b.offset ?? 0)) / b.factor };
}

/** How a person writes the UCUM code: `%`, `kPa`, `°`, and nothing for a pure number. */
export function unitLabel(code: string): string {
  const labels: Readonly<Record<string, string>> = { "1": "", deg: "°", Cel: "°C", Ohm: "Ω", "[psi]": "psi", "[psf]": "psf", "[ksf]": "ksf", "[tsf]": "tsf", "A.h": "Ah", "mA.h": "mAh", "[in_i]": "in", "[lbf_av]": "lbf", um: "µm", "[ppth]": "‰", "[ppm]": "ppm" };
  return labels[code] ?? code.replace(/(?<=[A-Za-z])2\b/g, "²").replace(/(?<=[A-Za-z])3\b/g, "³").replaceAll(".", "·");
}
