/** A material property as a function of one variable: stoichiometry in the particles, concentration (mol/m3) in the electrolyte. Pure. */
export interface ScalarFunction {
  value(x: number): number;
  /** d value / dx. */
  derivative(x: number): number;
  /** Present where the function is the same number everywhere. */
  readonly constant?: number;
  /** Present where the function is another one times a number, so that tables made of that one can be used again. */
  readonly scaledFrom?: { readonly base: ScalarFunction; readonly factor: number };
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
export function scaled(f: ScalarFunction, by: number): ScalarFunction {
  if (by === 1) return f;
  if (f.constant !== undefined) return constantFunction(by * f.constant);
  const { base, factor: before } = f.scaledFrom ?? { base: f, factor: 1 };
  const factor = before * by;
  return {
    value: (x) => factor * base.value(x),
    derivative: (x) => factor * base.derivative(x),
    scaledFrom: { base, factor },
    ...(base.text === undefined ? {} : { get text() { return textTimes(base.text!, factor); } }),
  };
}

/** Written only when somebody asks, since estimators scale a function thousands of times. */
const textTimes = (text: NonNullable<ScalarFunction["text"]>, factor: number): NonNullable<ScalarFunction["text"]> => {
  if (typeof text === "number") return factor * text;
  return typeof text === "string" ? `${factor} * (${text})` : { x: text.x, y: text.y.map((y) => factor * y) };
};
