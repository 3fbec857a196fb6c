import { relative, resolve } from "node:path";
import { unitLabel, type ParetoFront, type ParetoPoint } from "@inversa/core";
import { paretoStudy } from "@inversa/runtime";
import { formatJson } from "../json.ts";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { inversaVersion } from "../installation.ts";
import { withApp } from "../open-app.ts";
import { openStudy, type StudyOptions } from "../study/open-study.ts";
import { formatCount, formatDuration, formatNumber, formatPercent } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { writeResult } from "../write-file.ts";

interface Options extends StudyOptions { readonly between?: readonly [string, string]; readonly points: number; readonly report?: string; readonly out?: string }

/** The compromise between two responses: a table along the front, and one sentence that says what it costs. */
export async function pareto(console: Console, path: string | undefined, options: Options): Promise<number> {
  return withApp(console, async ({ app }) => {
    const { resolved } = await openStudy(console, app, path, options);
    // A front needs the solutions, not how sure each is.
    const solver = app.estimators.has("least-squares") ? { estimator: "least-squares", settings: { intervals: "covariance" } } : {};
    const front = await console.watch(resolved.study.seed, (run) => paretoStudy(app, resolved, { ...solver, points: options.points, ...(options.between ? { between: options.between } : {}) }, run));
    if (options.out !== undefined) await writeResult(resolve(console.cwd, options.out), `${formatJson(front)}\n`);
    if (options.report !== undefined) {
      const { renderParetoReport } = await import("@inversa/report");
      await writeResult(resolve(console.cwd, options.report), renderParetoReport(front, inversaVersion()));
    }
    console.document(front);
    printFront(console, front);
    for (const [what, file] of [["report", options.report], ["result", options.out]]) if (file !== undefined) console.note(`${what}: ${relative(console.cwd, resolve(console.cwd, file)) || file}`);
    return front.warnings.length === 0 ? exitCodes.done : exitCodes.fellShort;
  });
}

function printFront(console: Console, { modelName, between, points, knee, parameters, responses, sentence, simulations, seconds, warnings }: ParetoFront): void {
  const { paint } = console;
  const [a, b] = between;
  console.print(`\n${paint.bold(modelName)}: ${paint.bold(a)} against ${paint.bold(b)}\n${paint.dim(`${formatCount(simulations)} simulations, ${formatDuration(seconds)}`)}\n`);
  const weights = ({ weights: [x, y] }: ParetoPoint, i: number): string => (i === 0 && y < x ? "first alone" : i === points.length - 1 && x < y ? "second alone" : `1 : ${formatNumber(y / x, 2)}`);
  const others = Object.keys(responses).filter((name) => name !== a && name !== b);
  const rows = points.map((point, i) => [
    `${i + 1}${i === knee ? " knee" : ""}`, weights(point, i), ...[a, b, ...others].map((name) => formatPercent(point.misfit[name]!.relative)), ...parameters.map(({ name }) => formatNumber(point.values[name]!)),
  ]);
  const heads = ["", "weights", a, b, ...others, ...parameters.map(({ name, unit }) => (unitLabel(unit) ? `${name} (${unitLabel(unit)})` : name))];
  console.print(renderTable(heads.map((head, i) => ({ head, align: i < 2 ? ("left" as const) : ("right" as const) })), rows, paint, console.width));
  console.print(`\n${paint.green("✓")} ${wrap(`${sentence}.`, console.width - 2).join("\n  ")}`);
  for (const warning of warnings) console.print(`${paint.yellow("!")} ${wrap(warning, console.width - 2).join("\n  ")}`);
  console.note(console.notePaint.dim(`\n${wrap("Misfits are root mean squares over all tests, as a share of each curve's peak. The weights multiply the squared misfits of the two, on top of those of the study. None of the rows is better than another in both", console.noteWidth).join("\n")}`));
}
