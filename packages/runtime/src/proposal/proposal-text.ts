import { type FileReading, type Observation, type Prior, quantitiesUnder, type Quantity, symbolLabel, unitLabel } from "@inversa/core";
import { stringify } from "yaml";
import type { App } from "../app/app.ts";
import { openConditions } from "./open-conditions.ts";
import type { ResolvedStudy } from "../study/resolve-study.ts";
import type { StudyFile } from "../study/study-schema.ts";
import { isLong, proposedReadings } from "../data/thin-readings.ts";
import { whatWasRead } from "../data/what-was-read.ts";

/** A study file as YAML, every choice written out with a comment that says where it comes from. */
export function proposalText(app: App, file: StudyFile, resolved: ResolvedStudy): string {
  return [
    comment(`Proposed by Inversa from ${count(resolved.readings.length, "file")}. Every choice is written out: change what you know better, then run`),
    comment("  inversa study check <this file>    (how well each parameter can be identified)"),
    comment("  inversa run <this file>            (simulate, train, estimate, verify)"),
    "inversa: 1",
    `name: ${word(resolved.name)}`,
    ...modelLines(resolved, file),
    "",
    ...dataLines(resolved, file),
    "",
    ...parameterLines(resolved, file),
    "",
    ...responseLines(resolved),
    ...testLines(resolved, file),
    "",
    ...methodLines(app, file, resolved),
    "",
  ].join("\n");
}

const comment = (text: string, indent = ""): string => `${indent}# ${text.replace(/\s*\n\s*/g, " ")}`;
const note = (line: string, text: string): string => `${line}  ${comment(text)}`;
/** A scalar as YAML writes it, quoted where it must be. */
const word = (value: unknown): string => stringify(value, { lineWidth: 0 }).trim();
const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
const unit = (code: string): string => (unitLabel(code) ? ` ${unitLabel(code)}` : "");

function modelLines({ model, study }: ResolvedStudy, file: StudyFile): readonly string[] {
  const options = Object.entries(model.options);
  return [
    note(`model: ${word(model.id)}`, `${model.name}: ${model.about}`),
    ...(options.length > 0 ? ["options:"] : []),
    ...options.flatMap(([name, setting]) => [
      note(`  ${name}: ${stringify(setting.kind === "document" ? (file.options[name] ?? study.options[name]) : study.options[name], { collectionStyle: "flow", lineWidth: 0 }).trim()}`, setting.about),
      ...(setting.kind === "choice" || setting.kind === "document" ? Object.entries(setting.kind === "choice" ? setting.choices : setting.builtIn).map(([choice, about]) => comment(`  ${choice}: ${about}`, "  ")) : []),
    ]),
  ];
}

function dataLines({ readings, study, model }: ResolvedStudy, { data }: StudyFile): readonly string[] {
  const sources = new Set(study.observations.map((observation) => observation.provenance?.source));
  const recognised = sources.size === 1 ? [...sources][0] : undefined;
  const entryLines = data.flatMap((entry) => {
    if ("protocol" in entry) return [];
    const { files, source = recognised, settings, conditions } = entry;
    return [
      "  - files:",
      ...files.map((path) => `      - ${word(path)}`),
      ...(source === undefined ? [] : [note(`    source: ${word(source)}`, entry.source === undefined ? "recognised" : "as given")]),
      ...(settings ? [`    settings: ${stringify(settings, { collectionStyle: "flow", lineWidth: 0 }).trim()}`] : []),
      ...(conditions ? [note(`    conditions: ${stringify(conditions, { collectionStyle: "flow", lineWidth: 0 }).trim()}`, `for ${files.length > 1 ? "each of these files" : "this file"}, as given`)] : [comment("conditions: { ... } would hold for every file and win over what was read", "    ")]),
      ...(longTests(readings.filter(({ file }) => files.some((path) => path === file || path.endsWith(`/${file}`)))).length > 0 ? [note(`    points: ${proposedReadings}`, "readings a test that are used, more where the curves bend; the records are longer, and neighbouring readings tell nothing new")] : []),
    ];
  });
  return ["data:", ...entryLines, ...whatWasRead(readings, model, "  ")];
}

/** Tests with more readings than a study had better use. */
export const longTests = (readings: readonly FileReading[]): readonly Observation[] => readings.flatMap(({ observations }) => observations.filter(isLong));

