import { InputError } from "@inversa/core";
import type { Cell } from "./cell.ts";
import type { CyclingStep } from "./cycling.ts";

/** How one step of the cycler ended, `how` behind its name: "at its time", "when the voltage reached 2.5 V". */
export interface StepEnding {
  readonly how: string;
  /** Nothing flowed in it. */
  readonly atOnce: boolean;
}

/** The sentence for a list of steps that ended after `time` s: how its last step did, and which before it ended at once. */
export function endOfSteps(time: number, steps: readonly CyclingStep[], endings: readonly StepEnding[]): string {
  const told = endings.map(({ how }, k) => `${steps[k]!.mode} (step ${k + 1} of ${steps.length}) ${how}`);
  const before = told.slice(0, -1).filter((_, k) => endings[k]!.atOnce);
  return `the last step ended after ${show(time)} s: ${[told.at(-1)!, ...before].join("; before it, ")}`;
}

/**
 * Why a step ended before anything flowed in it: the voltage stood behind its cut-off.
 * @param drive What drives the cell, positive on discharge; 0 in a rest or where a voltage is held.
 */
export function behindVoltage(cutOff: number, start: number, drive: number): string {
  const gap = Math.abs(start - cutOff);
  if (gap < 5e-7) return `at once: the voltage stood at its cut-off, ${show(cutOff)} V, from the start`;
  const course = drive > 0 ? ", and a discharge only lowers it (charge is a negative value)" : drive < 0 ? ", and a charge only raises it (discharge is a positive value)" : "";
  return `at once: its cut-off, ${show(cutOff)} V, lies ${Number(gap.toPrecision(3))} V ${cutOff > start ? "above" : "below"} the voltage at its start, ${show(start)} V${course}`;
}

/** Why a step ended before anything flowed in it: the current was already as small as it should become. */
export const behindCurrent = (cutOff: number, start: number): string => `at once: the current at its start, ${show(start)} A, is not above its cut-off, ${show(cutOff)} A`;

/** How far beyond the cell's own cut-offs a voltage may lie before it counts as out of reach, V: what estimated parameters can shift. */
const margin = 0.05;

/**
 * Holds the voltages at which steps end against what the cell can have by then, so that a discharge "until 4.9 V" is a mistake of the request instead of a step that nobody notices.
 * Within reach is what lies between the cell's own cut-offs, or where an earlier step may have led it beyond them.
 * @throws InputError `condition-invalid`.
 */
export function checkCutOffs({ name, lowerVoltageCutOff, upperVoltageCutOff }: Pick<Cell, "name" | "lowerVoltageCutOff" | "upperVoltageCutOff">, steps: readonly CyclingStep[]): void {
  let [lowest, highest] = [lowerVoltageCutOff, upperVoltageCutOff];
  for (const [i, { mode, value = 0, until: { voltage } }] of steps.entries()) {
    const drive = mode === "current" || mode === "power" ? value : 0;
    // A step without a cut-off may lead anywhere.
    if (drive !== 0 && voltage === undefined) return;
    if (drive !== 0 && (drive > 0 ? voltage! - highest : lowest - voltage!) > margin) {
      const [act, most, expected, next] = drive > 0 ? ["discharge", `at most ${show(highest)} V`, "a lower cut-off", "A charge has a negative value"] : ["charge", `at least ${show(lowest)} V`, "a higher cut-off", "A discharge has a positive value"];
      throw new InputError("condition-invalid", { where: `test under "cycling", step ${i + 1}`, what: `a ${act} until ${show(voltage!)} V ends at once, since ${name} has ${most} then`, expected, next });
    }
    const reached = mode === "voltage" ? value : voltage;
    if (reached !== undefined) [lowest, highest] = [Math.min(lowest, reached), Math.max(highest, reached)];
  }
}

const show = (value: number): string => String(Number(value.toPrecision(6)));
