/** What can be read off at one point of a chart. */
export interface Reading {
  /** In the units of the chart's data. */
  readonly x: number;
  readonly y: number;
  /** Points of one series follow each other under the keyboard's arrows. */
  readonly series: string;
  readonly title: string;
  readonly lines: readonly (readonly [name: string, value: string])[];
}

export type Pixel = readonly [x: number, y: number];

/** The reading whose point is nearest, none where all are farther away than `reach` pixels. Of those equally near the first. */
export function nearestReading(readings: readonly Reading[], pixelOf: (reading: Reading) => Pixel | undefined, [x, y]: Pixel, reach: number): Reading | undefined {
  let best: Reading | undefined;
  let least = reach;
  for (const reading of readings) {
    const pixel = pixelOf(reading);
    const distance = pixel === undefined ? Infinity : Math.hypot(pixel[0] - x, pixel[1] - y);
    if (distance < least) [least, best] = [distance, reading];
  }
  return best;
}

/** The next reading of the same series, or the same one at its end; the first of all where there is none yet. */
export function stepAlong(readings: readonly Reading[], from: Reading | undefined, steps: number): Reading | undefined {
  if (from === undefined) return readings[0];
  const own = readings.filter(({ series }) => series === from.series);
  return own[Math.min(own.length - 1, Math.max(0, own.indexOf(from) + steps))];
}

/** The reading of the next series that stands at the nearest place along the axis; series go round. */
export function stepAcross(readings: readonly Reading[], from: Reading | undefined, steps: number): Reading | undefined {
  if (from === undefined) return readings[0];
  const all = [...new Set(readings.map(({ series }) => series))];
  const next = all[(all.indexOf(from.series) + steps + all.length) % all.length];
  return readings.filter(({ series }) => series === next).reduce<Reading | undefined>((best, one) => (best === undefined || Math.abs(one.x - from.x) < Math.abs(best.x - from.x) ? one : best), undefined);
}
