import type { RunRow, RunState } from "./run-rows.ts";

/** What a run waits for, or who cannot take part, as a sentence without a full stop; undefined when all who are there work on it. */
export function obstacle({ label }: Pick<RunRow, "label">, workers: RunState["workers"], waiting: boolean): string | undefined {
  if (workers.length === 0) return waiting ? `no worker is there for ${label}: start some with "inversa worker" and the same database` : undefined;
  const reasons = workers.flatMap(({ name, reason }) => (reason === null ? [] : [`${name}: ${reason}`]));
  if (reasons.length === 0) return undefined;
  const told = reasons.length > 2 ? `${reasons[0]}; and ${reasons.length - 1} more` : reasons.join("; ");
  if (reasons.length < workers.length) return `${reasons.length} of ${workers.length} workers cannot take part (${told})`;
  return `${workers.length === 1 ? `the only worker cannot do ${label}` : `none of the ${workers.length} workers can do ${label}`} (${told})`;
}
