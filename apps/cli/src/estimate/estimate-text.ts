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
  console.print(`\n${paint.bold(estimate.modelName)} from ${tests} by ${paint.bold(estimate.estimator)}  ${paint.dim(`${formatDuration(diagnostics.seconds)}, ${formatCount(diagnostics.simulations)} simulations`)}\n`);
  console.print(parameterTable(console, estimate.parameters));
  console.print(`\n${fitTable(console, estimate)}\n`);
  console.print(diagnostics.converged ? `${paint.green("✓")} ${diagnostics.message}` : `${paint.red("✗ not converged:")} ${diagnostics.message}`);
  for (const line of wrap(diagnostics.uncertainty, console.width - 2)) console.print(paint.dim(`  ${line}`));
  for (const warning of diagnostics.warnings) console.print(`${paint.yellow("!")} ${wrap(warning, console.width - 2).join("\n  ")}`);
}

export function parameterTable(console: Console, parameters: readonly EstimatedParameter[]): string {
  const { paint } = console;
  const rows = parameters.map((p) => {
    const { value, interval } = formatWithInterval(p.value, p.interval95);
    return [p.name, value, interval, unitLabel(p.unit), p.identified ? `${paint.green("✓")} determined` : `${paint.yellow("!")} not determined${p.note ? `: ${p.note}` : ""}`];
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

/** Several estimates of the same study side by side: one column each. */
export function comparisonTable(console: Console, estimates: readonly Estimate[]): string {
  const names = [...new Set(estimates.flatMap((e) => e.parameters.map((p) => p.name)))];
  const rows = names.map((name) => {
    const unit = estimates.flatMap((e) => e.parameters).find((p) => p.name === name)?.unit ?? "1";
    return [name, unitLabel(unit), ...estimates.map((e) => {
      const p = e.parameters.find((one) => one.name === name);
      if (!p) return "-";
      const { value, interval } = formatWithInterval(p.value, p.interval95);
      return `${value}${p.interval95 ? ` (${interval})` : ""}`;
    })];
  });
  rows.push(["typical misfit", "", ...estimates.map((e) => formatPercent(overallMisfit(e)))], ["time", "", ...estimates.map((e) => formatDuration(e.diagnostics.seconds))]);
  return renderTable([{ head: "parameter" }, { head: "unit" }, ...estimates.map((e) => ({ head: e.estimator, align: "right" as const }))], rows, console.paint, console.width);
}

/** Root mean square, over the curves that were used, of the misfit relative to each curve's peak. */
export function overallMisfit(estimate: Estimate): number {
  const used = estimate.fit.filter((f) => f.used && Number.isFinite(f.relative));
  return Math.sqrt(used.reduce((sum, f) => sum + f.relative ** 2, 0) / used.length);
}
