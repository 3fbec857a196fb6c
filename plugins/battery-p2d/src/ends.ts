import type { StopReason } from "@inversa/core";
import type { CellRun } from "./cell-run.ts";

/**
 * Share of its initial concentration at which the electrolyte counts as depleted. As long as the rest of an electrode takes over, a discharge goes on with regions that hold
 * next to nothing, so this is far below what has a meaning.
 */
export const depletion = 1e-12;

/** How and when a test ended before its time, s. */
export interface End {
  readonly reason: StopReason;
  readonly message: string;
  readonly time: number;
}

/** Where the values have left the range in which a cell can be: entry and the value that it must not pass. */
export interface Exit {
  readonly entry: number;
  readonly limit: number;
}

/** The first entry of the present values that has left its range. */
export function exitOf(run: CellRun): Exit | undefined {
  const { state, history: { now }, surfaceAt, jAt } = run;
  const least = depletion * state.numbers!.electrolyte.initialConcentration;
  for (let i = 0; i < surfaceAt; i++) if (now[i]! < least) return { entry: i, limit: least };
  const split = surfaceAt + state.negative.count;
  for (let i = surfaceAt; i < jAt; i++) {
    if (now[i]! < 0) return { entry: i, limit: 0 };
    const most = i < split ? state.negative.maximum : state.positive.maximum;
    if (now[i]! > most) return { entry: i, limit: most };
  }
  return undefined;
}

/** The end that an exit means. */
export function endAt(run: CellRun, { entry, limit }: Exit, time: number): End {
  const { state, surfaceAt } = run;
  const at = `after ${show(time)} s`;
  if (entry < surfaceAt) {
    const region = entry < state.mesh.negative ? "the negative electrode" : entry < state.positive.cell ? "the separator" : "the positive electrode";
    return { reason: "depleted", time, message: `the electrolyte in ${region} has run out of salt ${at} (below ${show(limit)} mol/m3), so it cannot carry the current any longer` };
  }
  const side = entry < surfaceAt + state.negative.count ? "negative" : "positive";
  return { reason: "saturated", time, message: `a particle of the ${side} electrode is ${limit === 0 ? "empty" : "full"} at its surface ${at}, so it cannot ${limit === 0 ? "give" : "take"} the current any longer` };
}

/** What keeps the next step from having a solution, judged by what is nearest to its limit. */
export function endWithout(run: CellRun): End {
  const { state, history: { now }, surfaceAt, jAt, time } = run;
  const initial = state.numbers!.electrolyte.initialConcentration;
  let [thinnest, nearest] = [0, surfaceAt];
  const room = (i: number): number => {
    const x = now[i]! / (i < surfaceAt + state.negative.count ? state.negative.maximum : state.positive.maximum);
    return Math.min(x, 1 - x);
  };
  for (let i = 1; i < surfaceAt; i++) if (now[i]! < now[thinnest]!) thinnest = i;
  for (let i = surfaceAt; i < jAt; i++) if (room(i) < room(nearest)) nearest = i;
  const salt = now[thinnest]! / initial;
  if (salt < 0.05 && salt < 5 * room(nearest)) return endAt(run, { entry: thinnest, limit: now[thinnest]! }, time);
  if (room(nearest) < 0.05) {
    const most = nearest < surfaceAt + state.negative.count ? state.negative.maximum : state.positive.maximum;
    return endAt(run, { entry: nearest, limit: now[nearest]! > 0.5 * most ? most : 0 }, time);
  }
  return { reason: "no-solution", time, message: `the equations have no solution after ${show(time)} s: the electrolyte holds at least ${show(now[thinnest]!)} mol/m3 and the surfaces of the particles are neither empty nor full` };
}

export const show = (value: number): string => String(Number(value.toPrecision(6)));
