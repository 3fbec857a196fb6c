import { stop, type Stopped } from "@inversa/core";
import type { ElementHistory } from "./element-test.ts";

/*
 * From the states of an element test to the responses of its protocol, as plain arrays of the points that were reached.
 */

const along = (history: ElementHistory, of: (axialStress: number, radialStress: number, axialStrain: number, radialStrain: number) => number): number[] => {
  const { states, size, computed } = history;
  return Array.from({ length: computed }, (_, i) => of(states[i * size]!, states[i * size + 1]!, states[i * size + 2]!, states[i * size + 3]!));
};

/** Responses of the protocol `drained-triaxial`. */
export const drainedResponses = (history: ElementHistory): { deviatorStress: number[]; volumetricStrain: number[]; radialStrain: number[] } => ({
  deviatorStress: along(history, (a, r) => a - r),
  volumetricStrain: along(history, (_a, _r, ea, er) => ea + 2 * er),
  radialStrain: along(history, (_a, _r, _ea, er) => er),
});

/** Responses of the protocol `constant-p-triaxial`. */
export const constantPResponses = drainedResponses;

/**
 * Responses of the protocol `undrained-triaxial`. The excess pore pressure is what keeps the total radial stress constant: u = p0 + (q - q0)/3 - p, that is the
 * loss of effective radial stress.
 * @param radialStress effective radial stress at the start
 */
export const undrainedResponses = (history: ElementHistory, radialStress: number): { deviatorStress: number[]; porePressure: number[]; meanEffectiveStress: number[] } => ({
  deviatorStress: along(history, (a, r) => a - r),
  porePressure: along(history, (_a, r) => radialStress - r),
  meanEffectiveStress: along(history, (a, r) => (a + 2 * r) / 3),
});

/** Responses of the protocol `oedometer`; the void ratio only when the initial one is known. */
export const oedometerResponses = (history: ElementHistory, initialVoidRatio?: number): { axialStrain: number[]; voidRatio?: number[] } => ({
  axialStrain: along(history, (_a, _r, ea) => ea),
  ...(initialVoidRatio === undefined ? {} : { voidRatio: along(history, (_a, _r, ea, er) => (1 + initialVoidRatio) * Math.exp(-ea - 2 * er) - 1) }),
});

/** The state in which a test ended as a history of one point, for the responses there. */
export const endOf = (history: ElementHistory): ElementHistory => ({ ...history, states: history.end, computed: 1 });

/** What a simulation answers for a history: its curves, ended early where the driver ended, with the state it ended in unless it could not even start. */
export function answerOf<R extends Readonly<Record<string, number[]>>>(history: ElementHistory, responses: (history: ElementHistory) => R): R | Stopped<R> {
  if (history.status === "reached") return responses(history);
  if (history.steps === 0) return stop(history.status, history.message, responses(history));
  const end = Object.fromEntries(Object.entries(responses(endOf(history))).map(([name, values]) => [name, values[0]!])) as { readonly [K in keyof R]: number };
  return stop(history.status, history.message, responses(history), end);
}
