import { formatNumber } from "./format-number.ts";
import { inks } from "./palette.ts";
import type { ChartOption } from "./svg.ts";

/** Fonts of the reader's machine, with faces that hold Greek and Chinese last. */
export const fontFamily = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";

/** Type size in a chart; large enough to read when a telephone shrinks the picture by a third. */
export const fontSize = 13;

/** Characters as wide as they are high in every font: Chinese, Japanese, Korean and their punctuation. */
export const isWide = (character: string): boolean => /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(character);

/** Room that a text needs in a size of type: exact for CJK characters, on the generous side for others since the reader's font is unknown. */
export const textWidth = (text: string, size = fontSize): number => Array.from(text).reduce((sum, character) => sum + (isWide(character) ? 1.02 : 0.63), 0) * size;

export type XY = readonly [x: number, y: number | null];

export interface AxisSettings {
  readonly name?: string;
  /** Stored value times this is what the labels show: 100 for strains, so that the data stay as they are. */
  readonly factor?: number;
  readonly type?: "value" | "log" | "category";
  readonly min?: number;
  readonly max?: number;
  /** Where labels stand, for logarithmic axes. */
  readonly ticks?: readonly number[];
  readonly categories?: readonly string[];
  readonly grid?: boolean;
  readonly scale?: boolean;
  readonly splitNumber?: number;
  readonly inverse?: boolean;
  readonly labels?: boolean;
}

/** Powers of ten only where plain digits would not fit beside the axis. */
function tickText(value: number): string {
  const plain = String(Number(value.toPrecision(6))).replace("-", "\u2212");
  return plain.length <= 7 && !plain.includes("e") ? plain : formatNumber(value, 3);
}

/** An axis as all charts have them. */
export const axis = (settings: AxisSettings, along: "x" | "y") => ({
  type: settings.type ?? "value",
  ...(settings.name === undefined ? {} : along === "x"
    ? { name: settings.name, nameLocation: "middle" as const, nameGap: 32 }
    : { name: settings.name, nameLocation: "end" as const, nameGap: 14 }),
  nameTextStyle: { color: inks.ink[0], fontSize, fontFamily, ...(along === "y" ? { align: "left" as const, padding: [0, 0, 0, -52] } : {}) },
  ...(settings.min === undefined ? {} : { min: settings.min }),
  ...(settings.max === undefined ? {} : { max: settings.max }),
  ...(settings.categories === undefined ? {} : { data: [...settings.categories] }),
  ...(settings.inverse === undefined ? {} : { inverse: settings.inverse }),
  scale: settings.scale ?? true,
  splitNumber: settings.splitNumber ?? 5,
  axisLine: { show: along === "x", onZero: false, lineStyle: { color: inks.line[0] } },
  axisTick: { show: settings.labels !== false && along === "x", lineStyle: { color: inks.line[0] }, ...(settings.ticks === undefined ? {} : { customValues: [...settings.ticks] }) },
  axisLabel: {
    show: settings.labels !== false, color: inks.quiet[0], fontSize: fontSize - 1, fontFamily, hideOverlap: true,
    ...(settings.ticks === undefined ? {} : { customValues: [...settings.ticks] }),
    // Functions rather than templates: a template would replace "{value}" inside a specimen's name.
    formatter: (value: string | number) => typeof value === "number" ? tickText(value * (settings.factor ?? 1)) : value,
  },
  splitLine: { show: settings.grid ?? true, lineStyle: { color: inks.grid[0] } },
  minorTick: { show: false },
});

/** Axes, margins and type that all charts share. `right` leaves room for names beside the curves. */
export const frame = (x: AxisSettings, y: AxisSettings, margins?: Partial<Readonly<Record<"left" | "right" | "top" | "bottom", number>>>): ChartOption => ({
  animation: false,
  backgroundColor: "transparent",
  textStyle: { fontFamily, fontSize, color: inks.ink[0] },
  grid: { left: 56, right: 20, top: 34, bottom: 48, ...margins, outerBoundsMode: "none" },
  xAxis: axis(x, "x") as NonNullable<ChartOption["xAxis"]>,
  yAxis: axis(y, "y") as NonNullable<ChartOption["yAxis"]>,
});

/** Labels 1, 2, 5, 10, ... between two positive ends, thinned to whole decades where there are many. */
export function logTicks(low: number, high: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Math.log10(high / low);
  const steps = decades <= 2.2 ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / 6));
  const ticks: number[] = [];
  for (let decade = first; decade <= last; decade += every) {
    for (const step of steps) {
      const tick = Number(`${step}e${decade}`);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks.length >= 2 ? ticks : [low, high].map((end) => Number(end.toPrecision(2)));
}

/** Round numbers inside the range, at most `intervals` steps apart. ECharts' own would add the ragged ends of the range. */
export function linearTicks(low: number, high: number, intervals = 5): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const step = [1, 2, 2.5, 5, 10, 20].map((f) => f * 10 ** Math.floor(Math.log10(span / intervals))).find((candidate) => span / candidate <= intervals)!;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The same for narrow axes: at least two labels where the range holds two round numbers that are not too close. */
export function someTicks(low: number, high: number, intervals: number): readonly number[] {
  const tries = [0, 1, 2].map((more) => linearTicks(low, high, intervals + more));
  return tries.find(({ length }) => length > 1) ?? tries[0]!;
}

/** The axis of a curve is drawn on a logarithmic scale when it is a positive quantity over a decade or more and neither a strain nor a time (compression curves over stress). */
export const readsOnLogScale = (unit: string, values: readonly (number | null)[]): boolean => {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  return /Pa|bar|psi|N\/m/.test(unit) && known.length > 1 && known.every((value) => value > 0) && Math.max(...known) / Math.min(...known) >= 8;
};
