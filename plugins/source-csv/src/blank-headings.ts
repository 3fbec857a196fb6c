import { isBlank, isReading, type KnownHeadings, type Row, textOf } from "@inversa/tables";
import { blankHeadings } from "./rows.ts";

/** In files separated by blanks, headings may hold blanks; the readings below tell how many columns there are. */
export function rejoinHeadings(rows: readonly Row[], known: KnownHeadings): readonly Row[] {
  const out = [...rows];
  for (let i = 0; i < rows.length; i++) {
    if (isReading(rows[i]!) || isBlank(rows[i]!)) continue;
    let next = i + 1;
    while (next < rows.length && next < i + 9 && !isReading(rows[next]!)) next++;
    const below = rows[next];
    if (!below || !isReading(below) || below.cells.length === rows[i]!.cells.length) continue;
    const headings = blankHeadings(rows[i]!.raw, below.cells.length);
    if (headings && known(headings) >= known(rows[i]!.cells.map(textOf))) out[i] = { ...rows[i]!, cells: headings };
  }
  return out;
}
