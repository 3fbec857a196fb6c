import type { Estimate } from "@inversa/core";
import { fontSize, textWidth } from "./chart-frame.ts";
import { hasCorrelation } from "./correlation-chart.ts";

/** Places of a pair plot in pixels: one column and one row an unknown. */
export interface PairLayout {
  readonly left: number;
  readonly top: number;
  /** Side of a square cell. */
  readonly cell: number;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
  /** Names of what is compared, above the cells. */
  readonly legend: readonly { readonly text: string; readonly index: number; readonly x: number; readonly y: number }[];
}

const left = 62, right = 12, bottom = 54, gap = 8;

/** Smallest cell in which a cloud has a shape, and the largest that a picture needs. */
const smallest = 56, largest = 230;

/** Most unknowns of one picture: beyond these no cell is looked at. */
export const mostUnknowns = 8;

/** How many unknowns a picture of this width shows. */
export const unknownsThatFit = (width: number): number => Math.min(mostUnknowns, Math.max(2, Math.floor((width - left - right + gap) / (smallest + gap))));

/** @param count Unknowns that are shown. @param names Of what is compared with their places in the comparison; nothing is written where there is only one. */
export function pairLayout(width: number, count: number, names: readonly { readonly text: string; readonly index: number }[]): PairLayout {
  const cell = Math.max(smallest, Math.min(largest, Math.floor((width - left - right + gap) / count) - gap));
  const legend: { text: string; index: number; x: number; y: number }[] = [];
  let [x, y] = [left, 12];
  for (const { text, index } of names.length > 1 ? names : []) {
    const needed = textWidth(text) + 34;
    if (x > left && x + needed > width) [x, y] = [left, y + fontSize + 9];
    legend.push({ text, index, x, y });
    x += needed;
  }
  const top = legend.length === 0 ? 8 : y + fontSize + 7;
  return { left, top, cell, gap, width, height: top + count * (cell + gap) - gap + bottom, legend };
}

/** The unknowns of a picture with too little room for all: those of the strongest correlations, in the order of the estimate. Where no correlation is known, the first ones. */
export function mostTied(estimate: Estimate, count: number): readonly string[] {
  const names = estimate.parameters.map(({ name }) => name);
  if (names.length <= count) return names;
  const pairs = !hasCorrelation(estimate) ? [] : estimate.correlation.flatMap((row, i) => row.slice(0, i).map((r, j) => ({ i, j, size: Math.abs(r) || 0 }))).sort((a, b) => b.size - a.size);
  const chosen = new Set<number>();
  for (const i of [...pairs.flatMap((pair) => [pair.j, pair.i]), ...names.keys()]) if (chosen.size < count) chosen.add(i);
  return names.filter((_, i) => chosen.has(i));
}
