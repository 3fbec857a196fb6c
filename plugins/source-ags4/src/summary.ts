import type { Observation } from "@inversa/core";
import { drainedTriaxial, undrainedTriaxial } from "@inversa/soil";
import { shown } from "@inversa/tables";
import { advice, type FileSet } from "./associated.ts";
import type { AgsSettings } from "./settings.ts";
import type { Stage } from "./stages.ts";
import type { State } from "./state.ts";

/** A stage as the few points that AGS holds of it. */
export interface Summary {
  readonly observation: Observation;
  /** Whether the point at half the failure stress is there, which says something of stiffness. */
  readonly half: boolean;
  readonly warnings: readonly string[];
}

/**
 * The points of a curve that TRET states: the start, half the deviator stress where EP50 or E50 is given, failure. A response not measured at a point is NaN there.
 * @returns What is missing, as a sentence.
 */
export function summarise(stage: Stage, { conditions, porePressure }: State, settings: AgsSettings): Summary | string {
  const { cells, id, drained } = stage;
  const warnings: string[] = [];
  const sign = stage.extension ? -1 : 1;
  const size = (value: number | undefined): number | undefined => (value === undefined ? undefined : sign * Math.abs(value));
  const failure = { strain: size(cells.number("TRET_STRN", "1")), stress: size(cells.number("TRET_DEVF", "kPa")) };
  if (failure.strain === undefined || failure.stress === undefined) return `no ${failure.strain === undefined ? "strain (TRET_STRN)" : "deviator stress (TRET_DEVF)"} at failure`;
  if (failure.strain === 0 || failure.stress === 0) return `${failure.strain === 0 ? "a strain (TRET_STRN)" : "a deviator stress (TRET_DEVF)"} of zero at failure`;
  const start = (conditions["initialAxialStress"] ?? conditions["confiningPressure"]!) - conditions["confiningPressure"]!;
  const half = start === 0 && !stage.extension ? halfway(stage, failure.strain, failure.stress, warnings) : undefined;
  const points = half === undefined ? 2 : 3;
  const along = (first: number, middle: number, last: number): Float64Array => Float64Array.of(first, ...(points === 3 ? [middle] : []), last);
  const natural = (strain: number): number => (settings.strainMeasure === "engineering" ? 0 - Math.log1p(-strain) : strain);

  const responses: Record<string, Float64Array> = { deviatorStress: along(start, failure.stress / 2, failure.stress) };
  if (drained) {
    const volume = cells.number("TRET_STV", "1");
    if (volume !== undefined) responses["volumetricStrain"] = along(0, Number.NaN, natural(settings.volumeSign === "contraction" ? volume : -volume));
  } else {
    const pore = cells.number("TRET_PWPF", "kPa");
    if (pore !== undefined && porePressure !== undefined) responses["porePressure"] = along(0, Number.NaN, pore - porePressure);
    else if (pore !== undefined) warnings.push(`"${id}" (line ${cells.row.line}): TRET_PWPF is not used, since the pore pressure at the start is not recorded (TRET_PWPI, TRET_BACK)`);
  }
  const { id: protocol } = drained ? drainedTriaxial : undrainedTriaxial;
  return { observation: { id, test: { protocol, conditions, axis: along(0, natural(half ?? 0), natural(failure.strain)) }, responses }, half: half !== undefined, warnings };
}

/** Axial strain at half the deviator stress at failure, from TRET_EP50 or, as the secant modulus says, TRET_E50. */
function halfway({ cells, id, specimen }: Stage, failureStrain: number, failureStress: number, warnings: string[]): number | undefined {
  const where = `"${id}" (line ${cells.row.line})`;
  const strain = cells.number("TRET_EP50", "1");
  const modulus = cells.number("TRET_E50", "kPa");
  if (strain === undefined && modulus === undefined) return undefined;
  const criterion = specimen.general.text("TREG_FCR");
  if (criterion !== "" && !/deviator|\bmax(imum)?\b.*\bq\b/i.test(criterion)) {
    warnings.push(`${where}: TRET_EP50 and TRET_E50 are not used: they belong to the peak, and failure is taken by another criterion (${criterion})`);
    return undefined;
  }
  const secant = modulus !== undefined && modulus > 0 ? failureStress / 2 / modulus : undefined;
  const at = strain ?? secant;
  if (at === undefined || !(at > 0 && at < failureStrain)) {
    warnings.push(`${where}: half the strength at ${at === undefined ? "an unknown strain" : `${shown(100 * at)} % strain`} lies outside the test and is not used (TRET_EP50, TRET_E50)`);
    return undefined;
  }
  if (strain !== undefined && secant !== undefined && Math.abs(secant - strain) > 0.1 * strain) {
    warnings.push(`${where}: TRET_E50 puts half the strength at ${shown(100 * secant)} % strain and TRET_EP50 at ${shown(100 * strain)} %; TRET_EP50 is used`);
  }
  return at;
}

/** A summarised stage with the files in which its curve may be. */
export interface Summarised extends Summary {
  readonly files: FileSet | undefined;
}

/** What summary points can and cannot determine, and what to add to have curves. */
export function summaryWarning(all: readonly Summarised[], { volumeSign }: AgsSettings): readonly string[] {
  if (all.length === 0) return [];
  const drained = all.some(({ observation }) => observation.responses["volumetricStrain"]);
  const halves = all.filter(({ half }) => half).length;
  const points = halves === 0 ? "the start and failure" : `the start, ${halves === all.length ? "" : `(in ${halves} of them) `}half the strength, and failure`;
  const steps = new Map<string, string[]>();
  for (const { observation, files } of all) {
    const step = advice(files);
    steps.set(step, [...(steps.get(step) ?? []), observation.id]);
  }
  const dilating = all.filter(({ observation }) => (observation.responses["volumetricStrain"]?.at(-1) ?? 0) < 0);
  return [
    `${all.length} triaxial ${all.length === 1 ? "test is" : "tests are"} read as summary points, not curves: AGS states ${points}. They determine the strength (c, phi from several pressures)${halves > 0 ? " and, by the point at half of it, a secant stiffness" : " but no stiffness"}; not the shape of the curves${drained ? ", and of the volume change only its value at failure" : ""}`,
    ...[...steps].map(([step, ids]) => `to read ${ids.length === 1 ? "the curve" : "the curves"} of ${listed(ids)}: ${step}`),
    ...(drained && volumeSign === "contraction" ? ["AGS does not define the sign of TRET_STV; contraction is taken as positive (setting volumeSign)"] : []),
    ...(dilating.length > 0 ? [`${listed(dilating.map(({ observation }) => observation.id))} dilate up to failure; a model without dilatancy, such as Duncan-Chang, cannot follow one value there, and bends the others to it: give volumetricStrain the weight 0 in the study file`] : []),
  ];
}

const listed = (ids: readonly string[]): string => `${ids.slice(0, 6).map((id) => `"${id}"`).join(", ")}${ids.length > 6 ? ` and ${ids.length - 6} more` : ""}`;
