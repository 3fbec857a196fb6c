import { type FileReading, type Inference, type Observation, type ReadRequest, type SourceFile } from "@inversa/core";
import { checkConditions, distinct, provenanceOf, selection, unreadable } from "@inversa/tables";
import type { settings as declared } from "./settings.ts";
import { shearingOf } from "./shearing.ts";
import { startOf } from "./start.ts";
import { trialsOf } from "./trials.ts";

type Request = ReadRequest<typeof declared>;

/**
 * Reads DIGGS files: each trial of a triaxial test in effective stresses, by its shearing increments.
 * @throws InputError `data-unreadable` with line and element, `data-ambiguous` with the setting that settles it.
 */
export async function read(files: readonly SourceFile[], request: Request): Promise<readonly FileReading[]> {
  checkConditions(request.conditions ?? {}, request.protocols);
  return Promise.all(files.map((source) => readingOf(source, request)));
}

async function readingOf(source: SourceFile, { protocols, settings, conditions = {} }: Request): Promise<FileReading> {
  const file = trialsOf(source);
  const chosen = selection(settings.only, "diggs");
  const observations: Observation[] = [];
  const inferred: Inference[] = [];
  const warnings: string[] = [...file.warnings];
  const samples = new Set<string>();
  for (const trial of file.trials) {
    if (!chosen.wants(trial.id)) continue;
    const begun = startOf(file.name, trial, settings, protocols, conditions);
    const result = "missing" in begun ? begun.missing : await shearingOf(begun.start, settings);
    if (typeof result === "string") {
      warnings.push(`"${trial.id}" (line ${trial.element.line}) is left out: it states ${result}`);
      continue;
    }
    observations.push(result.observation);
    if (!("missing" in begun)) inferred.push(...begun.inferred);
    inferred.push(...result.inferred);
    warnings.push(...result.warnings);
    if (trial.sample !== "") samples.add(trial.sample);
  }
  chosen.checkAllFound(file.name);
  if (observations.length === 0) throw unreadable(file.name, file.trials.length === 0 ? "it holds no triaxial test" : `it gives no test: ${warnings.join("; ")}`, "a TriaxialTest in effective stresses with shearing increments");
  if (samples.size > 1) warnings.push(`tests of ${samples.size} samples are read as one soil (${[...samples].slice(0, 5).join(", ")}${samples.size > 5 ? ", ..." : ""}); the setting only chooses among them`);
  const provenance = await provenanceOf(source, "diggs");
  return { file: file.name, observations: observations.map((o) => ({ ...o, provenance })), inferred: distinct(inferred), warnings };
}
