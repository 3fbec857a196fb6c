import type { ResponseUse } from "@inversa/core";
import { exceptionsOf, identifiability, nameOf, readingsDocument, type App, type Identifiability, type ResolvedStudy } from "@inversa/runtime";
import type { Console } from "../console.ts";
import { exitCodes } from "../failure.ts";
import { withApp } from "../open-app.ts";
import { openPairs } from "../pairs/open-pairs.ts";
import { checkPairs } from "../pairs/pairs-commands.ts";
import { openStudy, type StudyOptions } from "../study/open-study.ts";
import { bestErrorText, determinedText } from "../study/determined-text.ts";
import { formatCount, formatPercent } from "../terminal/numbers.ts";
import { renderTable } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

/** Validates a study and says how well each parameter can be identified from its tests. */
export async function studyCheck(console: Console, path: string | undefined, options: StudyOptions): Promise<number> {
  return withApp(console, async ({ app }) => {
    const measured = await openPairs(console, app, path, options);
    if (measured) return checkPairs(console, measured);
    const { resolved } = await openStudy(console, app, path, options);
    const found = identifiability(resolved);
    console.document({ valid: true, study: studyDocument(resolved), readings: readingsDocument(resolved.readings), identifiability: found });
    printStudy(console, app, resolved);
    printIdentifiability(console, found);
    return exitCodes.done;
  });
}

const studyDocument = ({ name, model, study, samples, design, engineId, estimators, hash }: ResolvedStudy): object => ({
  name, model: model.id, hash, tests: study.observations.length, estimate: study.estimate, states: study.states, fixed: study.fixed, responses: study.responses, samples, design, engine: engineId,
  estimators: estimators.map((choice) => nameOf(choice)), seed: study.seed,
});

const useText = ({ noise, weight }: ResponseUse): string =>
  `noise ${[noise.relative > 0 && formatPercent(noise.relative), noise.absolute > 0 && noise.absolute].filter(Boolean).join(" and ")}${weight === 1 ? "" : `, weight ${weight}`}`;

function printStudy(console: Console, app: App, { name, model, study, space, samples, estimators }: ResolvedStudy): void {
  const { paint } = console;
  console.print(`${paint.green("✓")} ${paint.bold(name)} is a valid study`);
  const rows = [
    ["model", `${model.name} (${model.id})`],
    ["tests", String(study.observations.length)],
    ["compares", Object.entries(study.responses).map(([response, use]) => `${response} (${useText(use)})`).join(", ")],
    ["except", exceptionsOf(study).map(({ observation, response, use }) => `${response} of ${observation} (${use.weight === 0 ? "not used" : useText(use)})`).join(", ")],
    ["estimates", space.names.join(", ")],
    ["holds", Object.entries(study.fixed).map(([parameter, value]) => `${parameter} = ${value}`).join(", ")],
    ["by", estimators.map(({ id, then }) => (then ? `${id}, then ${then}` : id)).join("; ")],
    ["trains on", estimators.some(({ id }) => app.estimators.get(id).kind === "learned") ? `${formatCount(samples)} simulations` : ""],
  ];
  for (const [head, text] of rows) if (text) console.print(`  ${paint.dim(head!.padEnd(10))} ${wrap(text, console.width - 13).join(`\n${" ".repeat(13)}`)}`);
}

function printIdentifiability(console: Console, { parameters, note }: Identifiability): void {
  const { paint, flags: { verbose = false } } = console;
  const verdicts = { well: `${paint.green("✓")} well`, weakly: `${paint.yellow("~")} weakly`, not: `${paint.red("✗")} not` };
  console.print(`\n${paint.bold("What these tests can tell, before anything is estimated")}`);
  console.print(renderTable(
    [{ head: "parameter" }, { head: "best error", align: "right" }, ...(verbose ? [{ head: "80 % of sets", align: "right" as const }] : []), { head: "uncertainty left", align: "right" }, { head: "trades off with" }, { head: "determined", flexible: true }],
    parameters.map((parameter) => {
      const { name, relativeSd, shrinkage, with: partner, verdict } = parameter;
      return [
        name, bestErrorText(parameter), ...(verbose ? [`${percent(relativeSd.p10)} to ${percent(relativeSd.p90)}`] : []), formatPercent(shrinkage), partner ? `${partner.name} (${partner.correlation.toFixed(2)})` : "",
        determinedText(parameter, verdicts[verdict]),
      ];
    }),
    paint, console.width,
  ));
  const legend = "Best error: the standard deviation over the value that no method can fall below with these tests alone (-: the tests alone leave it open). Uncertainty left: the standard deviation after the tests over that of the prior. Trades off with: the parameter whose error goes along most (correlation). Determined: how far the tests narrow the prior (well: to less than 30 % of it, not: to no less than 60 %), however large the error that is left.";
  for (const line of wrap(`${legend} ${note}.`, console.width)) console.print(paint.dim(line));
}

const percent = (share: number): string => (share > 10 ? "-" : formatPercent(share));
