import type { IdentifiableParameter } from "@inversa/runtime";
import { formatPercent } from "../terminal/numbers.ts";

/** An error that nobody would call well known, however wide the prior was. */
const largeError = 0.2;
/** A relative error that says only that the value is open, or next to zero. */
const openError = 10;

/** The best error for a table: `-` where the tests alone leave the value open. */
export const bestErrorText = ({ relativeSd: { median } }: Pick<IdentifiableParameter, "relativeSd">): string => (median <= openError ? `±${formatPercent(median)}` : "-");

/** Whether the tests determine a parameter, so that it does not contradict the error that stands beside it. @param mark The verdict with its sign: `✓ well`. */
export function determinedText({ relativeSd: { median }, verdict, undetermined }: Pick<IdentifiableParameter, "relativeSd" | "verdict" | "undetermined">, mark: string): string {
  const besides = verdict !== "well" || median <= largeError ? "" : median <= openError ? ` beside a wide prior, yet ±${formatPercent(median)}` : " with the help of the priors";
  return `${mark}${besides}${verdict !== "not" && undetermined > 0 ? `, but not for ${formatPercent(undetermined)} of the sets` : ""}`;
}
