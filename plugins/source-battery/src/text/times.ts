/** Durations as cyclers write them, in seconds: `0d 00:00:05.05`, `12:34:56`, `1:02:03.5`, `0-00:00:10`, `05:30` (minutes and seconds); NaN where it is none. */
export function durationOf(text: string): number {
  const [all, days = "0", hours = "0", minutes = "0", seconds = "0"] = /^\s*(?:(\d+)\s*(?:d(?:ays?)?|-)\s*)?(?:(\d+):)?(\d+):(\d+(?:[.,:]\d+)?)\s*$/i.exec(text) ?? [];
  if (all === undefined) return Number.NaN;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(/[,:]/, "."));
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Which of the two small numbers of a date such as 12/11/2020 is the month. */
export type DateOrder = "month-first" | "day-first";

/** A date with a time in seconds since 1970, without regard to time zones; NaN where it is none. Only differences mean something. */
export function instantOf(text: string, order: DateOrder): number {
  const found = /^\s*(\d{1,4})[-/.](\d{1,2}|[a-z]{3})[-/.](\d{1,4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?\s*([ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?\s*$/i.exec(text);
  if (!found) return Number.NaN;
  const [, a = "", b = "", c = "", hours = "", minutes = "", seconds = "0", half] = found;
  const named = months.indexOf(b.toLowerCase());
  const yearFirst = a.length === 4;
  const year = Number(yearFirst ? a : c);
  const [month, day] = yearFirst ? [named < 0 ? Number(b) : named + 1, Number(c)] : named >= 0 ? [named + 1, Number(a)] : order === "month-first" ? [Number(a), Number(b)] : [Number(b), Number(a)];
  if (month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase().startsWith("p") ? 12 : 0);
  return Date.UTC(year < 100 ? 2000 + year : year, month - 1, day, hour, Number(minutes)) / 1e3 + Number(seconds.replace(",", "."));
}

/** The order in which both dates exist and the later one is not before the earlier; with both possible, the one that puts them closer together. */
export function orderOf(first: string, last: string): DateOrder {
  const span = (order: DateOrder): number => ((passed) => (passed >= 0 ? passed : Number.POSITIVE_INFINITY))(instantOf(last, order) - instantOf(first, order));
  return span("day-first") < span("month-first") ? "day-first" : "month-first";
}
