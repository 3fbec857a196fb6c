import type { CyclerRecord, Step } from "../record.ts";

/** A part of a test that can become an observation: steps from .. to - 1. */
export interface Candidate {
  readonly kind: "discharge" | "charge" | "pulses" | "profile";
  readonly from: number;
  readonly to: number;
}

/** A step that takes more of the largest swing of charge than this is a discharge or charge of its own; smaller ones are pulses where there are several. */
const pulseShare = 0.25;
/** A single current longer than this is no pulse, in s; one shorter than the other always is. */
const longestPulse = 900;
const surelyPulse = 120;
/** A candidate with fewer readings under current than this says nothing of a cell. */
export const fewestReadings = 4;
/** A charge or discharge that is shorter than this, s, and carries less than this share of the largest is a stub: the end of something that began before the file, a top-up. */
const stubTime = 1800;
const stubShare = 0.05;
/** The rule in words. */
export const stubRule = `shorter than ${stubTime / 60} min with less than ${100 * stubShare} % of the charge of the largest charge or discharge`;
/** The voltage of a cell that is tested answers the current by at least this, in V. */
const answer = 2e-3;

/** Charges, discharges, series of pulses and current profiles, in the order of the test. Steps in which nothing happened to the cell are none. */
export function candidatesOf(record: CyclerRecord): readonly Candidate[] {
  const { steps } = record;
  const swing = swingOf(steps);
  const found: Candidate[] = [];
  let k = 0;
  while (k < steps.length) {
    const step = steps[k]!;
    if (step.direction === 0 || !answered(record, k)) {
      k++;
      continue;
    }
    if (step.direction === 2) {
      found.push({ kind: "profile", from: k, to: ++k });
      continue;
    }
    const to = seriesFrom(record, k, swing);
    if (to !== undefined) {
      found.push({ kind: steps.slice(k, to).some(({ direction }) => direction === 0) ? "pulses" : "profile", from: k, to });
      k = to;
      continue;
    }
    let end = k + 1;
    while (end < steps.length && steps[end]!.direction === step.direction) end++;
    found.push({ kind: step.direction === 1 ? "discharge" : "charge", from: k, to: end });
    k = end;
  }
  return found;
}

export const readingsOf = ({ steps }: CyclerRecord, { from, to }: Candidate): number => steps.slice(from, to).reduce((sum, step) => sum + (step.direction === 0 ? 0 : step.to - step.from), 0);

/** Charges and discharges that say next to nothing beside the others of their test. */
export function stubsAmong({ steps, time }: CyclerRecord, candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const single = candidates.filter(({ kind }) => kind === "charge" || kind === "discharge");
  const charge = ({ from, to }: Candidate): number => Math.abs(steps.slice(from, to).reduce((sum, step) => sum + step.charge, 0));
  const largest = Math.max(...single.map(charge));
  return new Set(single.filter((candidate) => charge(candidate) < stubShare * largest && time[steps[candidate.to - 1]!.to - 1]! - steps[candidate.from]!.start < stubTime));
}

/** Largest difference of charge within the test. */
function swingOf(steps: readonly Step[]): number {
  let [sum, low, high] = [0, 0, 0];
  for (const { charge } of steps) {
    sum += charge;
    [low, high] = [Math.min(low, sum), Math.max(high, sum)];
  }
  return high - low;
}

/** Whether the voltage went the way of the current: at its start, or in its course. */
function answered({ steps, voltage }: CyclerRecord, k: number): boolean {
  const { from, to, direction } = steps[k]!;
  const before = voltage[Math.max(0, from - 1)]!;
  let [low, high] = [before, before];
  for (let row = from; row < to; row++) [low, high] = [Math.min(low, voltage[row]!), Math.max(high, voltage[row]!)];
  if (direction === 2) return high - low > answer;
  // A voltage that is held takes over from a current that was answered.
  if (steps[k - 1]?.direction === direction) return true;
  return direction === 1 ? before - low > answer || voltage[from]! - low > answer : high - before > answer || high - voltage[from]! > answer;
}

/**
 * The end of a series of small currents that begins here, with the rests between and behind them: two or more of them that a rest or a turn of the current separates, or a single
 * short one that a rest follows.
 */
function seriesFrom(record: CyclerRecord, k: number, swing: number): number | undefined {
  const { steps, time } = record;
  const isSmall = (i: number): boolean => {
    const { direction, charge, to, start } = steps[i]!;
    return (direction === 1 || direction === -1) && (Math.abs(charge) <= pulseShare * swing || time[to - 1]! - start <= surelyPulse) && answered(record, i);
  };
  let [to, pulses] = [k, 0];
  for (; to < steps.length && (isSmall(to) || (steps[to]!.direction === 0 && pulses > 0)); to++) if (steps[to]!.direction !== 0 && (to === k || steps[to - 1]!.direction !== steps[to]!.direction)) pulses++;
  // A small current that goes on in a large one of the same direction is the beginning of that.
  while (to > k && to < steps.length && steps[to]!.direction !== 0 && steps[to - 1]!.direction === steps[to]!.direction) {
    to--;
    pulses--;
  }
  if (to === k) return undefined;
  const first = steps[k]!;
  const single = pulses === 1 && time[first.to - 1]! - first.start <= longestPulse && first.to - first.from >= 3 && steps[k + 1]?.direction === 0 && !endsAtLimit(record, k);
  return pulses >= 2 || single ? to : undefined;
}

/** A current that ends at the lowest or highest voltage of the test was ended by it: a discharge to empty, however short. */
function endsAtLimit({ voltage, steps }: CyclerRecord, k: number): boolean {
  const last = voltage[steps[k]!.to - 1]!;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of voltage) [low, high] = [Math.min(low, v), Math.max(high, v)];
  return steps.some((step, i) => i !== k && Math.abs(step.charge) > 2 * Math.abs(steps[k]!.charge)) && (last < low + 0.01 || last > high - 0.01);
}

/**
 * The steps that the user names, as candidates: neighbours of one direction together, with the rests between them.
 */
export function chosenSteps({ steps }: CyclerRecord, numbers: readonly number[], cycles: readonly number[]): readonly Candidate[] {
  const wanted = steps.map(({ number, cycle }) => numbers.includes(number) && (cycles.length === 0 || (cycle !== undefined && cycles.includes(cycle))));
  const found: Candidate[] = [];
  for (let k = 0; k < steps.length; k++) {
    if (!wanted[k] || steps[k]!.direction === 0) continue;
    let to = k + 1;
    while (to < steps.length && wanted[to] && steps[to]!.number !== steps[k]!.number && (steps[to]!.direction === 0 || steps[to]!.direction === steps[k]!.direction)) to++;
    found.push({ kind: steps[k]!.direction === 2 ? "profile" : steps[k]!.direction === 1 ? "discharge" : "charge", from: k, to });
    k = to - 1;
  }
  return found;
}
