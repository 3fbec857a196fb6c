/**
 * A number as a person writes it: `digits` significant figures, no exponent between 0.0001 and a million, no trailing zeros of its own making.
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "-" : value > 0 ? "∞" : "-∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) return exponent(value.toExponential(digits - 1));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return trimZeros(value.toFixed(Math.min(decimals, 20)));
}

/**
 * A value and its interval with the same number of decimals: three figures of the interval's width, so that the digits shown are those that mean something.
 */
export function formatWithInterval(value: number, interval: readonly [number, number] | null): { readonly value: string; readonly interval: string } {
  if (interval === null) return { value: formatNumber(value), interval: "-" };
  const [low, high] = interval;
  const size = Math.max(Math.abs(value), Math.abs(low), Math.abs(high));
  const width = high - low;
  if (!Number.isFinite(width) || !(width > 0) || size >= 1e6 || size < 1e-4) return { value: formatNumber(value), interval: `${formatNumber(low)} to ${formatNumber(high)}` };
  const figures = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(width)), 2 - Math.floor(Math.log10(size))));
  return { value: value.toFixed(figures), interval: `${low.toFixed(figures)} to ${high.toFixed(figures)}` };
}

/** A count with thousands apart: `12,345`. */
export const formatCount = (count: number): string => Math.round(count).toLocaleString("en-US");

/** A length of time for a person: `12 ms`, `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

/** A share as per cent: `2.9 %`. */
export const formatPercent = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(Math.abs(share) < 0.0995 ? 1 : 0)} %` : "-");

const trimZeros = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

const exponent = (text: string): string => {
  const [mantissa, power] = text.split("e");
  return `${trimZeros(mantissa!)}e${Number(power)}`;
};
