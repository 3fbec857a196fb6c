import type { Inference } from "@inversa/core";
import { radialStressAtStart } from "@inversa/soil";
import { shown } from "@inversa/tables";
import { ambiguous } from "./mistakes.ts";
import type { AgsFile } from "./parse.ts";
import type { AgsSettings } from "./settings.ts";
import { keyOf, rowsOf, sampleKeyOf } from "./specimens.ts";
import type { Stage } from "./stages.ts";

/** A specimen at the start of shearing. */
export interface State {
  readonly conditions: Readonly<Record<string, number>>;
  /** Pore pressure then, kPa; undefined where nobody recorded it. */
  readonly porePressure?: number;
  readonly inferred: readonly Inference[];
  readonly warnings: readonly string[];
}

/** An axial stress that differs from the radial one by less than this share is the same. */
const agreement = 0.05;

/**
 * Effective stresses and void ratio at the start of shearing.
 * @returns What is missing, as a sentence, where the stresses do not follow from the file.
 * @throws InputError `data-ambiguous` where the stated stress and cell less pore pressure disagree.
 */
export function stateOf(file: AgsFile, stage: Stage, settings: AgsSettings): State | string {
  const { cells, id, anisotropic } = stage;
  const inferred: Inference[] = [];
  const warnings: string[] = [];
  const pore = cells.number("TRET_PWPI", "kPa") ?? cells.number("TRET_BACK", "kPa");
  const poreHeading = cells.text("TRET_PWPI") === "" ? "TRET_BACK" : "TRET_PWPI";
  const cell = cells.number("TRET_CELL", "kPa");
  const radialHeading = cells.text("TRET_CRP") !== "" ? "TRET_CRP" : "TRET_CONP";
  // CONP of an anisotropically consolidated specimen may be the axial, the radial or the mean stress.
  const stated = anisotropic && radialHeading === "TRET_CONP" ? undefined : cells.number(radialHeading, "kPa");
  const found = radialStressAtStart({ stated, cellPressure: cell, porePressure: pore }, settings.effectiveStress);
  if (found === undefined) return `no effective stress at the start of shearing (${anisotropic ? "TRET_CRP" : "TRET_CONP or TRET_CRP"}, or TRET_CELL with TRET_PWPI)`;
  if ("difference" in found) {
    throw ambiguous(cells.place(radialHeading), `test "${id}" has an effective stress of ${shown(found.stated)} kPa, but TRET_CELL less ${poreHeading} is ${shown(found.difference)} kPa`, "which is the effective radial stress at the start of shearing?", "Set effectiveStress to stated or difference, or leave the test out with only");
  }
  const radial = found.value;
  if (!(radial > 0)) return `an effective stress of ${shown(radial)} kPa at the start of shearing`;
  const conditions: Record<string, number> = { confiningPressure: radial };
  const from = found.by === "difference" ? `TRET_CELL less ${poreHeading}` : radialHeading;
  const axial = cells.number("TRET_CVP", "kPa");
  if (anisotropic && axial === undefined) return "no effective axial stress at the end of consolidation (TRET_CVP), though the consolidation is anisotropic";
  const sources = [`confiningPressure ${shown(radial)} kPa from ${from}`];
  if (axial !== undefined && Math.abs(axial - radial) > agreement * radial) {
    conditions["initialAxialStress"] = axial;
    sources.push(`initialAxialStress ${shown(axial)} kPa from TRET_CVP`);
  }
  const ratio = voidRatioOf(file, stage, warnings);
  if (ratio) {
    conditions["initialVoidRatio"] = ratio.value;
    sources.push(`initialVoidRatio ${shown(ratio.value)} from ${ratio.from}`);
  }
  inferred.push({ what: `"${id}": ${stage.drained ? "drained" : "undrained"}, ${sources.join(", ")}`, because: `line ${cells.row.line}; ${stage.because}` });
  return { conditions, ...(pore === undefined ? {} : { porePressure: pore }), inferred, warnings };
}

/** Void ratio at the start of shearing: the initial one, stated or from densities, less what consolidation took. */
function voidRatioOf(file: AgsFile, { cells, id, sheared }: Stage, warnings: string[]): { readonly value: number; readonly from: string } | undefined {
  // What an earlier stage changed is not recorded.
  if (sheared) return undefined;
  const initial = initialRatio(file, cells);
  if (!initial) return undefined;
  const squeezed = cells.number("TRET_VOLM", "1");
  const value = squeezed === undefined ? initial.value : (1 + initial.value) * (1 - squeezed) - 1;
  if (value < 0.05 || value > 10) {
    warnings.push(`"${id}" (line ${cells.row.line}): a void ratio of ${shown(value)} (${initial.from}) is not plausible and is not used`);
    return undefined;
  }
  return { value, from: squeezed === undefined ? `${initial.from}, before consolidation` : `${initial.from} less TRET_VOLM` };
}

function initialRatio(file: AgsFile, cells: Stage["cells"]): { readonly value: number; readonly from: string } | undefined {
  const stated = cells.number("TRET_IVR", "1");
  if (stated !== undefined) return { value: stated, from: "TRET_IVR" };
  const dry = cells.number("TRET_DDEN", "g/cm3");
  if (dry === undefined || dry <= 0) return undefined;
  const tests = rowsOf(file, "LPDN").filter((row) => row.text("LPDN_PDEN") !== "" && sampleKeyOf(row) === sampleKeyOf(cells));
  const own = tests.find((row) => keyOf(row) === keyOf(cells)) ?? tests[0];
  const particles = own?.assumable("LPDN_PDEN", "g/cm3");
  if (!own || !particles) return undefined;
  return { value: particles.value / dry - 1, from: `TRET_DDEN and LPDN_PDEN (line ${own.row.line}${particles.assumed ? ", assumed" : ""})` };
}
