import { inlineYaml, type SettingImportance, type Trial, type TunedComparison, type Tuning } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { formatCount, formatDuration, formatNumber, formatPercent } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

const shownTrials = 8;
/** By about so much the error of a network changes with the seed of its training: docs/tuning.md. */
const trainingScatter = 0.03;

/** The ranking, which settings mattered, and what the best ones bring, for a person. */
export function printTuning(console: Console, found: Tuning, yaml: string): void {
  const { paint } = console;
  const { trials, ranking, effort, estimator, samples } = found;
  const failed = ranking.filter(({ score }) => score === null).length;
  console.print(`${paint.bold(`Settings of ${estimator}`)}: ${ranking.length} tried, ${trials.filter((trial) => trial.effort === 1).length} of them with all ${effort.rungs.at(-1)} ${effort.of}, the others with ${effort.rungs.slice(0, -1).join(" or ")}${failed > 0 ? `; ${failed} failed` : ""}`);
  console.print(rankingTable(console, found));
  const [why] = ranking.flatMap(({ failed: reason }) => reason ?? []);
  if (why !== undefined) console.print(paint.dim(`failed: ${why}`));
  const legend = `Error: root mean square over parameters and ${formatCount(samples.validation)} simulations with noise, in standard deviations of the prior (1 has learnt nothing). Trained on ${formatCount(samples.trained)} simulations; the ones that calibrate intervals took no part. Errors of different ${effort.of} do not compare.`;
  for (const line of wrap(legend, console.width)) console.print(paint.dim(line));
  console.print(`\n${paint.bold("Which settings mattered")}\n${found.importance.length > 0 ? importanceTable(console, found.importance) : "Too few were tried to tell; 10 at least."}`);
  printAnswer(console, found, yaml);
}

function rankingTable(console: Console, { ranking, effort }: Tuning): string {
  const names = Object.keys(ranking[0]?.varied ?? {});
  const shown = ranking.slice(0, shownTrials);
  const own = ranking.find(({ candidate }) => candidate === 0);
  if (own && !shown.includes(own)) shown.push(own);
  const first = shown.filter(({ score }) => score !== null);
  // Settings that are the same in all of these tell nothing here.
  const differing = names.filter((name) => new Set(first.map(({ varied }) => varied[name])).size > 1);
  return renderTable(
    [{ head: "rank", align: "right" }, { head: "error", align: "right" }, { head: effort.of, align: "right" }, { head: "settings", flexible: true }],
    shown.map((trial) => [String(ranking.indexOf(trial) + 1), trial.score === null ? "failed" : formatNumber(trial.score, 3), String(effort.rungs[trial.rung]), `${trial.candidate === 0 ? "the study's own: " : ""}${settingsText(trial, differing)}`]),
    console.paint, console.width,
  );
}

const settingsText = ({ varied }: Trial, names: readonly string[]): string => names.map((name) => `${name} ${valueText(varied[name]!)}`).join(", ");
const valueText = (value: number | string | boolean): string => (typeof value === "number" ? formatNumber(value, 3) : String(value));

const importanceTable = (console: Console, importance: readonly SettingImportance[]): string =>
  renderTable(
    [{ head: "setting" }, { head: "explains of the error", align: "right" }, { head: "in the best quarter", flexible: true }],
    importance.map(({ name, share, best }) => [name, share < 0.005 ? "-" : formatPercent(share), "choice" in best ? `mostly ${best.choice}` : best.from === best.to ? valueText(best.from) : `${valueText(best.from)} to ${valueText(best.to)}`]),
    console.paint, console.width,
  );

function printAnswer(console: Console, { best, comparison, effort }: Tuning, yaml: string): void {
  const { paint } = console;
  console.print(`\n${paint.bold("The answer")}`);
  if (!comparison) {
    console.print(`${paint.green("✓")} Nothing that was tried is better than the settings that the study has.`);
    return;
  }
  console.print(comparisonTable(console, comparison));
  const { value, interval95: [low, high] } = comparison.ratio;
  const change = formatPercent(Math.abs(1 - value));
  const range = `95 % interval ${formatPercent(low - 1)} to ${formatPercent(high - 1)} over these cases`;
  const verdict = high < 1 ? `${paint.green("✓")} The error falls by ${change} (${range}).`
    : low > 1 ? `${paint.red("✗")} The error rises by ${change} (${range}): what looked best in the search is not. Keep the study's own settings, or search longer.`
      : `${paint.yellow("~")} No difference that ${formatCount(comparison.cases)} cases could show: ${value < 1 ? "-" : "+"}${change} (${range}). The study's own settings will do.`;
  console.print(verdict);
  if (!best.fullEffort) console.print(paint.yellow(`  The search ended before any settings but the study's reached all ${effort.rungs.at(-1)} ${effort.of}; the same command with more --minutes goes on.`));
  const small = Math.abs(1 - value) < trainingScatter ? " So small a change may be luck of this training: another seed moves either by as much." : "";
  console.print(`  Training takes ${formatDuration(comparison.after.trainingSeconds)}, with the study's own settings ${formatDuration(comparison.before.trainingSeconds)}.${small}`);
  console.print(`\n${paint.bold("In the study file:")}\n${yaml}`);
}

function comparisonTable(console: Console, { cases, before, after }: TunedComparison): string {
  const row = (name: string, from: number, to: number): string[] => [name, formatNumber(from, 3), formatNumber(to, 3), `${to < from ? "-" : "+"}${formatPercent(Math.abs(to / from - 1))}`];
  return renderTable(
    [{ head: `error on ${formatCount(cases)} fresh simulations` }, { head: "study's own", align: "right" }, { head: "best found", align: "right" }, { head: "change", align: "right" }],
    [row("all parameters", before.score, after.score), ...Object.keys(before.parameters).map((name) => row(name, before.parameters[name]!, after.parameters[name]!))],
    console.paint, console.width,
  );
}

/** The lines to put into a study file. */
export const settingsLines = (id: string, settings: Readonly<Record<string, unknown>>): string => `estimators:\n  - id: ${id}\n    settings: ${inlineYaml(settings)}`;
