import { type FileReading, type Inference, type InputError, type Observation, type Protocol, type SourceFile, type TestDescription } from "@inversa/core";
import { oedometer } from "@inversa/soil";
import { checkConditions, conditionsFor, distinct, provenanceOf, shown } from "@inversa/tables";
import { fileSetOf } from "./associated.ts";
import type { Cells } from "./cells.ts";
import { consolidationsOf } from "./consolidation.ts";
import type { Finding } from "./finding.ts";
import { loggedKey, loggedRows, readLogged } from "./logged.ts";
import { unreadable } from "./mistakes.ts";
import { leftOut, open, protocolOf, type Known, type Request } from "./open.ts";
import type { AgsFile } from "./parse.ts";
import type { AgsSettings } from "./settings.ts";
import { checkOneSoil } from "./soils.ts";
import type { Specimen } from "./specimens.ts";
import { summarise, summaryWarning } from "./summary.ts";
import { totalStressTests } from "./total-stress.ts";

/**
 * Reads AGS4 files. A stage of a triaxial test comes from the file of its curve where that is read beside, else from logged readings, else as the points that the
 * format holds of it; a consolidation test as the end of each increment.
 * @throws InputError `data-unreadable` with line, group and heading, `data-ambiguous` with the setting that settles it.
 */
export async function read(files: readonly SourceFile[], request: Request): Promise<readonly FileReading[]> {
  checkConditions(request.conditions ?? {}, request.protocols);
  return Promise.all(files.map((source) => readingOf(source, request)));
}

/** Conditions of the tests whose curves stand in other files of the call. */
export async function describe(files: readonly SourceFile[], request: Request): Promise<readonly TestDescription[]> {
  return files.flatMap((source) => open(source, request).stages.flatMap(({ stage, state, curves }) => curves.map((file): TestDescription => ({
    file, test: stage.id, protocol: protocolOf(stage).id, conditions: state.conditions, from: `${source.name}, line ${stage.cells.row.line}`,
  }))));
}

async function readingOf(source: SourceFile, request: Request): Promise<FileReading> {
  const { settings, protocols, conditions = {} } = request;
  const { file, selection, stages, left } = open(source, request);
  const logged = loggedRows(file);
  const findings = [
    ...await Promise.all(stages.map((known) => readStage(file, known, logged.get(loggedKey(known.stage.cells)), settings))),
    ...await consolidationsOf(file, settings, (id) => selection.wants(id) && protocols.some((each) => each.id === oedometer.id)),
  ];
  const totals = totalStressTests(file, selection.wants);
  selection.checkAllFound(file.name);
  const found = findings.filter(({ observation, elsewhere }) => observation || elsewhere);
  const specimens = [...new Set(found.map(({ specimen }) => specimen))];
  const warnings = [...file.warnings, ...left, ...findings.flatMap((each) => each.warnings), ...summaryWarning(found.flatMap(({ summarised }) => summarised ?? []), settings), ...totals];
  if (found.length === 0) throw nothing(file, warnings);
  const provenance = await provenanceOf(source, "ags4");
  return {
    file: file.name,
    observations: found.flatMap(({ observation }) => (observation ? [{ ...withConditions(observation, conditions, protocols), provenance }] : [])),
    inferred: distinct([...findings.flatMap((each) => each.inferred), ...specimens.flatMap(reported)]),
    warnings: [...warnings, ...checkOneSoil(specimens, settings)],
  };
}

/** The curve of a stage: from a file beside, from logged readings, or as summary points. */
async function readStage(file: AgsFile, { stage, state, curves }: Known, logged: readonly Cells[] | undefined, settings: AgsSettings): Promise<Finding> {
  const { specimen, cells, id } = stage;
  if (curves.length > 0) return { specimen, elsewhere: true, inferred: [{ what: `"${id}": its curve is read from ${curves.join(", ")}`, because: `FILE_FSET of line ${cells.row.line}` }], warnings: [] };
  if (logged) {
    const { observation, inferred, warnings } = await readLogged(file, stage, logged, state.conditions, settings);
    return { specimen, observation, inferred: [...state.inferred, ...inferred], warnings: [...state.warnings, ...warnings] };
  }
  const summary = summarise(stage, state, settings);
  if (typeof summary === "string") return { specimen, inferred: [], warnings: [leftOut(stage, summary)] };
  return { specimen, observation: summary.observation, summarised: { ...summary, files: fileSetOf(file, stage) }, inferred: state.inferred, warnings: [...state.warnings, ...summary.warnings] };
}

/** The laboratory's own evaluation, to compare an estimate with. */
function reported({ general, name }: Specimen): readonly Inference[] {
  if (general.group.name !== "TREG") return [];
  const [c, phi] = [general.number("TREG_COH", "kPa"), general.number("TREG_PHI", "deg")];
  const values = [c !== undefined && `c' = ${shown(c)} kPa`, phi !== undefined && `phi' = ${shown(phi)}°`].filter((text) => text !== false);
  return values.length === 0 ? [] : [{ what: `"${name}": the laboratory reports ${values.join(" and ")}; not used, to compare with`, because: `TREG_COH, TREG_PHI, line ${general.row.line}` }];
}

/** Conditions that the user gives win over the file's. */
const withConditions = (observation: Observation, given: Readonly<Record<string, number>>, protocols: readonly Protocol[]): Observation =>
  ({ ...observation, test: { ...observation.test, conditions: { ...observation.test.conditions, ...conditionsFor(protocols.find(({ id }) => id === observation.test.protocol)!, given) } } });

/** Why a file gives no test at all. */
function nothing(file: AgsFile, reasons: readonly string[]): InputError {
  const read = ["TREG", "TRET", "CONG", "CONS", "TRIG", "TRIT"].filter((name) => (file.groups.get(name)?.rows.length ?? 0) > 0);
  const what = read.length === 0 ? `it holds no triaxial or consolidation test, only groups ${file.names.slice(0, 40).join(", ")}` : `it gives no test: ${reasons.join("; ")}`;
  return unreadable({ file: file.name }, what, "group TREG with TRET (triaxial tests in effective stresses) or CONG with CONS (consolidation tests)");
}