function parameterLines({ model, study }: ResolvedStudy, file: StudyFile): readonly string[] {
  const described = ({ symbol, about, unit: code }: Quantity): string => `${symbol ? `${symbolLabel(symbol)}, ` : ""}${about.replace(/\.$/, "")}${unit(code) ? `, in${unit(code)}` : ""}`;
  const others = Object.entries(quantitiesUnder(model, study.options)).filter(([name]) => !Object.hasOwn(study.estimate, name));
  const held = others.filter(([, quantity]) => quantity.default !== undefined);
  const opted = others.filter(([, quantity]) => quantity.default === undefined && quantity.held !== undefined);
  const named = Object.entries(model.options).flatMap(([name, { kind }]) => (kind === "document" ? [`${name}: ${String(file.options[name] ?? study.options[name])}`] : []));
  return [
    comment("What may be true before the curves are looked at. Other priors: { distribution: normal, mean: 30, sd: 2 };"),
    comment("{ distribution: log-normal, median: 50, sd: 0.3 } (0.3 is about 30 %); the word plausible stands for the model's own range"),
    "estimate:",
    ...Object.entries(study.estimate).map(([name, prior]) => note(`  ${word(name)}: ${flow(prior)}`, `${described(model.parameters[name]!)}; the model's plausible range`)),
    ...(held.length > 0 ? ["fixed:"] : []),
    ...held.map(([name, quantity]) => note(`  ${word(name)}: ${quantity.default}`, `${described(quantity)}; the model's default, give it a prior above to estimate it`)),
    ...(opted.length > 0 ? [comment(`Held by the options${named.length > 0 ? ` (${named.join(", ")})` : ""}; say otherwise under fixed, or give a prior above ("plausible" will do) to estimate one:`)] : []),
    ...opted.map(([name, quantity]) => comment(`  ${word(name)}: ${Number(quantity.held!.toPrecision(7))}  # ${described(quantity)}`)),
  ];
}

const flow = (prior: Prior): string => `{ ${Object.entries(prior).map(([key, value]) => `${key}: ${value}`).join(", ")} }`;

function responseLines({ study, model, task }: ResolvedStudy): readonly string[] {
  const used = Object.entries(study.responses);
  const units = (name: string): string => {
    const test = task.tests.find((_, t) => task.responses[t]!.includes(name));
    const protocol = model.simulations.find((simulation) => simulation.protocol.id === test?.protocol)?.protocol;
    const channel = protocol?.responses[name];
    return channel ? `${channel.about.replace(/\.$/, "")}${unit(channel.unit) ? `, in${unit(channel.unit)}` : ""}` : "";
  };
  const others = [...new Set(study.observations.flatMap((observation) => Object.keys(observation.responses)))].filter((name) => !Object.hasOwn(study.responses, name));
  return [
    comment("What is compared. Noise is the standard deviation of the measurement: relative to the largest value of the curve, absolute in its unit"),
    "responses:",
    ...used.map(([name, { noise, weight }]) => note(`  ${word(name)}: { noise: { relative: ${noise.relative}, absolute: ${noise.absolute} }, weight: ${weight} }`, `${units(name)}; ${noise.absolute === 0 ? `${100 * noise.relative} % is` : "such an error is"} an assumption`)),
    ...(others.length > 0 ? [comment(`not compared, though the files hold it: ${others.join(", ")} (follows from the others, or the model does not compute it)`, "  ")] : []),
    note(`afterStop: ${study.afterStop}`, "hold: after a failure the curve keeps its last value; reject: such a simulation is left out"),
  ];
}

/** States that have to be estimated, or the place where a study would estimate one. */
function testLines(resolved: ResolvedStudy, { tests }: StudyFile): readonly string[] {
  if (tests.length > 0) {
    return [
      comment(`No file tells what stands here, and ${resolved.model.name} cannot do without it: one unknown for each test. Narrow its range, or state it under data and delete the entry`),
      "tests:",
      ...tests.flatMap(({ ids, estimate }) => [`  - ids: [${ids.map(word).join(", ")}]`, `    estimate: { ${Object.keys(estimate).map((name) => `${word(name)}: plausible`).join(", ")} }`]),
    ];
  }
  const open = openConditions(resolved);
  const one = open.at(-1);
  if (!one) return [];
  return [
    comment(`Not stated by any file, and ${resolved.model.name} makes use of it: ${[...new Set(open.map(({ name }) => name))].join(", ")}. State it under data, or estimate it, one value for each test:`),
    comment(`tests: [{ ids: [${word(one.id)}], estimate: { ${one.name}: plausible } }]`),
  ];
}

function methodLines(app: App, file: StudyFile, { model, samples, design, engineId, estimators, study }: ResolvedStudy): readonly string[] {
  const describe = (id: string): string => `${app.estimators.get(id).name}: ${app.estimators.get(id).about}`;
  return [
    "simulations:",
    note(`  samples: ${samples}`, "draws from the priors for training; more make learned estimators sharper and training longer"),
    note(`  design: ${design}`, "random, latin-hypercube or sobol; random keeps held-out intervals honest"),
    note(`  engine: ${word(engineId)}`, file.simulations.engine === undefined ? "where simulations run; the variant's default" : "where simulations run"),
    "estimators:",
    ...estimators.flatMap(({ id, then }) => [note(`  - id: ${word(id)}`, describe(id)), ...(then === undefined ? [] : [note(`    then: ${word(then)}`, `starts from the answer above; ${describe(then)}`)])]),
    ...(model.classical && app.estimators.has("classical") && !estimators.some(({ id }) => id === "classical") ? [note(comment("- id: classical", "  "), describe("classical"))] : []),
    note(`seed: ${study.seed}`, "the same seed gives the same numbers"),
  ];
}
