import { shown } from "@inversa/tables";
import type { AgsFile } from "./parse.ts";
import { specimensOf } from "./specimens.ts";

/**
 * What triaxial tests in total stresses (groups TRIG and TRIT: UU, unconfined) say. No pore pressure is measured, so they are no effective-stress tests and give no
 * curve; they give an undrained strength.
 */
export const totalStressTests = (file: AgsFile, wanted: (id: string) => boolean): readonly string[] =>
  specimensOf(file, "TRIG", "TRIT", "TRIT_TESN").flatMap(({ general, data, name }) => {
    const id = `${name} ${general.text("TRIG_TYPE") || "UU"}`;
    if (!wanted(id)) return [];
    const strengths = data.flatMap((cells) => {
      const deviator = cells.number("TRIT_DEVF", "kPa");
      const strength = cells.number("TRIT_CU", "kPa") ?? (deviator === undefined ? undefined : deviator / 2);
      const cell = cells.number("TRIT_CELL", "kPa");
      return strength === undefined ? [] : [`${shown(strength)} kPa${cell === undefined ? "" : ` at a cell pressure of ${shown(cell)} kPa`}`];
    });
    return [`"${id}" (line ${general.row.line}) is a test in total stresses and gives no effective-stress curve; ${strengths.length === 0 ? "it states no strength" : `undrained strength ${strengths.join(", ")}: in a total-stress analysis phi = 0 and c = that strength`}`];
  });
