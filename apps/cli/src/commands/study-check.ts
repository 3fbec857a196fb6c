import { identifiability, nameOf, type Identifiability, type ResolvedStudy } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { openStudy, type StudyOptions } from "../study/open-study.ts";
import { readingsDocument } from "../study/readings-text.ts";
import { formatCount, formatPercent } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";

/** Validates a study and says how well each parameter can be identified from its tests. */
export async function studyCheck(console: Console, path: string | undefined, options: StudyOptions): Promise<number> {
  return withApp(console, async ({ app }) => {
    const { resolved } = await openStudy(console, app, path, options);
    const found = identifiability(resolved);
    console.document({ valid: true, study: studyDocument(resolved), readings: readingsDocument(resolved.readings), identifiability: found });
    printStudy(console, resolved);
    printIdentifiability(console, found);
    return exitCodes.done;
  });
}

const studyDocument = ({ name, model, study, samples, design, engineId, estimators, hash }: ResolvedStudy): object => ({
  name, model: model.id, hash, tests: study.observations.length, estimate: study.estimate, fixed: study.fixed, responses: study.responses, samples, design, engine: engineId,
  estimators: estimators.map((choice) => nameOf(choice)), seed: study.seed,
});

function printStudy(console: Console, { name, model, study, samples, estimators }: ResolvedStudy): void {
  const { paint } = console;
  console.print(`${paint.green("✓")} ${paint.bold(name)} is a valid study`);
  const rows = [
    ["model", `${model.name} (${model.id})`],
    ["tests", String(study.observations.length)],
    ["compares", Object.entries(study.responses).map(([response, { noise }]) => `${response} (noise ${[noise.relative > 0 && formatPercent(noise.relative), noise.absolute > 0 && noise.absolute].filter(Boolean).join(" and ")})`).join(", ")],
    ["estimates", Object.keys(study.estimate).join(", ")],
    ["holds", Object.entries(study.fixed).map(([parameter, value]) => `${parameter} = ${value}`).join(", ")],
    ["by", estimators.map(({ id, then }) => (then ? `${id}, then ${then}` : id)).join("; ")],
    ["trains on", `${formatCount(samples)} simulations`],
  ];
  for (const [head, text] of rows) if (text) console.print(`  ${paint.dim(head!.padEnd(10))} ${text}`);
}

function printIdentifiability(console: Console, { parameters, note }: Identifiability): void {
  const { paint } = console;
  const verdicts = { well: paint.green("✓ well determined"), weakly: paint.yellow("~ weakly determined"), not: paint.red("✗ not determined") };
  console.print(`\n${paint.bold("What these tests can tell, before anything is estimated")}`);
  console.print(renderTable(
    [{ head: "parameter" }, { head: "best possible error", align: "right" }, { head: "10 % to 90 % of cases", align: "right" }, { head: "uncertainty left", align: "right" }, { head: "trades off with" }, { head: "verdict" }],
    parameters.map(({ name, relativeSd, shrinkage, with: partner, verdict }) => [
      name, `±${percent(relativeSd.median)}`, `${percent(relativeSd.p10)} to ${percent(relativeSd.p90)}`, formatPercent(shrinkage), partner ? `${partner.name} (${partner.correlation.toFixed(2)})` : "", verdicts[verdict],
    ]),
    paint, console.width,
  ));
  console.print(paint.dim(note));
}

const percent = (share: number): string => (share > 10 ? "over 1000 %" : formatPercent(share));
