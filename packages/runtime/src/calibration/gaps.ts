import type { InputBlock } from "@inversa/core";

/**
 * Fills the gaps (NaN) of one curve by straight lines between its measured neighbours along the axis; before the first and after the last
 * measured point their values are held. In place.
 * @returns How many points were filled; -1 when the curve has no measured point at all.
 */
export function fillGaps(row: Float64Array, { offset, length, axis }: Pick<InputBlock, "offset" | "length" | "axis">): number {
  let filled = 0;
  let before = -1;
  for (let i = 0; i < length; i++) {
    if (!Number.isNaN(row[offset + i]!)) {
      before = i;
      continue;
    }
    let after = i + 1;
    while (after < length && Number.isNaN(row[offset + after]!)) after++;
    if (before < 0 && after === length) return -1;
    for (; i < after; i++, filled++) row[offset + i] = between(row, offset, axis, before, after, i, length);
    before = after;
  }
  return filled;
}

function between(row: Float64Array, offset: number, axis: Float64Array, before: number, after: number, i: number, length: number): number {
  if (before < 0) return row[offset + after]!;
  if (after >= length) return row[offset + before]!;
  const span = axis[after]! - axis[before]!;
  const along = (axis[i]! - axis[before]!) / span;
  // Where the axis turns back between the neighbours (unloading), the points' order is all there is.
  const share = along >= 0 && along <= 1 ? along : (i - before) / (after - before);
  return row[offset + before]! * (1 - share) + row[offset + after]! * share;
}
