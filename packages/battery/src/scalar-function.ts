/** A material property as a function of one variable: stoichiometry in the particles, concentration (mol/m3) in the electrolyte. Pure. */
export interface ScalarFunction {
  value(x: number): number;
  /** d value / dx. */
  derivative(x: number): number;
  /** Present where the function is the same number everywhere. */
  readonly constant?: number;
  /** How it can be written down: a number, an infix formula in `x`, or a table. Absent for a function that only code knows. */
  readonly text?: number | string | TableText;
}

/** A function as the points of a table. */
export interface TableText {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The same number everywhere. */
export const constantFunction = (value: number): ScalarFunction => ({ value: () => value, derivative: () => 0, constant: value, text: value });

/** A function times a number; the function itself where the number is 1. */
export function scaled(f: ScalarFunction, factor: number): ScalarFunction {
  if (factor === 1) return f;
  if (f.constant !== undefined) return constantFunction(factor * f.constant);
  const { text } = f;
  return {
    value: (x) => factor * f.value(x),
    derivative: (x) => factor * f.derivative(x),
    ...(text === undefined ? {} : { text: typeof text === "object" ? { x: text.x, y: text.y.map((y) => factor * y) } : `${factor} * (${text})` }),
  };
}
