import type { Channel, Inference, Protocol } from "@inversa/core";
import { leadOf } from "./lead.ts";
import { ambiguous, oneOf, shown } from "./questions.ts";
import type { Measured } from "./series.ts";
import type { TableSettings } from "./settings.ts";

/** A first excursion below this share of the whole may be scatter of the first readings: too little to turn a column by. */
const clear = 0.05;

/** Series with the signs of the protocol's convention. */
export interface Signed {
  readonly series: ReadonlyMap<string, Float64Array>;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/**
 * Brings every series to the sign convention of the kind of test. Channels that cannot be negative show theirs directly. The others show it by how
 * they start against the axis: where the protocol says that a channel at first rises with the axis and it falls, its sign is the opposite.
 * @throws InputError `data-ambiguous` where a negative axis may be either convention (extension, or compression counted negative).
 */
export function signed(measured: ReadonlyMap<string, Measured>, protocol: Protocol, settings: TableSettings, file: string): Signed {
  const series = new Map([...measured].map(([name, { values }]) => [name, values] as const));
  if (settings.sign === "keep") return { series, inferred: [], warnings: [] };
  const inferred: Inference[] = [];
  const warnings: string[] = [];
  const flip = (name: string, because: string): void => {
    series.set(name, series.get(name)!.map((v) => 0 - v));
    inferred.push({ what: `sign of ${name} reversed`, because });
  };
  const fixed = new Set([...measured].flatMap(([name, { column }]) => (column.opposite ? [name] : [])));

  let negative = 0;
  let positive = 0;
  for (const [name, { target }] of measured) {
    if (!("nonNegative" in target.channel) || fixed.has(name)) continue;
    const side = sideOf(series.get(name)!);
    if (side < 0) {
      flip(name, "it cannot be negative, and is");
      negative++;
    } else if (side > 0) positive++;
  }
  const lead = leadOf(protocol, measured);
  const axis = lead && series.get(lead.name);
  if (!lead || !axis) return { series, inferred, warnings };
  const telling = [...measured].filter(([name, { target }]) => name !== lead.name && !fixed.has(name) && (target.channel as Channel).startsBy !== undefined);
  const agrees = (name: string, x: Float64Array): number => {
    const wanted = (measured.get(name)!.target.channel as Channel).startsBy === "rising" ? 1 : -1;
    const { way, share } = startAgainst(series.get(name)!, x);
    return share < clear ? 0 : way * wanted;
  };
  if (!lead.channel.nonNegative && !fixed.has(lead.name)) {
    const why = turnAxis(axis, { negative, positive, against: telling.filter(([name]) => agrees(name, axis) < 0).map(([name]) => name) }, settings, lead.name, file);
    if (why.flip) flip(lead.name, why.because);
    else if (why.because !== "") inferred.push({ what: `${lead.name} runs to negative values as it stands`, because: why.because });
  }
  const x = series.get(lead.name)!;
  for (const [name, { target }] of telling) {
    const { startsBy, nonNegative } = target.channel as Channel;
    if (nonNegative) continue;
    const { way, share } = startAgainst(series.get(name)!, x);
    const [rises, verdict] = [way > 0 ? "rises" : "falls", startsBy === "rising" ? way : -way];
    const first = `it ${rises} at first as ${lead.name} grows`;
    if (verdict < 0 && share >= clear) flip(name, first);
    else if (target.kind !== "response" && !(lead.gauge && (target.channel as Channel).startsAtZero)) continue;
    else if (verdict < 0 && settings.sign === "auto") {
      throw ambiguous(file, `${name} ${rises} at first, by ${shown(100 * share)} % of its range, and then goes the other way`, `is that how the test began, so that ${name} has the opposite sign here, or scatter of the first readings?`, "Set sign to keep if the column is right as it stands, or turn it with mapping (opposite: true)");
    } else if (verdict === 0) warnings.push(`the sign convention of ${name} cannot be told from how it starts; it is read as written`);
    else if (share < clear) inferred.push({ what: `sign of ${name} as written`, because: `${first}, by ${shown(100 * share)} % of its range` });
  }
  return { series, inferred, warnings };
}

interface Evidence { readonly negative: number; readonly positive: number; readonly against: readonly string[] }

/** Whether the axis has the opposite sign; `because` is empty where there is nothing to say. */
function turnAxis(axis: Float64Array, { negative, positive, against }: Evidence, settings: TableSettings, name: string, file: string): { readonly flip: boolean; readonly because: string } {
  if (settings.sign === "opposite") return { flip: true, because: "setting sign" };
  if (sideOf(axis) >= 0 && directionOf(axis) >= 0) return { flip: false, because: "" };
  if (negative > 0 && positive === 0) return { flip: true, because: "the stresses of the file are negative too" };
  if (positive > 0 && negative === 0 && against.length === 0) return { flip: false, because: "all other columns agree with it" };
  const detail = against.length > 0 ? `while ${oneOf(against)} has the opposite sign` : "and no column tells whether the file counts them so";
  throw ambiguous(file, `${name} runs to negative values ${detail}`, `does ${name} really run to negative values in this test?`, "Set sign to keep if it does, or to opposite if the file's convention is the opposite; a single column can be turned with mapping");
}

/** -1 or 1 where (nearly) all values other than zero lie on one side. */
function sideOf(values: Float64Array): number {
  let largest = 0;
  for (const v of values) if (Math.abs(v) > largest) largest = Math.abs(v);
  let below = 0;
  let above = 0;
  for (const v of values) {
    if (v < -0.01 * largest) below++;
    else if (v > 0.01 * largest) above++;
  }
  return below > 20 * above ? -1 : above > 20 * below ? 1 : 0;
}

function directionOf(axis: Float64Array): number {
  const start = axis.find(Number.isFinite) ?? 0;
  let furthest = 0;
  for (const v of axis) if (Math.abs(v - start) > Math.abs(furthest)) furthest = v - start;
  return Math.sign(furthest);
}

/** How a series leaves its first value. */
export interface Start {
  /** 1 where it first rises as the axis grows (or falls as it shrinks), -1 the other way, 0 where the scatter of the readings hides it. */
  readonly way: -1 | 0 | 1;
  /** How far it goes that way before it comes back, as a share of its largest distance from its first value. */
  readonly share: number;
}

/** How a series starts against the axis. */
export function startAgainst(values: Float64Array, axis: Float64Array): Start {
  const unclear: Start = { way: 0, share: 0 };
  const at: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!) && Number.isFinite(axis[i]!)) at.push(i);
  if (at.length < 3) return unclear;
  const first = values[at[0]!]!;
  let range = 0;
  for (const i of at) range = Math.max(range, Math.abs(values[i]! - first));
  if (range === 0) return unclear;
  const threshold = Math.max(1e-3 * range, 2 * scatterOf(at.slice(0, 12).map((i) => values[i]!)));
  let way = 0;
  let peak = 0;
  for (const i of at) {
    const change = values[i]! - first;
    if (way === 0 && Math.abs(change) > threshold) way = Math.sign(change);
    if (way === 0) continue;
    if (change * way < 0) break;
    peak = Math.max(peak, change * way);
  }
  return peak >= 2 * threshold ? { way: (way * directionOf(axis)) as -1 | 0 | 1, share: peak / range } : unclear;
}

/** How much readings jump to and fro: the usual smaller step of two that go opposite ways. A curve with one peak does that once; that is no scatter. */
function scatterOf(values: readonly number[]): number {
  const jumps: number[] = [];
  for (let i = 2; i < values.length; i++) {
    const [before, after] = [values[i - 1]! - values[i - 2]!, values[i]! - values[i - 1]!];
    if (before * after < 0) jumps.push(Math.min(Math.abs(before), Math.abs(after)));
  }
  if (jumps.length < 2) return 0;
  jumps.sort((a, b) => a - b);
  return jumps[Math.floor(jumps.length / 2)]!;
}
