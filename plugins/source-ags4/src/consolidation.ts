import { oedometer } from "@inversa/soil";
import { readCurve, shown } from "@inversa/tables";
import type { Cells } from "./cells.ts";
import type { Finding } from "./finding.ts";
import type { AgsFile } from "./parse.ts";
import type { AgsSettings } from "./settings.ts";
import { specimensOf, type Specimen } from "./specimens.ts";

/** Void ratios of neighbouring cells that say the same agree within this. */
const agreement = 0.01;

/** Consolidation tests of groups CONG and CONS: the void ratio at the end of each increment, unloading included, in the order of the file. */
export const consolidationsOf = (file: AgsFile, settings: AgsSettings, wanted: (id: string) => boolean): Promise<readonly Finding[]> =>
  Promise.all(specimensOf(file, "CONG", "CONS", "CONS_INCN").flatMap((specimen) => {
    const id = `${specimen.name} oedometer`;
    return wanted(id) ? [consolidationOf(specimen, id, file.name, settings)] : [];
  }));

interface Increment { readonly cells: Cells; readonly line: number; readonly stress: number; readonly ratio: number }

async function consolidationOf(specimen: Specimen, id: string, file: string, settings: AgsSettings): Promise<Finding> {
  const { general, data } = specimen;
  const warnings: string[] = [];
  const where = `"${id}" (line ${general.row.line})`;
  const increments = data.flatMap((cells): readonly Increment[] => {
    const stress = cells.number("CONS_INCF", "kPa");
    const ratio = cells.number("CONS_INCE", "1");
    if (stress !== undefined && stress > 0 && ratio !== undefined) return [{ cells, line: cells.row.line, stress, ratio }];
    const why = stress === undefined ? "no stress (CONS_INCF)" : ratio === undefined ? "no void ratio (CONS_INCE)" : "no load (CONS_INCF 0)";
    warnings.push(`"${id}": line ${cells.row.line} is left out: ${why} at the end of the increment`);
    return [];
  });
  const initial = general.number("CONG_IVR", "1") ?? increments[0]?.cells.number("CONS_IVR", "1");
  const seating = settings.seatingStress > 0 ? settings.seatingStress : (general.number("CONG_SPRS", "kPa") ?? 0);
  const first = seating > 0 && initial !== undefined ? { line: general.row.line, stress: seating, ratio: initial } : increments[0];
  const points = first === increments[0] ? increments : [first!, ...increments];
  if (first === undefined || points.length < 2) {
    return { specimen, inferred: [], warnings: [...warnings, `${where} is left out: ${points.length === 0 ? "no increment states" : "only one increment states"} stress and void ratio (group CONS)`] };
  }
  for (const [k, { cells }] of increments.entries()) {
    const before = k === 0 ? general.number("CONG_IVR", "1") : increments[k - 1]!.ratio;
    const start = cells.number("CONS_IVR", "1");
    if (before !== undefined && start !== undefined && Math.abs(start - before) > agreement) warnings.push(`"${id}": line ${cells.row.line} begins at a void ratio of ${shown(start)} (CONS_IVR), but ${k === 0 ? "CONG_IVR is" : "the increment before it ends at"} ${shown(before)}`);
  }
  const began = first === increments[0] ? "the end of the first increment: the stress before it is not recorded (seatingStress)" : settings.seatingStress > 0 ? "setting seatingStress" : "CONG_SPRS, the swelling pressure";
  const curve = await readCurve({
    id, protocol: oedometer, where: `${file}, group CONS`, conditions: { initialAxialStress: first.stress, initialVoidRatio: first.ratio },
    columns: [{ heading: "CONS_INCF", channel: "axialStress", unit: "kPa" }, { heading: "CONS_INCE", channel: "voidRatio", unit: "1" }],
    rows: points.map(({ line, stress, ratio }) => ({ line, cells: [stress, ratio] })),
  }, "ags4", { loops: "keep" });
  return {
    specimen,
    observation: curve.observation,
    inferred: [{ what: `"${id}": oedometer, ${points.length} points, strain counted from ${shown(first.stress)} kPa at a void ratio of ${shown(first.ratio)}`, because: `line ${general.row.line}; ${began}` }],
    warnings: [...warnings, ...curve.warnings],
  };
}
