import type { StepState } from "./state.ts";

/** Backward substitution, in place. */
export function substitute(state: StepState, right: Float64Array): void {
  const { upper } = state;
  for (let i = state.cells - 2; i >= 0; i--) {
    const x = right[2 * i + 2]!;
    const y = right[2 * i + 3]!;
    right[2 * i]! -= upper[4 * i]! * x + upper[4 * i + 1]! * y;
    right[2 * i + 1]! -= upper[4 * i + 2]! * x + upper[4 * i + 3]! * y;
  }
}

/** Solves with the factors of the last elimination for another right-hand side, in place. */
export function solveAgain(state: StepState, right: Float64Array): void {
  const { inverse, lower, cells } = state;
  let x = 0;
  let y = 0;
  for (let i = 0; i < cells; i++) {
    const a = right[2 * i]! - lower[4 * i]! * x - lower[4 * i + 1]! * y;
    const b = right[2 * i + 1]! - lower[4 * i + 2]! * x - lower[4 * i + 3]! * y;
    x = inverse[4 * i]! * a + inverse[4 * i + 1]! * b;
    y = inverse[4 * i + 2]! * a + inverse[4 * i + 3]! * b;
    right[2 * i] = x;
    right[2 * i + 1] = y;
  }
  substitute(state, right);
}

/**
 * The same for `count` right-hand sides in one pass over the factors: those of cell i begin at i times `count`.
 * @param c,j The rows of electrolyte and charge; receive the solutions for concentrations and current densities.
 */
export function solveMany(state: StepState, c: Float64Array, j: Float64Array, count: number): void {
  const { inverse, lower, upper, cells } = state;
  for (let i = 0; i < cells; i++) {
    const at = 4 * i;
    const l0 = lower[at]!;
    const l1 = lower[at + 1]!;
    const l2 = lower[at + 2]!;
    const l3 = lower[at + 3]!;
    const n0 = inverse[at]!;
    const n1 = inverse[at + 1]!;
    const n2 = inverse[at + 2]!;
    const n3 = inverse[at + 3]!;
    for (let p = i * count, end = p + count; p < end; p++) {
      let a = c[p]!;
      let b = j[p]!;
      if (i > 0) {
        const x = c[p - count]!;
        const y = j[p - count]!;
        a -= l0 * x + l1 * y;
        b -= l2 * x + l3 * y;
      }
      c[p] = n0 * a + n1 * b;
      j[p] = n2 * a + n3 * b;
    }
  }
  for (let i = cells - 2; i >= 0; i--) {
    const at = 4 * i;
    const u0 = upper[at]!;
    const u1 = upper[at + 1]!;
    const u2 = upper[at + 2]!;
    const u3 = upper[at + 3]!;
    for (let p = i * count, end = p + count; p < end; p++) {
      const x = c[p + count]!;
      const y = j[p + count]!;
      c[p]! -= u0 * x + u1 * y;
      j[p]! -= u2 * x + u3 * y;
    }
  }
}
