/** Whether a history ever runs backwards from where it has been, its start at 0 included. */
export function turnsBack(axis: ArrayLike<number>): boolean {
  let before = 0;
  for (let i = 0; i < axis.length; i++) {
    if (axis[i]! < before) return true;
    before = axis[i]!;
  }
  return false;
}
