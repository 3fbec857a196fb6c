const minus = "\u2212";
const superscripts: Readonly<Record<string, string>> = { "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹" };
const unresolved = 4;

type Interval = readonly [number, number];

const exponentOf = (value: number): number => value === 0 || !Number.isFinite(value) ? 0 : Number(value.toExponential().split("e")[1]);

/** Negative zero would print as "−0". */
const withMinus = (text: string): string => /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", minus);

/** Rounded to a decimal place, which may lie before the point: place -2 rounds to hundreds. */
function atPlace(value: number, place: number): string {
  if (place >= 0) return withMinus(value.toFixed(Math.min(place, 100)));
  const step = 10 ** -place;
  return withMinus((Math.round(value / step) * step).toFixed(0));
}

function inPowers(value: number, place: number, exponent: number): string {
  const power = String(exponent).replace(/[-\d]/g, (digit) => superscripts[digit]!);
  return `${atPlace(value / 10 ** exponent, place + exponent)} × 10${power}`;
}

/** Powers of ten are used where plain digits would hide the number behind zeros. */
const needsPowers = (value: number): boolean => value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7);

/** Decimal place to which an interval supports its value: two significant digits of the half width. Undefined when it supports none. */
function supportedPlace([low, high]: Interval): number | undefined {
  const half = (high - low) / 2;
  return Number.isFinite(half) && half > 0 ? 1 - exponentOf(Number(half.toPrecision(2))) : undefined;
}

const spansDecades = ([low, high]: Interval): boolean => low > 0 && high / low > 30;

/** A number with so many significant digits and no more, the trailing zeros dropped: for axes, misfits, conditions. */
export function formatNumber(value: number, digits = unresolved): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : `${minus}∞`;
  const rounded = Number(value.toPrecision(digits));
  const place = Math.max(0, digits - 1 - exponentOf(rounded));
  if (needsPowers(rounded)) return inPowers(rounded, digits - 1 - exponentOf(rounded), exponentOf(rounded)).replace(/\.?0+ ×/, " ×");
  const text = atPlace(rounded, place);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function formatLike(value: number, place: number, largest: number): string {
  return needsPowers(largest) ? inPowers(value, place, exponentOf(largest)) : atPlace(value, place);
}

/**
 * A value with the digits that its interval supports: as many as show the interval's half width with two digits. `formatValue(47.13, [44.0, 50.4])` is `47.1`.
 *
 * Without an interval: four significant digits. An interval over more than a decade and a half supports two.
 * Value and interval share their power of ten.
 */
export function formatValue(value: number, interval: Interval | null): string {
  if (!Number.isFinite(value) || interval === null) return formatNumber(value);
  const place = supportedPlace(interval);
  if (place === undefined) return formatNumber(value);
  if (spansDecades(interval)) return formatNumber(value, 2);
  return formatLike(value, place, Math.max(...[value, ...interval].map(Math.abs)));
}

/** An interval with the digits that it supports itself, as `44.0 to 50.4`; a dash where there is none. */
export function formatInterval(interval: Interval | null): string {
  if (interval === null) return "–";
  const place = supportedPlace(interval);
  if (place === undefined) return formatNumber(interval[0]) === formatNumber(interval[1]) ? formatNumber(interval[0]) : `${formatNumber(interval[0])} to ${formatNumber(interval[1])}`;
  if (spansDecades(interval)) return interval.map((end) => formatNumber(end, 2)).join(" to ");
  const largest = Math.max(Math.abs(interval[0]), Math.abs(interval[1]));
  return interval.map((end) => formatLike(end, place, largest)).join(" to ");
}

/** A number with exactly so many significant digits, trailing zeros kept: columns of measured differences. */
export function formatDigits(value: number, digits: number): string {
  if (!Number.isFinite(value) || value === 0) return formatNumber(value);
  const rounded = Number(value.toPrecision(digits));
  return formatLike(rounded, digits - 1 - exponentOf(rounded), rounded);
}

/** A share as percent with two significant digits: 0.0213 is `2.1 %`. */
export const formatPercent = (share: number): string => Number.isFinite(share) ? `${formatDigits(share * 100, 2)}\u00a0%` : "–";

/** Seconds as a person says them: `0.4 s`, `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 100) return `${formatNumber(seconds, 2)}\u00a0s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}\u00a0h ${minutes}\u00a0min` : `${minutes}\u00a0min ${whole % 60}\u00a0s`;
}

/** An integer with thin spaces between thousands, as in `9 000`. */
export const formatCount = (count: number): string => Number.isFinite(count) ? String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, "\u202f") : "–";
