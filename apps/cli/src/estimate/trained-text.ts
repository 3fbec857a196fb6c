import type { TrainedEstimator } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { formatCount, formatDuration, formatPercent } from "../terminal/numbers.ts";

/** What was trained, how long it took and what its intervals hold. */
export function printTrained(console: Console, { id, training, reused }: TrainedEstimator): void {
  const { paint } = console;
  console.print(`\n${paint.green("✓")} ${paint.bold(id)}  ${training.summary}${reused ? paint.dim("  (trained before)") : ""}`);
  console.print(`  ${formatCount(training.samples)} simulations, ${formatDuration(training.seconds)}; checked on ${formatCount(training.heldOut)} others`);
  console.print(`  95 % intervals hold the truth in ${Object.entries(training.coverage95).map(([name, share]) => `${formatPercent(share)} (${name})`).join(", ")}`);
  if (training.failures.count > 0) console.print(`  ${paint.yellow("!")} ${formatCount(training.failures.count)} simulations failed and were drawn again`);
}

export const trainedDocument = ({ id, choice, training, reused }: TrainedEstimator): object => ({ estimator: id, settings: choice.settings, reused, ...training });
