import { unitLabel, type Estimate, type EstimatedParameter } from "@inversa/core";
import type { Console } from "../console.ts";
import { formatCount, formatDuration, formatNumber, formatPercent, formatWithInterval } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

/** An estimate as tables: parameters with intervals and verdict, how well each curve is matched, what to know about it. */
export function printEstimate(console: Console, estimate: Estimate): void {
  const { paint } = console;
  const { diagnostics } = estimate;
  const tests = estimate.observations.length === 1 ? "1 test" : `${estimate.observations.length} tests`;
  console.print(`\n${paint.bold(estimate.modelName)} from ${tests} by ${paint.bold(estimate.estimator)}\n${paint.dim(`answered in ${formatDuration(diagnostics.seconds)}, ${formatCount(diagnostics.simulations)} simulations`)}\n`);
  console.print(parameterTable(console, estimate));
  console.print(`\n${fitTable(console, estimate)}\n`);
  const message = wrap(diagnostics.converged ? diagnostics.message : `Not converged: ${diagnostics.message}`, console.width - 2).join("\n  ");
  console.print(diagnostics.converged ? `${paint.green("✓")} ${message}` : `${paint.red("✗")} ${paint.red(message)}`);
  for (const line of wrap(diagnostics.uncertainty, console.width - 2)) console.print(paint.dim(`  ${line}`));
  for (const warning of diagnostics.warnings) console.print(`${paint.yellow("!")} ${wrap(warning, console.width - 2).join("\n  ")}`);
}

export function parameterTable(console: Console, { parameters, diagnostics }: Estimate): string {
  const { paint } = console;
  const verdict = (p: EstimatedParameter): string => {
    if (!p.identified) return `${paint.yellow("!")} ${p.note ?? "not determined"}`;
    if (!diagnostics.reliable) return `${paint.red("✗")} not to be used: the curves with these values miss the data`;
    return `${paint.green("✓")} determined${p.note ? `; ${p.note}` : ""}`;
  };
  const rows = parameters.map((p) => {
    const { value, interval } = formatWithInterval(p.value, p.interval95);
    return [p.name, value, interval, unitLabel(p.unit), verdict(p)];
  });
  return renderTable([{ head: "parameter" }, { head: "value", align: "right" }, { head: "95 % interval", align: "right" }, { head: "unit" }, { head: "verdict", flexible: true }], rows, paint, console.width);
}

function fitTable(console: Console, estimate: Estimate): string {
  const protocolOf = new Map(estimate.observations.map((o) => [o.id, o.protocol]));
  const rows = estimate.fit.map((f) => {
    const unit = estimate.channels[protocolOf.get(f.observation) ?? ""]?.responses[f.response]?.unit ?? "1";
    return [f.observation, `${f.response}${f.used ? "" : " (not used)"}`, `${formatNumber(f.rmse, 3)}${unit === "1" ? "" : ` ${unitLabel(unit)}`}`, formatPercent(f.relative), formatNumber(f.r2, 4)];
  });
  return renderTable([{ head: "test" }, { head: "curve" }, { head: "typical misfit", align: "right" }, { head: "of its peak", align: "right" }, { head: "R²", align: "right" }], rows, console.paint, console.width);
}

interface Column {
  readonly head: string;
  readonly values: Readonly<Record<string, number>>;
  /** Absent for an estimate on the way to another. */
  readonly estimate?: Estimate;
}

/** Several estimates of the same study side by side, each network's own answer before the one that was polished from it. */
export function comparisonTable(console: Console, estimates: readonly Estimate[]): string {
  const columns = estimates.flatMap((estimate): readonly Column[] => [
    ...(estimate.diagnostics.before ?? []).map(({ estimator, values }) => ({ head: `${estimator} alone`, values })),
    { head: estimate.estimator, values: Object.fromEntries(estimate.parameters.map((p) => [p.name, p.value])), estimate },
  ]);
  const parameters = new Map(estimates.flatMap((e) => e.parameters).map((p) => [p.name, p]));
  const row = (name: string, cell: (column: Column) => string): string[] => [name, "", ...columns.map((column) => cell(column))];
  const rows = [...parameters.values()].map((p) => [p.name, unitLabel(p.unit), ...columns.map(({ values }) => formatNumber(values[p.name] ?? Number.NaN))]);
  rows.push(
    row("typical misfit", ({ estimate }) => (estimate ? formatPercent(overallMisfit(estimate)) : "")),
    row("training", ({ estimate }) => (estimate?.diagnostics.training ? formatDuration(estimate.diagnostics.training.seconds) : "")),
    row("answer", ({ estimate }) => (estimate ? formatDuration(estimate.diagnostics.seconds) : "")),
  );
  return renderTable([{ head: "parameter" }, { head: "unit" }, ...columns.map(({ head }) => ({ head, align: "right" as const }))], rows, console.paint, console.width);
}

/** Root mean square, over the curves that were used, of the misfit relative to each curve's peak. */
export function overallMisfit(estimate: Estimate): number {
  const used = estimate.fit.filter((f) => f.used && Number.isFinite(f.relative));
  return Math.sqrt(used.reduce((sum, f) => sum + f.relative ** 2, 0) / used.length);
}
