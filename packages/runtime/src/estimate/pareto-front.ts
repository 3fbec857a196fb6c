import type { ParetoPoint } from "@inversa/core";

type Between = readonly [string, string];

/** Differences of a misfit below this, in standard deviations of the noise, are none. */
const nothing = 1e-3;

/** Misfits of the two responses in standard deviations of the noise: what was minimised. */
const pair = ({ misfit }: ParetoPoint, [a, b]: Between): readonly [number, number] => [misfit[a]!.noise, misfit[b]!.noise];

/** The points that no other is at least as good as in both responses, by the misfit of the first; of equal ones the most evenly weighed. */
export function undominated(points: readonly ParetoPoint[], between: Between): readonly ParetoPoint[] {
  const uneven = ({ weights }: ParetoPoint): number => Math.abs(Math.log(weights[1] / weights[0]));
  const ranked = points.toSorted((one, other) => uneven(one) - uneven(other));
  const kept: ParetoPoint[] = [];
  for (const [i, point] of ranked.entries()) {
    const [x, y] = pair(point, between);
    const beaten = ranked.some((other, k) => {
      if (k === i) return false;
      const [u, v] = pair(other, between);
      const noWorse = u <= x + nothing && v <= y + nothing;
      const better = u < x - nothing || v < y - nothing;
      return noWorse && (better || k < i);
    });
    if (!beaten && Number.isFinite(x + y)) kept.push(point);
  }
  return kept.sort((one, other) => pair(one, between)[0] - pair(other, between)[0]);
}

/** How far the knee has to lie below the straight line between the ends, as a share of both ranges. */
const bend = 0.05;
/** Two responses of which one set of parameters matches each within this share (of its best misfit, or of the noise where that is larger) do not compete worth a word. */
const hardly = 0.1;

/** The point that gives up least of either response, and how much that is of the best misfit or the noise. */
function fairestOf(front: readonly ParetoPoint[], between: Between): { readonly point: ParetoPoint; readonly price: number } {
  const best = [pair(front[0]!, between)[0], pair(front.at(-1)!, between)[1]] as const;
  const price = (point: ParetoPoint): number => Math.max(...pair(point, between).map((misfit, i) => (misfit - best[i]!) / Math.max(1, best[i]!)));
  const point = front.reduce((least, other) => (price(other) < price(least) ? other : least));
  return { point, price: price(point) };
}

/** The point farthest below the line between the ends, both misfits scaled to their ranges; null for a front that is straight, or whose ends hardly compete. */
export function kneeOf(front: readonly ParetoPoint[], between: Between): number | null {
  if (front.length < 3 || fairestOf(front, between).price < hardly) return null;
  const all = front.map((point) => pair(point, between));
  const [first, last] = [all[0]!, all.at(-1)!];
  const below = all.map(([x, y]) => 1 - (x - first[0]) / (last[0] - first[0]) - (y - last[1]) / (first[1] - last[1]));
  const best = below.indexOf(Math.max(...below));
  return below[best]! > bend ? best : null;
}

/** What it costs, in one sentence. */
export function paretoSentence(front: readonly ParetoPoint[], knee: number | null, between: Between): string {
  const [first, last] = [front[0], front.at(-1)];
  if (!first || !last) return "The model has no answer for any of the weights";
  const [a, b] = between;
  const [A, B] = [words(a), words(b)];
  const percent = (point: ParetoPoint, name: string): string => `${Number((100 * point.misfit[name]!.relative).toPrecision(2))} %`;
  if (front.length === 1) return `The same parameters match ${A} (${percent(first, a)} of its peak) and ${B} (${percent(first, b)}) as well as either alone: nothing has to be given up`;
  const { point, price } = fairestOf(front, between);
  if (price < hardly) return `${capital(A)} and ${B} hardly compete: together they are off by ${percent(point, a)} and ${percent(point, b)} of their peaks, and each alone by ${percent(first, a)} and ${percent(last, b)}`;
  const ends = `Matched alone, ${A} is off by ${percent(first, a)} of its peak and ${B} by ${percent(last, b)}; each then leaves the other at ${percent(first, b)} and ${percent(last, a)}`;
  if (knee === null) return `${ends}, and what lies between is an even exchange`;
  const at = front[knee]!;
  return `${ends}. The knee lies at ${percent(at, a)} and ${percent(at, b)}: beyond it, either way, a little better in one costs much in the other`;
}

const words = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
